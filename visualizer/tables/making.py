"""From the rows of a file to a table: which columns and rows are used, and for what."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import compress

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
from visualizer.tables.counting import ask_counting, find_counting, has_gaps, tells_apart
from visualizer.tables.examples import fitting_rows, observe, usable_rows
from visualizer.tables.grid import Grid, Row, text_of
from visualizer.tables.header import split_header
from visualizer.tables.last_row import ask_last_row
from visualizer.tables.marks import settle_marks
from visualizer.tables.notes import Notes, UnusableError, cut, listed
from visualizer.tables.numbers import Number
from visualizer.tables.region import without_neighbours
from visualizer.tables.table import FEWEST_COLUMNS, MOST_COLUMNS, MOST_ROWS, Table
from visualizer.tables.units import divide, settle_units
from visualizer.tables.words import ask_words
from visualizer.tables.writing import NAME
from visualizer.words.tables import columns as words
from visualizer.words.tables import rows as of_rows


def make_table(grid: Grid, notes: Notes) -> Table:
    """Return the table in ``grid``, whose first row is the header if there is one.

    The last column of numbers, or of two words, becomes the answer and the first two of the other
    numbers the inputs.

    Raises:
        UnusableError: If there is none.
    """
    header, rows = split_header(grid.rows, notes)
    rows = without_neighbours(header, rows, notes)
    if not rows:
        raise UnusableError(words.ONLY_HEADER)
    if (n_rows := len(rows) + grid.n_cut) > MOST_ROWS:
        notes.faults.append(of_rows.TOO_MANY.format(count=n_rows, most=MOST_ROWS))
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


def _choose(
    columns: list[Column], rows: list[Row], notes: Notes
) -> tuple[list[Column], Column | None]:
    """Return the columns that are kept, and which of them only counts the rows."""
    usable = [column for column in columns if column.kind in (NUMBERS, WORDS)]
    for column in columns:
        if column.kind == NOTHING and column.name and column.name != by_place(column.place):
            notes.remarks.append(words.EMPTY.format(column=column.name))
    texts = [column for column in columns if column.kind == TEXT]
    if texts[1:]:
        notes.remarks.append(_left_out(texts[1:]))
    if len(usable) >= FEWEST_COLUMNS and texts and texts[-1].place > usable[-1].place:
        if len(texts) == 1:
            notes.remarks.append(words.NAMES_THE_ROWS.format(column=texts[0].shown))
        notes.remarks.append(words.ANSWER.format(column=usable[-1].shown))
    _check_enough(usable, columns, rows, notes)
    if len(usable) > MOST_COLUMNS:
        notes.faults.append(words.TOO_MANY.format(count=len(usable), most=MOST_COLUMNS - 1))
        usable = [*usable[: MOST_COLUMNS - 1], usable[-1]]
    counting = find_counting(columns)
    usable = unique_names(usable, notes)
    if counting is None or ask_counting(usable[0], len(usable) == FEWEST_COLUMNS, notes):
        return usable, None
    if len(usable) == FEWEST_COLUMNS:
        raise _too_few_columns(usable[1:])
    if has_gaps(counting):
        return usable[1:], None
    return usable, usable[0]


def _left_out(columns: list[Column]) -> str:
    said = words.ONE_OF_TEXT if len(columns) == 1 else words.SEVERAL_OF_TEXT
    return said.format(columns=listed([column.shown for column in columns]))


def _check_enough(
    usable: list[Column], columns: list[Column], rows: list[Row], notes: Notes
) -> None:
    if len(usable) >= FEWEST_COLUMNS:
        return
    if len(columns) == 1:
        raise UnusableError(words.ONLY_ONE)
    notes.faults += [
        words.HOLDS_TEXT.format(
            column=column.shown, cell=cut(text_of(column.cells[place])), row=rows[place].number
        )
        for column in columns
        if column.kind == TEXT and column.name.lower() != NAME
        for place in [next(i for i, each in enumerate(column.found) if each is None)]
    ]
    raise _too_few_columns(usable)


def _too_few_columns(usable: list[Column]) -> UnusableError:
    if not usable:
        return UnusableError(words.NONE_OF_NUMBERS.format(fewest=FEWEST_COLUMNS))
    said = words.ONE_OF_NUMBERS if len(usable) == 1 else words.TOO_FEW_OF_NUMBERS
    found = listed([column.shown for column in usable])
    return UnusableError(said.format(fewest=FEWEST_COLUMNS, columns=found))


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
    is_compared = [counting is None or column.place != counting.place for column in chosen]
    numbers = [list(compress(row, is_compared)) for row in usable.values()]
    is_end = places[-1] == len(rows) - 1
    n_summaries = ask_last_row(numbers, [rows[place] for place in places], is_end, notes)
    places = places[: len(places) - n_summaries]
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
        words=tuple(_words_of(chosen)),
    )
    asked = {question.key for question in notes.questions}
    for place in (*table.inputs, target):
        if f"counting:{chosen[place].name}" not in asked and tells_apart(chosen[place]):
            said = words.TELLS_APART_ANSWER if place == target else words.TELLS_APART_INPUT
            notes.remarks.append(said.format(column=chosen[place].name))
    notes.remarks += observe(table, [rows[place].number for place in places])
    return table


def _words_of(chosen: list[Column]) -> Iterator[tuple[int, str, str]]:
    """Yield the place of each column of two words, and the word that is 0 and the one that is 1."""
    for place, column in enumerate(chosen):
        if column.kind == WORDS and len(column.words) == 2:
            found = dict(zip(column.numbers, map(text_of, column.cells), strict=True))
            yield place, found[0.0], found[1.0]
