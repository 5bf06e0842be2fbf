"""Rows of cells, before anybody knows what they mean."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from visualizer.tables.table import visible_text
from visualizer.tables.writing import unescape

MOST_CELLS = 1000  # in a row, whether of numbers or not
MOST_TITLES = 20  # rows above a table

Cell = str | float
"""A text, tidied, or a number that a workbook holds as one: no mark in it is in doubt."""


@dataclass(frozen=True)
class Row:
    """A row of cells.

    Attributes:
        number: Where it stands in the file, from 1.
        cells: What it holds from the left on.
    """

    number: int
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    """The rows of a file that are not blank.

    Attributes:
        rows: No more of them than a table can have, and a few.
        n_cut: How many more there are.
        comma_is_decimal: Whether the file is of the kind whose numbers have decimal commas: its
            columns are separated by semicolons, so that a comma is free for them.
        has_margin: Whether empty columns on the left are no part of it, as in a sheet.
    """

    rows: list[Row]
    n_cut: int = 0
    comma_is_decimal: bool = False
    has_margin: bool = False


def tidy(cells: Sequence[str]) -> list[Cell]:
    """Return what is to be seen of ``cells``, without the apostrophes of this app's own CSV."""
    return [unescape(visible_text(cell)) for cell in cells]


def n_filled(row: Row) -> int:
    """Return how many cells of a row are not empty."""
    return len(row.cells) - row.cells.count("")


def usual_width(rows: Sequence[Row]) -> int:
    """Return how many filled cells most rows have; of two such numbers the larger."""
    widths = Counter(map(n_filled, rows))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def text_of(cell: Cell) -> str:
    """Return what a cell shows."""
    return cell if isinstance(cell, str) else f"{cell:.10g}"
