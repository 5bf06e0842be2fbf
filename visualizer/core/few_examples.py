"""Examples few enough to work out by hand, for networks with one output or two."""

from dataclasses import replace
from functools import lru_cache

import torch

from visualizer.core.datasets import Dataset, make_three_students, scale_inputs
from visualizer.core.patterns import LITTLE, MUCH

WORKED_WEIGHTS = (
    0.15, 0.20, 0.25, 0.30, 0.35, 0.35,
    0.40, 0.45, 0.50, 0.55, 0.60, 0.60,
)  # fmt: skip
"""Where the worked example starts: the weights and biases of both layers, two units in each.

Mazur (2015), A step by step backpropagation example.
"""
WORKED_RATE = 0.5


@lru_cache(maxsize=2)
def make_four_students(n_outputs: int = 1) -> Dataset:
    """Return four students, hours divided by ten: much of exactly one of the two passes.

    Each stands in the middle of a cloud of ``make_either_not_both``.

    Args:
        n_outputs: 1 for a target that is 1 for passing; 2 for a second one that is 1 for failing.
    """
    hours = [[LITTLE[0], LITTLE[1]], [MUCH[0], LITTLE[1]], [LITTLE[0], MUCH[1]], [MUCH[0], MUCH[1]]]
    passes = torch.tensor([0.0, 1.0, 1.0, 0.0])
    raw = replace(
        make_three_students(),
        name="four_students",
        label="Four students",
        example_names=tuple(f"Student {number}" for number in range(1, 5)),
        inputs=torch.tensor(hours),
        targets=passes if n_outputs == 1 else torch.stack([passes, 1 - passes], dim=1),
    )
    return scale_inputs(raw, "tenths")


@lru_cache(maxsize=2)
def make_worked_example(n_outputs: int = 2) -> Dataset:
    """Return the one example that is worked out on many lecture slides: inputs 0.05 and 0.10.

    Args:
        n_outputs: 2 for the targets 0.01 and 0.99; 1 for the first of them alone.

    Source:
        Mazur (2015), A step by step backpropagation example.
    """
    return replace(
        make_three_students(),
        name="worked_example",
        label="The worked example",
        example_names=("The example",),
        feature_names=("input 1", "input 2"),
        target_name="output 1",
        inputs=torch.tensor([[0.05, 0.10]]),
        targets=torch.tensor([0.01]) if n_outputs == 1 else torch.tensor([[0.01, 0.99]]),
    )
