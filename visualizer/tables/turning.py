"""A table that lies on its side: each example is a column."""

from dataclasses import replace

from visualizer.core.table import MOST_COLUMNS, Table
from visualizer.tables.cells import find, is_number
from visualizer.tables.grid import Grid, Row, n_filled, text_of
from visualizer.tables.making import make_table
from visualizer.tables.notes import Notes, UnusableError
from visualizer.tables.words import are_known
from visualizer.tables.writing import NAME

_KEY = "turn"
_FEWEST, _MOST = 3, MOST_COLUMNS  # rows that may be columns


def make_upright(grid: Grid, notes: Notes) -> Table:
    """Return the table in ``grid``, turned if that was chosen or if it is none otherwise.

    Raises:
        UnusableError: If there is none.
    """
    if not _may_lie(grid):
        return make_table(grid, notes)
    default = "turn" if _is_better(_turned(grid), grid, notes) else "as_it_is"
    turns = notes.answer(_KEY, ("as_it_is", "turn"), default) == "turn"
    said = "The examples seem to be the columns of this table."
    now = "It is turned, so its rows are the columns of the file." if turns else "It is not turned."
    notes.remarks.append(f"{said} {now}")
    options = {"as_it_is": "Read it as it is", "turn": "Turn it"}
    notes.ask(_KEY, f"{said} {now}", options, default)
    return make_table(_turned(grid) if turns else grid, notes)


def _may_lie(grid: Grid) -> bool:
    """Tell whether the rows have the names of columns, and the columns those of examples."""
    header, *rows = grid.rows
    width = len(header.cells)
    if not _FEWEST <= len(rows) <= _MOST or grid.n_cut or not 3 <= width <= 1000:
        return False
    if any(len(row.cells) != width or n_filled(row) < 2 for row in rows):
        return False
    corner = text_of(header.cells[0]).lower()
    if corner == NAME or (corner and width - 1 <= len(rows)):
        return False
    names = [text_of(row.cells[0]) for row in rows]
    heads = header.cells[1:]
    if any(find(name) is not None for name in [*names, *heads]) or len(set(names)) < len(names):
        return False
    numeric = any(is_number(cell) for row in rows for cell in row.cells[1:])
    return numeric and all(map(_is_feature, rows))


def _is_feature(row: Row) -> bool:
    cells = row.cells[1:]
    words = {text_of(cell).casefold() for cell in cells if find(cell) is None}
    return not words or (len(words) <= 2 and not any(map(is_number, cells)) and are_known(words))


def _turned(grid: Grid) -> Grid:
    columns = zip(*(row.cells for row in grid.rows), strict=True)
    rows = [Row(number, list(cells)) for number, cells in enumerate(columns, start=1)]
    return replace(grid, rows=rows)


def _is_better(turned: Grid, grid: Grid, notes: Notes) -> bool:
    """Tell whether nothing is lost of the turned table, but of the other."""
    return _n_lost(grid, notes) > 0 == _n_lost(turned, notes)


def _n_lost(grid: Grid, notes: Notes) -> int:
    trial = Notes(notes.answers)
    try:
        make_table(grid, trial)
    except UnusableError:
        return len(grid.rows)
    return len(trial.faults)
