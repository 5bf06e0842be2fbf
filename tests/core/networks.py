"""Networks of several layers, inputs and outputs, each with a loss and data that fit it."""

from dataclasses import replace

import torch

from visualizer.core.architecture import Architecture, Layer, make_neuron
from visualizer.core.model import initial_parameters
from visualizer.core.setup import Setup
from visualizer.tables.loading import load_dataset

STUDENTS = load_dataset("twelve_students", "tenths")
CLASSES = replace(STUDENTS, targets=torch.tensor([0.0, 1, 2, 0, 1, 2, 2, 1, 0, 1, 0, 2]))
THREE = replace(STUDENTS, targets=torch.rand(12, 3, generator=torch.Generator().manual_seed(3)))


def network(*units, activation="tanh", output="identity", n_inputs=2):
    """Return layers of so many units; the last one has no activation of its own."""
    *hidden, last = units
    layers = (*(Layer(n_units, activation) for n_units in hidden), Layer(last))
    return Architecture(layers, output, n_inputs)


def make_cases(activation="tanh"):
    """Return for each name an architecture, its data and its loss."""
    return {
        "2-1": (make_neuron(activation), STUDENTS, "mse"),
        "2-1 logits": (make_neuron(activation, "identity"), STUDENTS, "binary_cross_entropy"),
        "2-4-1": (network(4, 1, activation=activation, output="sigmoid"), STUDENTS, "mse"),
        "2-4-1 logits": (network(4, 1, activation=activation), STUDENTS, "binary_cross_entropy"),
        "2-8-8-1": (network(8, 8, 1, activation=activation), STUDENTS, "mse"),
        "2-6-3": (network(6, 3, activation=activation), CLASSES, "cross_entropy"),
        "2-6-3 numbers": (network(6, 3, activation=activation), THREE, "mse"),
    }


CASES = tuple(make_cases())


def make_setup(case, activation="tanh", seed=5, **fields):
    architecture, dataset, loss = make_cases(activation)[case]
    start = tuple(initial_parameters(seed, architecture).tolist())
    return replace(Setup(architecture, dataset, start, loss=loss), **fields)


def make_starts(setup, n_lanes):
    """Return one random start per lane. Shape ``(n_parameters, n_lanes)``."""
    drawn = [initial_parameters(seed, setup.architecture) for seed in range(n_lanes)]
    return torch.stack(drawn, dim=1)
