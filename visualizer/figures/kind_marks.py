"""How the examples of each kind are drawn: a symbol and a colour, the same in every picture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """How the examples of one kind are drawn.

    Attributes:
        name: What the traces of these examples are called after.
        symbol: As Plotly names it.
        color: Name of the colour in the palette.
        speck: Symbol of the small marks that tell where the network answers so; none for the side
            that is left empty.
    """

    name: str
    symbol: str
    color: str
    speck: str = ""


PASS_OR_FAIL = (Mark("fail", "x", "fail", "x-thin"), Mark("pass", "circle", "pass"))
"""Of two kinds: target 0, then target 1."""
CLASSES = (
    Mark("class_0", "x", "fail", "x-thin"),
    Mark("class_1", "circle", "pass"),
    Mark("class_2", "diamond", "third", "diamond-open"),
)
"""Of three classes, in the order of their numbers."""
