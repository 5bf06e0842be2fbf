"""What one cell is: a number, nothing, a word for nothing, or text."""

import math

from visualizer.tables.grid import Cell
from visualizer.tables.numbers import Number, parse_number

# What people write where they know no number.
_GAPS = frozenset(
    {
        "-", "--", "---", "–", "—", "−", "/", ".", "..", "…", "?", "??", "???", "*", "#", "n/a",
        "n.a.", "n.a", "na", "#n/a", "#na", "none", "null", "nil", "missing", "unknown", "k.a.",
        "k.a", "ka", "fehlt", "fehlend", "unbekannt", "s.o.", "nan", "#value!", "#div/0!",
        "#ref!", "#name?", "#num!", "#null!", "tbd", "n/d", "n.d.", "nd", "s/d", "n.c.", "nc",
        "inconnu", "k. a.", "n. a.", "keine angabe", "not available", "no data", "no answer",
    }
)  # fmt: skip

EMPTY = Number(math.nan)
"""Nothing, in a column of numbers."""


class Gap:
    """A word that says there is no number."""


GAP = Gap()
Found = Number | Gap | None
"""What a cell was found to be; ``None`` is text."""


def find(cell: Cell) -> Found:
    """Return what ``cell`` is."""
    if not isinstance(cell, str):
        return Number(cell)
    if not cell:
        return EMPTY
    number = parse_number(cell)
    if number is None and len(cell) <= 20 and cell.lower() in _GAPS:
        return GAP
    return number


def find_all(cells: list[Cell]) -> list[Found]:
    """Return what each of ``cells`` is; the same text is looked at once."""
    known: dict[Cell, Found] = {}
    found = []
    for cell in cells:
        if cell not in known:
            known[cell] = find(cell)
        found.append(known[cell])
    return found


def is_number(cell: Cell) -> bool:
    """Tell whether ``cell`` is a number; nothing is none."""
    found = find(cell)
    return isinstance(found, Number) and found is not EMPTY
