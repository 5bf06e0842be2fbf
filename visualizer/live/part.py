"""A part of a picture that can be taken hold of, and that says how its number comes about."""

from collections.abc import Mapping
from dataclasses import dataclass

Place = tuple[float, float]


@dataclass(frozen=True)
class Part:
    """A line or a round node of a picture, from where a number goes on its way.

    A click opens in place how that number is worked out. Where it has a control that stands in the
    scene, it is dragged as the thumb of that slider is.

    Attributes:
        name: Stands in ``data-part``.
        label: What a screen reader calls it.
        says: Template of how it is worked out, such as ``{input_1} × {weight_1} = {term_1}``.
        carries: The live number that leaves it, along its way, when something has changed.
        way: From where to where, in the units of the axes; a line is held along all of it.
        at: Where what it says stands, in the same units.
        node: Width of the node at the start of its way in pixels; 0 for a line.
        ends: Widths of the nodes at both ends of a line.
        text: The ``uid`` of a trace and which of its texts can be held as well, if any.
        control: The slider that it moves; empty for none.
    """

    name: str
    label: str
    says: str
    carries: str
    way: tuple[Place, Place]
    at: Place
    node: float = 0
    ends: tuple[float, float] = (0, 0)
    text: tuple[str, int] | None = None
    control: str = ""


@dataclass(frozen=True)
class Parts:
    """The parts of a picture, in the order in which a number goes through them.

    Attributes:
        items: Lines first; then each node hands on what it makes of what came.
        label: What a screen reader calls them, and which keys there are.
        hints: What can be done with them, for a ``mouse`` and for ``touch``.
    """

    items: tuple[Part, ...]
    label: str
    hints: Mapping[str, str]
