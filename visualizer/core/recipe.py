"""The recipe of a training: which optimizer, how many students a step, and what is forgotten.

A recipe is the same for one plain training and for thousands of lanes.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.optimizers import OPTIMIZERS, Parameters


@dataclass(frozen=True)
class Recipe:
    """How a training goes about its steps.

    Attributes:
        optimizer: Name in ``OPTIMIZERS``.
        batch_size: Examples in each step; 0 for all of them.
        seed: Shuffles the examples anew in every epoch, where a step does not take all.
        forget_zero_grad: Leave out ``zero_grad``, so that the gradients add up.
        weight_decay: L2 as PyTorch has it: that setting of the optimizer; ``None``: the
            optimizer's own.
        l1: How much the sum of the sizes of all weights and biases counts in what is lowered. The
            loss that is recorded is without it.

    Raises:
        ValueError: If the optimizer is unknown (the message lists the choices), a number is
            negative or not finite, or the gradients are to add up though the loss has such a term.
    """

    optimizer: str = "sgd"
    batch_size: int = 0
    seed: int = 0
    forget_zero_grad: bool = False
    weight_decay: float | None = None
    l1: float = 0.0

    def __post_init__(self) -> None:
        if self.optimizer not in OPTIMIZERS:
            choices = ", ".join(OPTIMIZERS)
            raise ValueError(f"optimizer must be one of {choices}; not {self.optimizer!r}")
        if self.batch_size < 0:
            raise ValueError(f"batch_size must be at least 0, got {self.batch_size}")
        for name, value in (("weight_decay", self.weight_decay), ("l1", self.l1)):
            if value is not None and not 0 <= value < math.inf:
                raise ValueError(f"{name} must be finite and at least 0, got {value}")
        if self.forget_zero_grad and self.l1:
            raise ValueError("forget_zero_grad does not go with l1")

    def make_optimizer(self, parameters: Parameters, lr: float) -> torch.optim.Optimizer:
        """Return the optimizer of ``parameters`` at the learning rate ``lr``."""
        return OPTIMIZERS[self.optimizer].make(parameters, lr, self.weight_decay)

    def optimizer_code(self, lr: str) -> str:
        """Return the line of PyTorch that :meth:`make_optimizer` is, for a rate as written."""
        return OPTIMIZERS[self.optimizer].code(lr, self.weight_decay)

    @property
    def has_memory(self) -> bool:
        """Whether a step depends on the steps before it, and not only on where it starts."""
        return self.optimizer != "sgd" or self.forget_zero_grad

    def takes_all(self, n_samples: int) -> bool:
        """Return whether every step sees all ``n_samples`` examples."""
        return not 0 < self.batch_size < n_samples

    def batches(self, n_samples: int, n_steps: int) -> list[Tensor]:
        """Return the rows that each step learns from.

        Each epoch goes through all examples once, in an order of its own; its last batch may be
        smaller. Without shuffling when a step takes all.

        Args:
            n_samples: Number of examples.
            n_steps: Number of updates.

        Returns:
            For each step its row numbers. Shapes ``(batch,)``, int64.

        Example:
            >>> [rows.tolist() for rows in Recipe(batch_size=2, seed=0).batches(3, 4)]
            [[2, 0], [1], [2, 1], [0]]
        """
        if self.takes_all(n_samples):
            return [torch.arange(n_samples)] * n_steps
        generator = torch.Generator().manual_seed(self.seed)
        batches: list[Tensor] = []
        while len(batches) < n_steps:
            order = torch.randperm(n_samples, generator=generator)
            batches.extend(order.split(self.batch_size))
        return batches[:n_steps]


LESSON_RECIPE = Recipe()
"""What the lesson's program does: plain SGD, all students in every step."""
