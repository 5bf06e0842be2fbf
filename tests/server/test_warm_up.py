"""What the warm-up leaves behind, in a process of its own."""

import json
import resource
import subprocess
import sys

import pytest

from tests.conftest import ROOT

PROGRAM = """
import gc, json, resource, sys, weakref
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, soft), hard))
from visualizer.server.warm_up import warm_up
warm_up()
frozen = gc.get_freeze_count()
warm_up()
import torch

class Page:
    pass

page, others = Page(), []
page.itself, gone = page, weakref.ref(page)
others += [[] for _ in range(900_000)]  # until it counts as old
del page
others += [[] for _ in range(900_000)]
print(json.dumps({
    "threads": torch.get_num_threads(),
    "frozen": frozen,
    "frozen_again": gc.get_freeze_count(),
    "open_files": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
    "old_page_is_gone": gone() is None,
    "optimizer": "torch._dynamo" in sys.modules,
}))
"""


@pytest.fixture(scope="module")
def left_behind() -> dict[str, object]:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_torch_computes_in_one_thread(left_behind: dict[str, object]) -> None:
    assert left_behind["threads"] == 1


def test_loaded_objects_are_out_of_the_collector_s_way(left_behind: dict[str, object]) -> None:
    assert left_behind["frozen"] > 100_000
    assert left_behind["frozen_again"] == left_behind["frozen"]


def test_a_page_that_lived_long_is_found_too(left_behind: dict[str, object]) -> None:
    assert left_behind["old_page_is_gone"]


def test_optimizer_is_loaded(left_behind: dict[str, object]) -> None:
    assert left_behind["optimizer"]


def test_limit_of_open_files_is_raised_as_far_as_allowed(left_behind: dict[str, object]) -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(65_536, hard)
    assert left_behind["open_files"] == wanted
