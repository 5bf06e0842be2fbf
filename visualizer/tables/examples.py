"""The rows of a file that become examples, and a sentence for each of the others."""

import math
from collections.abc import Iterable, Sequence

from visualizer.tables.cells import Found, is_number
from visualizer.tables.columns import WORDS, Column
from visualizer.tables.grid import Cell, Row, text_of
from visualizer.tables.notes import UnusableError, quoted
from visualizer.tables.numbers import Number
from visualizer.tables.table import FEWEST_ROWS, LARGEST, Table


def too_few_rows(n_rows: int) -> UnusableError:
    """Return why a table with ``n_rows`` usable rows is none."""
    return UnusableError(
        f"A table needs at least {FEWEST_ROWS} usable rows of numbers; this one has {n_rows}."
    )


def fitting_rows(rows: list[Row], width: int, faults: dict[int, str]) -> list[Row]:
    """Return the rows with ``width`` cells; empty ones beyond do not count."""
    fitting = []
    for row in rows:
        if len(row.cells) < width or any(cell != "" for cell in row.cells[width:]):
            n_cells = f"{len(row.cells):,} cell{'s' if len(row.cells) > 1 else ''}"
            faults[row.number] = (
                f"Row {row.number:,} has {n_cells} instead of {width:,}, so it is left out."
            )
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
    if cell == "":
        return f"Row {row:,} has nothing in column “{column.name}”, so it is left out."
    if number is None or math.isnan(number):
        why = _why_no_number(column, cell, column.found[place])
    else:
        why = f"is {'below −' if number < 0 else 'larger than '}{LARGEST:,.0f}"
    shown = quoted(text_of(cell))
    return f"Row {row:,} has {shown} in column “{column.name}”, which {why}, so it is left out."


def _why_no_number(column: Column, cell: Cell, found: Found) -> str:
    if column.kind == WORDS and len(column.words) == 2:
        return f"is neither {quoted(column.words[0])} nor {quoted(column.words[1])}"
    if found is None and isinstance(cell, str) and cell.endswith(("%", "٪", "％")):
        return "is a percentage among other numbers" if is_number(cell) else "is not a number"
    of_percentages = any(isinstance(each, Number) and each.unit == "%" for each in column.found)
    if found is None and of_percentages and is_number(cell):
        return "is no percentage, unlike the others"
    return "is not a number"


def observe(table: Table, numbers: Sequence[int]) -> Iterable[str]:
    """Yield what is worth knowing about a table whose rows have ``numbers`` in the file."""
    for place, values in enumerate(zip(*table.rows, strict=True)):
        if len(set(values)) > 1:
            continue
        if place == table.target:
            yield "All rows have the same answer, so there is nothing to tell apart."
        else:
            yield f"Column “{table.columns[place]}” never varies, so it tells the neuron nothing."
    first: dict[tuple[float, ...], int] = {}
    pairs = []
    for number, row in zip(numbers, table.rows, strict=True):
        if row in first:
            pairs.append((first[row], number))
        first.setdefault(row, number)
    if pairs:
        n_more = len(pairs) - 1
        more = f"; {n_more:,} more rows repeat earlier ones" if n_more > 1 else ""
        more = "; 1 more row repeats an earlier one" if n_more == 1 else more
        yield f"Rows {pairs[0][0]:,} and {pairs[0][1]:,} hold the same numbers{more}."
