"""What a run was made from: all that is needed to make it again."""

from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.core.neuron import Neuron
from visualizer.core.recipe import Recipe
from visualizer.core.training import Trajectory, train


@dataclass(frozen=True, eq=False)
class RunSpec:
    """One run, before it is run.

    Attributes:
        neuron: The architecture.
        dataset: The examples, as scaled.
        weight: Where the weights start. Length ``n_features``.
        bias: Where the bias starts.
        learning_rate: Size of a step per unit of gradient. Finite, at least 0.
        n_steps: Number of updates, at least 0.
        recipe: Optimizer, batch size and order of the examples.
        raw_rows: The features of ``dataset`` before they were scaled, if at hand; otherwise they
            are worked out. Shape ``(n_samples, n_features)``.
    """

    neuron: Neuron
    dataset: Dataset
    weight: tuple[float, ...]
    bias: float
    learning_rate: float
    n_steps: int
    recipe: Recipe
    raw_rows: Tensor | None = None

    @property
    def start(self) -> tuple[Tensor, Tensor]:
        """Weight, shape ``(n_features,)``, and bias, shape ``()``, of the start, in float32."""
        return torch.tensor(self.weight, dtype=torch.float32), torch.tensor(float(self.bias))

    def train(self) -> Trajectory:
        """Return the record of this run.

        Raises:
            ValueError: If ``weight`` lacks one entry per feature, or ``learning_rate`` or
                ``n_steps`` is out of range.
        """
        return train(
            self.neuron, self.dataset, *self.start, self.learning_rate, self.n_steps, self.recipe
        )
