"""Percentages and hours in a column, and numbers that are too large for it."""

import math
from collections import Counter
from dataclasses import replace

from visualizer.tables.cells import EMPTY, Found
from visualizer.tables.columns import Column
from visualizer.tables.grid import text_of
from visualizer.tables.notes import Notes, quoted
from visualizer.tables.numbers import Number
from visualizer.tables.table import LARGEST

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
        said = "percentages are read as parts of 1"
    else:
        said = "times are read as hours"
    place = next(i for i, each in enumerate(found) if _unit(each))
    number = found[place]
    assert isinstance(number, Number)
    cell = quoted(text_of(column.cells[place]))
    notes.remarks.append(f"In column “{column.name}”, {said}: {cell} is {number.value:.6g}.")
    if "%" not in units and "" in units:
        place = next(i for i, each in enumerate(found) if _unit(each) == "")
        plain = found[place]
        assert isinstance(plain, Number)
        notes.remarks.append(
            f"In column “{column.name}”, {quoted(text_of(column.cells[place]))} has no unit and is "
            f"read as {plain.value:.10g} hours."
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
    options = {"1": "Leave such rows out", str(divisor): f"Divide by {divisor:,}"}
    if chosen not in options:
        options[chosen] = f"Divide by {int(chosen):,}"
    notes.ask(
        key,
        f"Column “{column.name}” holds numbers beyond {LARGEST:,.0f}, the largest that a table "
        f"may have. All of the column can be divided by {divisor:,}.",
        options,
        "1",
    )
    if chosen == "1":
        return column
    notes.remarks.append(f"Column “{column.name}” is divided by {int(chosen):,}.")
    numbers = [None if number is None else number / int(chosen) for number in column.numbers]
    return replace(column, numbers=numbers)
