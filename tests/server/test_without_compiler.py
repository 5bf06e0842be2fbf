"""Optimizers do the same without the compiler, in a process that has never loaded it."""

import hashlib
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
PROGRAM = """
import sys
if sys.argv[1] == "without":
    from visualizer.server.adaptations.compiler import leave_out_compiler
    leave_out_compiler()
from tests.server.test_without_compiler import fingerprint
for optimizer in sys.argv[2:]:
    print(optimizer, fingerprint(optimizer), "sympy" in sys.modules)
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


def printed(how: str) -> dict[str, tuple[str, str]]:
    """Return what a process with or without the compiler prints for each optimizer.

    Returns:
        The fingerprint of its trainings, and whether the compiler had been loaded by then.
    """
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, how, *OPTIMIZERS],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=240,
    )  # fmt: skip
    return {
        name: (found, is_loaded)
        for name, found, is_loaded in map(str.split, answer.stdout.splitlines())
    }


@pytest.fixture(scope="module")
def with_it() -> dict[str, tuple[str, str]]:
    return printed("with")


@pytest.fixture(scope="module")
def without() -> dict[str, tuple[str, str]]:
    return printed("without")


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_trainings_are_the_same_bit_for_bit(
    optimizer: str, with_it: dict[str, tuple[str, str]], without: dict[str, tuple[str, str]]
) -> None:
    assert (with_it[optimizer][1], without[optimizer][1]) == ("True", "False")
    assert with_it[optimizer][0] == without[optimizer][0]


def test_who_asks_for_more_gets_the_compiler() -> None:
    program = """
import sys
from visualizer.server.adaptations.compiler import leave_out_compiler
leave_out_compiler()
import torch
assert "sympy" not in sys.modules
assert not hasattr(torch._dynamo, "__wrapped__")
assert "sympy" not in sys.modules
import torch._dynamo.config
print(torch._dynamo.is_compiling())
"""
    answer = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert answer.stdout == "False\n"
