"""A setup: all that a training is made from, before it is run."""

import hashlib
import math
from collections.abc import Hashable
from dataclasses import dataclass, fields, replace
from functools import cached_property

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.branch import Branch
from visualizer.core.datasets import Dataset
from visualizer.core.recipe import LESSON_RECIPE, Recipe
from visualizer.core.task import Task


@dataclass(frozen=True)
class Setup:
    """One training, before it is run. Two that are made from the same are equal.

    Attributes:
        architecture: Who learns.
        dataset: The examples, as scaled.
        start: Where each parameter starts, in the order of ``architecture.places``.
        learning_rate: Size of a step per unit of gradient. Finite, at least 0.
        n_steps: Number of updates, at least 0.
        recipe: Optimizer, batch size and order of the examples.
        branch: From which step on another rate holds, if any.
        loss: Name in ``LOSSES``.

    Raises:
        ValueError: If ``start`` lacks one number per parameter, a number is out of range, or what
            is to be learned does not fit (see :class:`Task`).
    """

    architecture: Architecture
    dataset: Dataset
    start: tuple[float, ...]
    learning_rate: float = 0.1
    n_steps: int = 100
    recipe: Recipe = LESSON_RECIPE
    branch: Branch | None = None
    loss: str = "mse"

    def __post_init__(self) -> None:
        wanted, found = self.architecture.n_parameters, len(self.start)
        if found != wanted:
            raise ValueError(
                f"start must have {wanted} numbers to match the architecture "
                f"{self.architecture}, got {found}"
            )
        rates = [self.learning_rate]
        if self.branch is not None:
            rates.append(self.branch.learning_rate)
        for rate in rates:
            if not 0 <= rate < math.inf:
                raise ValueError(f"learning_rate must be finite and at least 0, got {rate}")
        if self.n_steps < 0:
            raise ValueError(f"n_steps must be at least 0, got {self.n_steps}")
        _ = self.task  # which checks what it is made of

    @cached_property
    def task(self) -> Task:
        """What is to be learned."""
        return Task(self.architecture, self.dataset, self.loss)

    @property
    def parameters(self) -> Tensor:
        """Where each parameter starts. Shape ``(n_parameters,)``, float32."""
        return torch.tensor(self.start, dtype=torch.float32)

    def rate_at(self, step: int) -> float:
        """Return the learning rate of the step, counted from 0."""
        if self.branch is not None and step >= self.branch.step:
            return self.branch.learning_rate
        return self.learning_rate

    def rates(self) -> list[float]:
        """Return the learning rate of every step, and of one more."""
        if self.branch is None:
            return [self.learning_rate] * (self.n_steps + 1)
        return [self.rate_at(step) for step in range(self.n_steps + 1)]

    def content(self) -> Hashable:
        """Return what is equal for two setups that say the same, in any process.

        They themselves are equal only where their data sets are one and the same.
        """
        dataset = self.dataset
        numbers = dataset.inputs.numpy().tobytes() + dataset.targets.numpy().tobytes()
        others = (getattr(self, each.name) for each in fields(self) if each.name != "dataset")
        return dataset.name, dataset.scaling, hashlib.sha256(numbers).hexdigest(), *others

    def starting_at(self, parameters: Tensor) -> "Setup":
        """Return the same training from another start. Shape ``(n_parameters,)``."""
        return replace(self, start=tuple(parameters.tolist()))


def with_cross_entropy(setup: Setup) -> Setup | None:
    """Return the same training with cross-entropy; ``None`` where no sigmoid makes a chance.

    PyTorch has the sigmoid in the loss, so that the network hands on its number as it is.

    Args:
        setup: A training of one output.
    """
    if setup.architecture.output != "sigmoid" or not setup.dataset.has_chances:
        return None
    logits = replace(setup.architecture, output="identity")
    return replace(setup, architecture=logits, loss="binary_cross_entropy")
