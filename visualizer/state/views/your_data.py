"""What the page of somebody's own data shows."""

from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.architecture import make_neuron
from visualizer.core.datasets import Dataset
from visualizer.core.task import Task
from visualizer.state.parameters import WEIGHTS
from visualizer.state.setup_of import start_of
from visualizer.state.values import Values, text
from visualizer.state.views.neuron import row_of
from visualizer.tables.loading import load_dataset


@dataclass(frozen=True)
class YourDataView:
    """A neuron that parts the examples of a table, every one of them.

    Attributes:
        task: The neuron and the examples as it gets them.
        raw: The same examples as they were brought.
        weights: Both weights and the bias.
        row: The student's own row: the two inputs, unscaled.
    """

    task: Task
    raw: Dataset
    weights: tuple[float, ...]
    row: tuple[float, float]

    @property
    def held(self) -> dict[str, float]:
        """Both weights and the bias by their names, as their controls hold them."""
        return dict(zip(WEIGHTS, self.weights, strict=True))

    @property
    def inputs(self) -> Tensor:
        """The student's own row. Shape ``(1, 2)``."""
        return torch.tensor([self.row])


def your_data_view(values: Values) -> YourDataView:
    """Return what the checked ``values`` of the page show."""
    name = text(values, "dataset")
    neuron = make_neuron(output=text(values, "output"))
    task = Task(neuron, load_dataset(name, text(values, "scaling"), None))
    return YourDataView(task, load_dataset(name, most=None), start_of(values), row_of(values))
