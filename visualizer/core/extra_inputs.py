"""More inputs, made of the two that there are: squares, their product, sines.

Whatever bends is then in the inputs already, and fewer hidden units have to bend it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor


@dataclass(frozen=True)
class ExtraInput:
    """A number made of the two inputs of an example.

    Attributes:
        name: Key in ``EXTRA_INPUTS``.
        label: Name on screen.
        make: From both inputs, as scaled, to the number; all of one shape.
        code: The expression of PyTorch that ``make`` is, of ``x1`` and ``x2``.
    """

    name: str
    label: str
    make: Callable[[Tensor, Tensor], Tensor]
    code: str


_ALL = (
    ExtraInput("square_1", "x₁²", lambda x1, x2: x1**2, "x1 ** 2"),
    ExtraInput("square_2", "x₂²", lambda x1, x2: x2**2, "x2 ** 2"),
    ExtraInput("product", "x₁ · x₂", lambda x1, x2: x1 * x2, "x1 * x2"),
    # Standardized inputs hardly leave ±2: three times as fast, a sine goes up and down in there.
    ExtraInput("sine_1", "sin 3x₁", lambda x1, x2: torch.sin(3 * x1), "torch.sin(3 * x1)"),
    ExtraInput("sine_2", "sin 3x₂", lambda x1, x2: torch.sin(3 * x2), "torch.sin(3 * x2)"),
)
EXTRA_INPUTS: Mapping[str, ExtraInput] = MappingProxyType({each.name: each for each in _ALL})
"""Every one by its name, in the order in which they follow the two."""


def add_inputs(rows: Tensor, names: tuple[str, ...]) -> Tensor:
    """Return ``rows`` of two scaled inputs with more of them behind.

    Args:
        rows: Shape ``(..., 2)``; any number of inputs if there are no names.
        names: Keys in ``EXTRA_INPUTS``.

    Returns:
        Shape ``(..., 2 + len(names))``; the very ``rows`` if there are no names.

    Example:
        >>> add_inputs(torch.tensor([[2.0, -3.0]]), ("square_1", "product"))
        tensor([[ 2., -3.,  4., -6.]])
    """
    if not names:
        return rows
    x1, x2 = rows[..., :1], rows[..., 1:]
    return torch.cat([x1, x2, *(EXTRA_INPUTS[name].make(x1, x2) for name in names)], dim=-1)


def extra_inputs_code(names: tuple[str, ...]) -> str:
    """Return the lines of PyTorch that put ``names`` behind the two columns of ``all_inputs``."""
    columns = ", ".join(EXTRA_INPUTS[name].code for name in names)
    return (
        "# More inputs, made of these two.\n"
        "x1, x2 = all_inputs[:, :1], all_inputs[:, 1:]\n"
        f"more_inputs = [{columns}]\n"
        "all_inputs = torch.cat([x1, x2, *more_inputs], dim=1)"
    )
