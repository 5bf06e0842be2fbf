"""The recipe of a training: which optimizer, how many students a step, and what is forgotten.

A recipe is the same for one plain training and for thousands of lanes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor

Parameters = Iterable[Tensor]


@dataclass(frozen=True)
class Optimizer:
    """One of PyTorch's optimizers.

    Attributes:
        name: Key in ``OPTIMIZERS``.
        label: Name on screen.
        make: From parameters and learning rate to the optimizer.
        code: The call that ``make`` is, with ``{lr}`` for the rate.
    """

    name: str
    label: str
    make: Callable[[Parameters, float], torch.optim.Optimizer]
    code: str


_ALL = (
    Optimizer(
        "sgd",
        "SGD",
        lambda parameters, lr: torch.optim.SGD(parameters, lr=lr),
        "torch.optim.SGD(model.parameters(), lr={lr})",
    ),
    Optimizer(
        "momentum",
        "SGD with momentum",
        lambda parameters, lr: torch.optim.SGD(parameters, lr=lr, momentum=0.9),
        "torch.optim.SGD(model.parameters(), lr={lr}, momentum=0.9)",
    ),
    Optimizer(
        "adam",
        "Adam",
        lambda parameters, lr: torch.optim.Adam(parameters, lr=lr),
        "torch.optim.Adam(model.parameters(), lr={lr})",
    ),
    Optimizer(
        "adamw",
        "AdamW",
        lambda parameters, lr: torch.optim.AdamW(parameters, lr=lr),
        "torch.optim.AdamW(model.parameters(), lr={lr})",
    ),
)
OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType({each.name: each for each in _ALL})
"""Every optimizer of the app by name."""


@dataclass(frozen=True)
class Recipe:
    """How a training goes about its steps.

    Attributes:
        optimizer: Name in ``OPTIMIZERS``.
        batch_size: Examples in each step; 0 for all of them.
        seed: Shuffles the examples anew in every epoch, where a step does not take all.
        forget_zero_grad: Leave out ``zero_grad``, so that the gradients add up.

    Raises:
        ValueError: If the optimizer is unknown (the message lists the choices), or the batch size
            is negative.
    """

    optimizer: str = "sgd"
    batch_size: int = 0
    seed: int = 0
    forget_zero_grad: bool = False

    def __post_init__(self) -> None:
        if self.optimizer not in OPTIMIZERS:
            choices = ", ".join(OPTIMIZERS)
            raise ValueError(f"optimizer must be one of {choices}; not {self.optimizer!r}")
        if self.batch_size < 0:
            raise ValueError(f"batch_size must be at least 0, got {self.batch_size}")

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


@dataclass(frozen=True)
class Branch:
    """A second future: from step ``step`` on, the training goes on at another rate.

    Attributes:
        step: The first step that uses the new rate, at least 0.
        learning_rate: The new rate.
    """

    step: int
    learning_rate: float
