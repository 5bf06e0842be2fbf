"""The rows of a file that become examples, and a sentence for each of the others."""

import math
from collections.abc import Iterable, Sequence

from visualizer.tables.cells import Found, is_number
from visualizer.tables.columns import WORDS, Column
from visualizer.tables.grid import Cell, Row, text_of
from visualizer.tables.notes import UnusableError, cut
from visualizer.tables.numbers import Number
from visualizer.tables.table import FEWEST_ROWS, LARGEST, Table
from visualizer.words.tables import columns as of_columns
from visualizer.words.tables import rows as words


def too_few_rows(n_rows: int) -> UnusableError:
    """Return why a table with ``n_rows`` usable rows is none."""
    return UnusableError(words.TOO_FEW.format(fewest=FEWEST_ROWS, found=n_rows))


def fitting_rows(rows: list[Row], width: int, faults: dict[int, str]) -> list[Row]:
    """Return the rows with ``width`` cells; empty ones beyond do not count."""
    fitting = []
    for row in rows:
        if len(row.cells) < width or any(cell != "" for cell in row.cells[width:]):
            said = words.CELLS if len(row.cells) > 1 else words.ONE_CELL
            faults[row.number] = said.format(row=row.number, count=len(row.cells), width=width)
        else:
            fitting.append(Row(row.number, row.cells[:width]))
    if not fitting:
        raise too_few_rows(0)
    return fitting


def usable_rows(
    columns: list[Column], rows: list[Row], faults: dict[int, str]
) -> dict[int, tuple[float, ...]]:
    """Return the numbers of the rows with one in each of ``columns``, by place in ``rows``."""
    usable: dict[int, tuple[float, ...]] = {}
    for place, row in enumerate(rows):
        numbers: list[float] = []
        for column in columns:
            number = column.numbers[place]
            if number is None or not abs(number) <= LARGEST:
                faults[row.number] = _cell_fault(row.number, column, place)
                break
            numbers.append(number)
        else:
            usable[place] = tuple(numbers)
    if len(usable) < FEWEST_ROWS:
        raise too_few_rows(len(usable))
    return usable


def _cell_fault(row: int, column: Column, place: int) -> str:
    cell, number = column.cells[place], column.numbers[place]
    first, second = map(cut, column.words) if len(column.words) == 2 else ("", "")
    if cell == "":
        said = words.NOTHING_IN
    elif number is None or math.isnan(number):
        said = _no_number(column, cell, column.found[place])
    else:
        said = words.TOO_LOW if number < 0 else words.TOO_HIGH
    return said.format(
        row=row, column=column.name, cell=cut(text_of(cell)), largest=LARGEST,
        first=first, second=second,
    )  # fmt: skip


def _no_number(column: Column, cell: Cell, found: Found) -> str:
    """Return the sentence for a ``cell`` without a number in it, or with one that does not fit."""
    if column.kind == WORDS and len(column.words) == 2:
        return words.NEITHER_WORD
    if found is None and isinstance(cell, str) and cell.endswith(("%", "٪", "％")):
        return words.PERCENTAGE if is_number(cell) else words.NO_NUMBER
    of_percentages = any(isinstance(each, Number) and each.unit == "%" for each in column.found)
    if found is None and of_percentages and is_number(cell):
        return words.NO_PERCENTAGE
    return words.NO_NUMBER


def observe(table: Table, numbers: Sequence[int]) -> Iterable[str]:
    """Yield what is worth knowing about a table whose rows have ``numbers`` in the file."""
    for place, values in enumerate(zip(*table.rows, strict=True)):
        if len(set(values)) > 1:
            continue
        if place == table.target:
            yield of_columns.ALL_ALIKE
        else:
            yield of_columns.NEVER_VARIES.format(column=table.columns[place])
    first: dict[tuple[float, ...], int] = {}
    pairs = []
    for number, row in zip(numbers, table.rows, strict=True):
        if row in first:
            pairs.append((first[row], number))
        first.setdefault(row, number)
    if pairs:
        n_more = len(pairs) - 1
        said = (words.ALIKE, words.ALIKE_AND_ONE_MORE, words.ALIKE_AND_MORE)[min(n_more, 2)]
        yield said.format(first=pairs[0][0], second=pairs[0][1], more=n_more)
