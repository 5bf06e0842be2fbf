"""Optimizers do the same without the compiler, in a process that has never loaded it."""

import hashlib
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from visualizer.core.architecture import make_neuron
from visualizer.core.lanes import train_lanes
from visualizer.core.optimizers import OPTIMIZERS
from visualizer.core.recipe import Recipe
from visualizer.core.setup import Setup
from visualizer.core.training import train
from visualizer.tables.loading import load_dataset

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = """
import sys
from visualizer.server.adaptations.compiler import leave_out_compiler
leave_out_compiler()
from tests.server.test_without_compiler import fingerprint
for optimizer in sys.argv[1:]:
    print(optimizer, fingerprint(optimizer), "sympy" in sys.modules)
import torch
assert not hasattr(torch._dynamo, "__wrapped__")
assert "sympy" not in sys.modules
import torch._dynamo.config
print("asked for more:", torch._dynamo.is_compiling(), "sympy" in sys.modules)
"""


def fingerprint(optimizer: str) -> str:
    """Return a name for every number of some trainings with an optimizer, one step watched."""
    recipe, dataset = Recipe(optimizer, batch_size=2), load_dataset("twelve_students")
    setup = Setup(make_neuron(), dataset, (0.3, -0.7, 0.2), 0.05, 40, recipe)
    run = train(setup, watched=7)
    lanes = train_lanes(setup, setup.parameters[:, None].repeat(1, 5))
    watched = [line.parameters for line in run.lines]
    tensors = (run.parameters, run.losses, *watched, lanes.parameters, lanes.losses)
    body = b"".join(tensor.contiguous().numpy().tobytes() for tensor in tensors)
    return hashlib.sha256(body).hexdigest()


@pytest.fixture(scope="module")
def without() -> dict[str, list[str]]:
    """What a process that has never loaded it says of each optimizer, and at last of the compiler.

    Of an optimizer the fingerprint of its trainings, and whether the compiler was there by then.
    """
    answer = subprocess.run(
        [sys.executable, "-c", WITHOUT, *OPTIMIZERS],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    *optimizers, last = answer.stdout.splitlines()
    said = {name: rest for name, *rest in map(str.split, optimizers)}
    return {**said, "asked for more": last.partition(": ")[2].split()}


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_trainings_are_the_same_bit_for_bit(optimizer: str, without: dict[str, list[str]]) -> None:
    importlib.import_module("torch._dynamo.config")  # here it is loaded, whatever ran before
    assert "sympy" in sys.modules
    with_it = fingerprint(optimizer)
    assert without[optimizer] == [with_it, "False"]


def test_who_asks_for_more_gets_the_compiler(without: dict[str, list[str]]) -> None:
    assert without["asked for more"] == ["False", "True"]
