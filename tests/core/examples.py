"""Data for the tests that is not part of the app."""

from dataclasses import replace

import torch

from visualizer.core import Dataset, Setup, make_three_students


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


def setup_from(architecture, dataset, start, rate=0.1, n_steps=100, **fields) -> Setup:
    """Return a setup that starts at numbers or at a tensor of them."""
    return Setup(architecture, dataset, tuple(map(float, start)), rate, n_steps, **fields)


def same_starts(start, n_lanes) -> torch.Tensor:
    """Return one start in every lane. Shape ``(n_parameters, n_lanes)``."""
    return torch.as_tensor(start, dtype=torch.float32)[:, None].repeat(1, n_lanes)
