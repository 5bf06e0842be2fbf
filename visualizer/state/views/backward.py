"""What the page on backpropagation shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import torch

from visualizer.core.architecture import Architecture, Layer
from visualizer.core.datasets import Dataset
from visualizer.core.few_examples import make_four_students, make_worked_example
from visualizer.core.setup import Setup
from visualizer.core.task import Task
from visualizer.state.backward_parameters import SHAPES
from visualizer.state.packed_weights import is_packed, read_weights
from visualizer.state.values import Values, number, text, whole
from visualizer.state.views.network import start_of


@dataclass(frozen=True)
class BackwardView:
    """A network, its examples, the one at hand and the step.

    Attributes:
        task: Who learns what; the example at hand with the inputs it was given.
        start: Every weight and bias before the step.
        learning_rate: How far the step goes.
        example: The row of the example at hand.
        takes_all: Whether the step takes the mean over all examples.
        moment: How many lines have been worked out.
        part: The code of the chosen weight or bias; may be one that this network does not have.
    """

    task: Task
    start: tuple[float, ...]
    learning_rate: float
    example: int = 0
    takes_all: bool = False
    moment: int = 0
    part: int = 1

    @property
    def setup(self) -> Setup:
        """The one step as a training, on the examples that it takes."""
        data = self.task.dataset if self.takes_all else only(self.task.dataset, self.example)
        return Setup(self.task.architecture, data, self.start, self.learning_rate, n_steps=1)


def backward_view(values: Values) -> BackwardView:
    """Return what the checked ``values`` of the page describe."""
    network = _network(values)
    data = text(values, "back_data")
    example = whole(values, "back_example") - 1 if data == "students" else 0
    return BackwardView(
        Task(network, _examples(data, network.n_outputs, example, text(values, "back_point"))),
        start_of(network, whole(values, "back_seed"), text(values, "back_start")),
        number(values, "back_rate"),
        example,
        text(values, "back_batch") == "mean",
        whole(values, "back_moment"),
        whole(values, "back_part"),
    )


def n_back_weights(values: Values) -> int:
    """Return how many weights and biases the network has that the values describe."""
    return _network(values).n_parameters


def _network(values: Values) -> Architecture:
    hidden, outputs = SHAPES[text(values, "back_network")]
    return make_small_network(hidden, outputs, text(values, "back_activation"))


@lru_cache(maxsize=32)
def make_small_network(hidden: int, outputs: int, activation: str) -> Architecture:
    """Return a network of two inputs, ``hidden`` units and ``outputs`` sigmoids."""
    return Architecture((Layer(hidden, activation), Layer(outputs)), "sigmoid")


@lru_cache(maxsize=32)  # the same examples are the same object, so that what is made of it is kept
def _examples(name: str, n_outputs: int, example: int, point: str) -> Dataset:
    data = (make_four_students if name == "students" else make_worked_example)(n_outputs)
    if not is_packed(point):
        return data
    inputs = data.inputs.clone()
    inputs[example] = torch.tensor(read_weights(point))
    return replace(data, inputs=inputs)


def only(dataset: Dataset, example: int) -> Dataset:
    """Return ``dataset`` with one of its examples alone."""
    row = slice(example, example + 1)
    return replace(
        dataset,
        example_names=dataset.example_names[row],
        inputs=dataset.inputs[row],
        targets=dataset.targets[row],
    )
