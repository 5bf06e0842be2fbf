"""What the page of the neuron shows, and every other one that shows a forward pass."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture, make_neuron
from visualizer.core.datasets import Dataset
from visualizer.state.parameters import WEIGHTS
from visualizer.state.setup_of import start_of
from visualizer.state.values import Values, number, text
from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import is_own

INPUTS = ("input_1", "input_2")


@dataclass(frozen=True)
class NeuronView:
    """A neuron, and the student whom it answers.

    Attributes:
        neuron: With its activation and its output.
        weights: Both weights and the bias.
        row: The two inputs of the student, unscaled.
        examples: Among whom the student is: those of somebody's own table, else the three students.
    """

    neuron: Architecture
    weights: tuple[float, ...]
    row: tuple[float, float]
    examples: Dataset

    @property
    def activation(self) -> str:
        """Name of the function that the sum goes through."""
        return self.neuron.layers[0].activation

    @property
    def held(self) -> Mapping[str, float]:
        """Each number by its name, as its control holds it; the inputs first."""
        return dict(zip((*INPUTS, *WEIGHTS), (*self.row, *self.weights), strict=True))

    @property
    def parameters(self) -> Tensor:
        """Both weights and the bias. Shape ``(3,)``."""
        return torch.tensor(self.weights)

    @property
    def inputs(self) -> Tensor:
        """The student as the neuron gets it. Shape ``(1, 2)``."""
        return torch.tensor([self.row])


def neuron_view(values: Values) -> NeuronView:
    """Return what the checked ``values`` of the page show; its output is always a chance."""
    neuron = make_neuron(text(values, "activation"))
    return NeuronView(neuron, start_of(values), row_of(values), examples_of(values))


def row_of(values: Values) -> tuple[float, float]:
    """Return the student's own row: the two inputs, unscaled."""
    return number(values, "input_1"), number(values, "input_2")


def examples_of(values: Values) -> Dataset:
    """Return the examples of the student's own table, unscaled; the three students without one."""
    name = text(values, "dataset")
    return load_dataset(name if is_own(name) else "three_students")
