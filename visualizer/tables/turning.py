"""A table that lies on its side: each example is a column."""

from dataclasses import replace
from math import fsum, isfinite

from visualizer.tables.cells import find, is_number
from visualizer.tables.grid import MOST_CELLS, Cell, Grid, Row, n_filled, text_of
from visualizer.tables.making import make_table
from visualizer.tables.notes import Notes, UnusableError
from visualizer.tables.numbers import Number
from visualizer.tables.table import MOST_COLUMNS, Table
from visualizer.tables.words import are_known
from visualizer.tables.writing import NAME
from visualizer.words.tables import turning as words

_KEY = "turn"
_FEWEST, _MOST = 3, MOST_COLUMNS  # rows that may be columns
_NARROWEST = 4  # columns, the first of them with the names
_ALIKE = 0.5  # how far rows reach, in parts of how far columns do, if each is of one kind


def make_upright(grid: Grid, notes: Notes) -> Table:
    """Return the table in ``grid``, turned if that was chosen or if it is none otherwise.

    Raises:
        UnusableError: If there is none.
    """
    if not _may_lie(grid):
        return make_table(grid, notes)
    default = "turn" if _is_better(_turned(grid), grid, notes) else "as_it_is"
    turns = notes.answer(_KEY, ("as_it_is", "turn"), default) == "turn"
    said = words.TURNED if turns else words.NOT_TURNED
    notes.remarks.append(said)
    options = {"as_it_is": words.AS_IT_IS, "turn": words.TURN}
    notes.ask(_KEY, said, options, default)
    return make_table(_turned(grid) if turns else grid, notes)


def _may_lie(grid: Grid) -> bool:
    """Tell whether the rows have the names of columns, and the columns those of examples."""
    header, *rows = grid.rows
    width = len(header.cells)
    if not _FEWEST <= len(rows) <= _MOST or grid.n_cut or not _NARROWEST <= width <= MOST_CELLS:
        return False
    if any(len(row.cells) != width or n_filled(row) < 2 for row in rows):
        return False
    corner = text_of(header.cells[0]).lower()
    if corner == NAME:
        return False
    names = [text_of(row.cells[0]) for row in rows]
    heads = header.cells[1:]
    if any(find(name) is not None for name in [*names, *heads]) or len(set(names)) < len(names):
        return False
    numeric = any(is_number(cell) for row in rows for cell in row.cells[1:])
    return numeric and all(map(_is_feature, rows)) and _seems_to_lie(rows, has_corner=bool(corner))


def _seems_to_lie(rows: list[Row], has_corner: bool) -> bool:
    """Tell whether something in ``rows`` says that each of them is one quantity.

    Either a row holds nothing but yes and no, and no column does. Or nothing names the first
    column, and the numbers of a row are more alike than those of a column.
    """
    lines = [row.cells[1:] for row in rows]
    across = [list(cells) for cells in zip(*lines, strict=True)]
    if any(map(_is_yes_or_no, across)):
        return False
    if any(map(_is_yes_or_no, lines)):
        return True
    return not has_corner and _reach(lines) <= _ALIKE * _reach(across)


def _is_yes_or_no(cells: list[Cell]) -> bool:
    filled = [cell for cell in cells if cell != ""]
    if any(find(cell) is None for cell in filled):
        return not any(map(is_number, filled))
    return set(_values(filled)) == {0.0, 1.0}


def _reach(lines: list[list[Cell]]) -> float:
    """Return how far apart the numbers of a line are, on average."""
    reaches = [max(values) - min(values) for values in map(_values, lines) if values]
    return fsum(reaches) / max(len(reaches), 1)


def _values(cells: list[Cell]) -> list[float]:
    found = [find(cell) for cell in cells]
    numbers = [each.value for each in found if isinstance(each, Number)]
    return [number for number in numbers if isfinite(number)]


def _is_feature(row: Row) -> bool:
    cells = row.cells[1:]
    words = {text_of(cell).casefold() for cell in cells if find(cell) is None}
    return not words or (len(words) <= 2 and not any(map(is_number, cells)) and are_known(words))


def _turned(grid: Grid) -> Grid:
    columns = zip(*(row.cells for row in grid.rows), strict=True)
    rows = [Row(number, list(cells)) for number, cells in enumerate(columns, start=1)]
    return replace(grid, rows=rows)


def _is_better(turned: Grid, grid: Grid, notes: Notes) -> bool:
    """Tell whether only the turned table is one, or nothing is lost but of the other."""
    lost, lost_turned = _n_lost(grid, notes), _n_lost(turned, notes)
    if lost is None or lost_turned is None:
        return lost_turned is not None
    return lost > 0 == lost_turned


def _n_lost(grid: Grid, notes: Notes) -> int | None:
    """Return how many rows cannot be used, ``None`` if there is no table at all."""
    trial = Notes(notes.answers)
    try:
        make_table(grid, trial)
    except UnusableError:
        return None
    return len(trial.faults)
