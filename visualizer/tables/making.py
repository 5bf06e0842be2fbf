"""From the rows of a file to a table: which columns and rows are used, and for what."""

from dataclasses import replace
from itertools import compress

from visualizer.core.table import FEWEST_COLUMNS, MOST_COLUMNS, MOST_ROWS, Table
from visualizer.tables.cells import find, is_number
from visualizer.tables.columns import (
    NOTHING,
    NUMBERS,
    TEXT,
    WORDS,
    Column,
    by_place,
    find_columns,
    unique_names,
)
from visualizer.tables.counting import ask_counting, find_counting
from visualizer.tables.examples import fitting_rows, observe, usable_rows
from visualizer.tables.grid import MOST_CELLS, Grid, Row, text_of
from visualizer.tables.last_row import ask_last_row
from visualizer.tables.marks import settle_marks
from visualizer.tables.notes import Notes, UnusableError, listed, quoted
from visualizer.tables.numbers import Number
from visualizer.tables.region import without_neighbours
from visualizer.tables.units import divide, settle_units
from visualizer.tables.words import ask_words
from visualizer.tables.writing import NAME


def make_table(grid: Grid, notes: Notes) -> Table:
    """Return the table in ``grid``, whose first row is the header if there is one.

    The last column of numbers, or of two words, becomes the answer and the first two of the other
    numbers the inputs.

    Raises:
        UnusableError: If there is none.
    """
    header, rows = _split_header(grid.rows, notes)
    rows = without_neighbours(header, rows, notes)
    if not rows:
        raise UnusableError("There is only a header, and no row of numbers below it.")
    if (n_rows := len(rows) + grid.n_cut) > MOST_ROWS:
        notes.faults.append(f"The file has {n_rows:,} rows; the first {MOST_ROWS:,} are used.")
        rows = rows[:MOST_ROWS]
    faults: dict[int, str] = {}  # by number of the row
    try:
        rows = fitting_rows(rows, len(header), faults)
        columns = find_columns(header, rows)
        chosen, counting = _choose(columns, rows, notes)
        chosen = _meanings(chosen, grid.comma_is_decimal, notes)
        usable = usable_rows(chosen, rows, faults)
        return _finish(columns, chosen, counting, rows, usable, notes)
    finally:
        notes.faults += [faults[number] for number in sorted(faults)]


def _split_header(rows: list[Row], notes: Notes) -> tuple[list[str], list[Row]]:
    """Return what each column is called, ``""`` for those without a name, and the other rows."""
    first = rows[0].cells
    if len(first) > MOST_CELLS:
        # A sheet is cut one cell behind the last that may be.
        at_least = len(first) == MOST_CELLS + 1
        n_cells = f"more than {MOST_CELLS:,}" if at_least else f"{len(first):,}"
        raise UnusableError(
            f"Row {rows[0].number:,} has {n_cells} cells; a table may have {MOST_CELLS:,} columns."
        )
    holds_numbers = any(map(is_number, first))
    if all(find(cell) is not None for cell in first) or (holds_numbers and _is_example(rows)):
        notes.remarks.append("There is no header, so the columns are called “column 1” and so on.")
        return [by_place(place) for place in range(len(first))], rows
    if holds_numbers:
        notes.remarks.append(
            f"Row {rows[0].number} is taken for the names of the columns, though it holds numbers."
        )
    return [text_of(cell) for cell in first], rows[1:]


def _is_example(rows: list[Row]) -> bool:
    """Tell whether a word of the first row stands in the same column again, as no name does."""
    words = {
        (place, cell.casefold())
        for place, cell in enumerate(rows[0].cells)
        if isinstance(cell, str) and find(cell) is None
    }
    return any(
        isinstance(cell, str) and (place, cell.casefold()) in words
        for row in rows[1:]
        for place, cell in enumerate(row.cells)
    )


