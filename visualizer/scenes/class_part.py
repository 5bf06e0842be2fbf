"""What the parts of a desk's stage have in common: each has panels, and numbers that fill them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from torch import Tensor

from visualizer.figures.moves import Moves
from visualizer.live.scene import Panel, Picture, Quantity


@dataclass(frozen=True, eq=False)
class Part:
    """A part of the stage, as long as nothing but numbers changes.

    Attributes:
        panels: Under one another.
        quantities: The live numbers that they name.
        pictures: The pictures that they show.
        shared: Large tensors that the moves of its pictures refer to.
    """

    panels: tuple[Panel, ...]
    quantities: tuple[Quantity, ...] = ()
    pictures: tuple[Picture, ...] = ()
    shared: tuple[Tensor, ...] = ()


@dataclass(frozen=True, eq=False)
class Reading:
    """What a part shows now.

    Attributes:
        numbers: Name of a live number to its value.
        moves: Name of a picture to its moves.
        layouts: Name of a picture to attributes of its layout.
    """

    numbers: Mapping[str, float] = field(default_factory=dict)
    moves: Mapping[str, Moves] = field(default_factory=dict)
    layouts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def counted(name: str, sentences: tuple[str, str, str]) -> tuple[Quantity, Quantity]:
    """Return a count called ``n_name``, and ``name_said``: what is said of none, one and many.

    Args:
        name: Of what is counted.
        sentences: Of none, of one and of many.
    """
    return Quantity(f"n_{name}", style="integer"), Quantity(
        f"{name}_said", style="choice", choices=sentences
    )


def count_of(name: str, count: int) -> dict[str, float]:
    """Return the numbers of :func:`counted`."""
    return {f"n_{name}": float(count), f"{name}_said": float(min(count, 2))}
