"""Data for the tests that is not part of the app."""

from dataclasses import replace

import torch

from visualizer.core import Dataset, make_three_students


def make_line() -> Dataset:
    """Return two points on the line y = 2x: one feature, x = (1, 2), y = (2, 4)."""
    return replace(
        make_three_students(),
        name="line",
        example_names=("first", "second"),
        feature_names=("x",),
        inputs=torch.tensor([[1.0], [2.0]]),
        targets=torch.tensor([2.0, 4.0]),
        offsets=torch.zeros(1),
        scales=torch.ones(1),
    )
