"""The optimizers of the app, each one of PyTorch's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor

Parameters = Iterable[Tensor]


@dataclass(frozen=True)
class Optimizer:
    """One of PyTorch's optimizers.

    Attributes:
        name: Key in ``OPTIMIZERS``.
        label: Name on screen.
        kind: Its class in ``torch.optim``.
        momentum: How much of each step the next one keeps, where the optimizer is told so.
    """

    name: str
    label: str
    kind: type[Any]
    momentum: float = 0.0

    def make(
        self, parameters: Parameters, lr: float, weight_decay: float | None = None
    ) -> torch.optim.Optimizer:
        """Return the optimizer.

        Args:
            parameters: What it changes.
            lr: The learning rate.
            weight_decay: ``None``: as PyTorch has it, which is 0.01 for AdamW and 0 for others.
        """
        return self.kind(parameters, lr=lr, **self._settings(weight_decay))

    def code(self, lr: str, weight_decay: float | None = None) -> str:
        """Return the call that :meth:`make` is.

        Example:
            >>> OPTIMIZERS["momentum"].code("0.1", 0.01)
            'torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=0.01)'
        """
        more = "".join(f", {name}={value}" for name, value in self._settings(weight_decay).items())
        return f"torch.optim.{self.kind.__name__}(model.parameters(), lr={lr}{more})"

    def _settings(self, weight_decay: float | None) -> dict[str, float]:
        given = {"momentum": self.momentum} if self.momentum else {}
        return given if weight_decay is None else {**given, "weight_decay": weight_decay}


_ALL = (
    Optimizer("sgd", "SGD", torch.optim.SGD),
    Optimizer("momentum", "SGD with momentum", torch.optim.SGD, momentum=0.9),
    Optimizer("adam", "Adam", torch.optim.Adam),
    Optimizer("adamw", "AdamW", torch.optim.AdamW),
)
OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType({each.name: each for each in _ALL})
"""Every optimizer of the app by name."""
