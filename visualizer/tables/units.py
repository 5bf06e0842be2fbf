"""Percentages and hours in a column, and numbers that are too large for it."""

import math
from collections import Counter
from dataclasses import replace

from visualizer.tables.cells import EMPTY, Found
from visualizer.tables.columns import Column
from visualizer.tables.grid import text_of
from visualizer.tables.notes import Notes, cut
from visualizer.tables.numbers import Number
from visualizer.tables.table import LARGEST
from visualizer.words.tables import numbers as words

_MOST_DIVIDED = 1e12
_STEP = 1000


def settle_units(column: Column, notes: Notes) -> Column:
    """Return a column of numbers with one unit; what is of another is no number any more."""
    units = Counter(_unit(each) for each in column.found if _unit(each) is not None)
    if set(units) <= {""}:
        return column
    found = list(column.found)
    if "%" in units:
        keep = max(units, key=lambda unit: (units[unit], unit == "%"))
        if len(units) > 1:
            found = [each if _unit(each) in (None, keep) else None for each in found]
        if keep != "%":
            return replace(column, found=found)
        said = words.PERCENTAGES
    else:
        said = words.TIMES
    place = next(i for i, each in enumerate(found) if _unit(each))
    number = found[place]
    assert isinstance(number, Number)
    cell = cut(text_of(column.cells[place]))
    notes.remarks.append(said.format(column=column.name, cell=cell, number=number.value))
    if "%" not in units and "" in units:
        place = next(i for i, each in enumerate(found) if _unit(each) == "")
        plain = found[place]
        assert isinstance(plain, Number)
        cell = cut(text_of(column.cells[place]))
        notes.remarks.append(
            words.NO_UNIT.format(column=column.name, cell=cell, number=plain.value)
        )
    return replace(column, found=found)


def _unit(found: Found) -> str | None:
    """Return the unit of a cell, ``None`` where any fits: for no number, and for a plain zero."""
    if not isinstance(found, Number) or found is EMPTY or (found.value == 0 and not found.unit):
        return None
    return found.unit


def divide(column: Column, notes: Notes) -> Column:
    """Return ``column`` divided by the power of ten that was chosen, if its numbers are too large.

    Args:
        column: With its numbers.
        notes: Takes the remark and the question.
    """
    sizes = [abs(number) for number in column.numbers if number is not None]
    largest = max((size for size in sizes if math.isfinite(size)), default=0.0)
    if not LARGEST < largest <= _MOST_DIVIDED * LARGEST:
        return column
    divisor = _STEP
    while largest / divisor > LARGEST:
        divisor *= _STEP
    key = f"divide:{column.name}"
    powers = [str(10**power) for power in range(19)]
    chosen = notes.answer(key, powers, "1")
    options = {"1": words.LEAVE_OUT, str(divisor): words.DIVIDE.format(divisor=divisor)}
    if chosen not in options:
        options[chosen] = words.DIVIDE.format(divisor=int(chosen))
    notes.ask(
        key,
        words.TOO_LARGE.format(column=column.name, largest=LARGEST, divisor=divisor),
        options,
        "1",
    )
    if chosen == "1":
        return column
    notes.remarks.append(words.DIVIDED.format(column=column.name, divisor=int(chosen)))
    numbers = [None if number is None else number / int(chosen) for number in column.numbers]
    return replace(column, numbers=numbers)
