"""What the tests of hidden layers train: forty students, or the four corners at their barest."""

from dataclasses import replace

import torch

from tests.core.networks import network
from visualizer.core import (
    Setup,
    forward_lanes,
    initial_parameters,
    make_network_data,
    make_three_students,
)

STUDENTS = make_network_data("either_not_both").train
CORNERS = replace(
    make_three_students(),
    example_names=("neither", "second", "first", "both"),
    inputs=torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
    targets=torch.tensor([0.0, 1.0, 1.0, 0.0]),
)


def make_setup(dataset, *units, seed=0, activation="tanh", output="sigmoid", **fields):
    architecture = network(*units, activation=activation, output=output)
    start = tuple(initial_parameters(seed, architecture).tolist())
    return Setup(architecture, dataset, start, **fields)


def random_starts(setup, n_lanes, spread=1.0):
    generator = torch.Generator().manual_seed(0)
    return spread * torch.randn(setup.architecture.n_parameters, n_lanes, generator=generator)


def share_right(architecture, parameters, dataset):
    """Return the share of examples on the right side of one half. Shape ``(lanes,)``."""
    predictions = forward_lanes(architecture, parameters, dataset.inputs).predictions[:, 0]
    return ((predictions > 0.5) == (dataset.targets[:, None] == 1)).float().mean(dim=0)
