"""How many files are open is counted in both ways alike."""

import os
import resource

import pytest

from visualizer.server import open_files
from visualizer.server.open_files import free_files


def test_open_files_are_counted() -> None:
    before = free_files()
    assert before is not None
    assert before < resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    ends = os.pipe()
    assert free_files() == before - 2
    for end in ends:
        os.close(end)


def test_the_number_that_linux_tells_is_that_of_the_files_in_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = free_files()
    assert told is not None
    monkeypatch.setattr(open_files.sys, "platform", "another")
    assert free_files() in {told, told - 1}  # the list is a file of its own while it is read