def _choose(
    columns: list[Column], rows: list[Row], notes: Notes
) -> tuple[list[Column], Column | None]:
    """Return the columns that are used, and which of them only counts the rows."""
    usable = [column for column in columns if column.kind in (NUMBERS, WORDS)]
    for column in columns:
        if column.kind == NOTHING and column.name and column.name != by_place(column.place):
            notes.remarks.append(f"Column “{column.name}” is empty, so it is left out.")
    texts = [column for column in columns if column.kind == TEXT]
    if texts[1:]:
        notes.remarks.append(_left_out(texts[1:]))
    if len(usable) >= FEWEST_COLUMNS and texts and texts[-1].place > usable[-1].place:
        if len(texts) == 1:
            notes.remarks.append(f"Column “{texts[0].shown}” holds text, so it names the rows.")
        notes.remarks.append(f"The answer is therefore column “{usable[-1].shown}”.")
    _check_enough(usable, columns, rows, notes)
    if len(usable) > MOST_COLUMNS:
        notes.faults.append(
            f"The file has {len(usable):,} columns of numbers; the first {MOST_COLUMNS - 1} and "
            "the last are used."
        )
        usable = [*usable[: MOST_COLUMNS - 1], usable[-1]]
    counting = find_counting(columns)
    usable = unique_names(usable, notes)
    if counting is None or ask_counting(usable[0], len(usable) == FEWEST_COLUMNS, notes):
        return usable, None
    if len(usable) == FEWEST_COLUMNS:
        raise _too_few_columns(usable[1:])
    return usable, usable[0]


def _left_out(columns: list[Column]) -> str:
    names = listed([column.shown for column in columns])
    if len(columns) == 1:
        return f"Column {names} holds text, so it is left out."
    return f"Columns {names} hold text, so they are left out."


def _check_enough(
    usable: list[Column], columns: list[Column], rows: list[Row], notes: Notes
) -> None:
    if len(usable) >= FEWEST_COLUMNS:
        return
    if len(columns) == 1:
        raise UnusableError(
            "There is only one column. Separate the columns by commas, semicolons or tabs."
        )
    notes.faults += [
        f"Column “{column.shown}” holds text, such as {quoted(text_of(column.cells[place]))} "
        f"in row {rows[place].number:,}."
        for column in columns
        if column.kind == TEXT and column.name.lower() != NAME
        for place in [next(i for i, each in enumerate(column.found) if each is None)]
    ]
    raise _too_few_columns(usable)


def _too_few_columns(usable: list[Column]) -> UnusableError:
    found = f"only {listed([column.shown for column in usable])}" if usable else "none"
    return UnusableError(
        f"A table needs at least {FEWEST_COLUMNS} columns of numbers, two inputs and the answer; "
        f"there is {found}. A column of two words, such as yes and no, counts as well."
    )


def _meanings(columns: list[Column], comma_is_decimal: bool, notes: Notes) -> list[Column]:
    """Return ``columns`` with what their cells mean as numbers."""
    numeric = [column for column in columns if column.kind == NUMBERS]
    settled = {column.place: column for column in settle_marks(numeric, comma_is_decimal, notes)}
    meant = []
    for column in columns:
        if column.kind == WORDS:
            meaning = ask_words(column.name, column.words, notes)
            numbers = [meaning.get(text_of(cell).casefold()) for cell in column.cells]
            meant.append(replace(column, numbers=numbers))
        else:
            united = settle_units(settled[column.place], notes)
            values = [each.value if isinstance(each, Number) else None for each in united.found]
            meant.append(divide(replace(united, numbers=values), notes))
    return meant


def _finish(
    columns: list[Column],
    chosen: list[Column],
    counting: Column | None,
    rows: list[Row],
    usable: dict[int, tuple[float, ...]],
    notes: Notes,
) -> Table:
    """Return the table of the ``usable`` of the rows, and say what is worth knowing about it."""
    places = list(usable)
    if places[-1] == len(rows) - 1 and len(places) > 2:
        is_compared = [counting is None or column.place != counting.place for column in chosen]
        numbers = [list(compress(row, is_compared)) for row in usable.values()]
        if ask_last_row(numbers, rows[-1].cells, rows[-1].number, notes):
            places = places[:-1]
    names = next((column.cells for column in columns if column.kind == TEXT), None)
    target = len(chosen) - 1
    ordered = sorted(
        range(target),
        key=lambda i: (counting is not None and i == 0, chosen[i].kind == WORDS, i),
    )
    table = Table(
        columns=tuple(column.name for column in chosen),
        names=tuple(text_of(names[place]) if names else "" for place in places),
        rows=tuple(usable[place] for place in places),
        inputs=(min(ordered[:2]), max(ordered[:2])),
        target=target,
    )
    notes.remarks += observe(table, [rows[place].number for place in places])
    return table
