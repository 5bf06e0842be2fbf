"""A column that only counts the rows: the neuron could learn it by heart, and learn nothing."""

import math
import re

from visualizer.tables.columns import NUMBERS, TEXT, Column
from visualizer.tables.notes import Notes
from visualizer.tables.numbers import Number
from visualizer.words.tables import columns as words

_NAMES = re.compile(
    r"unnamed: ?[0-9]+|no\.?|nr\.?|num\.?|n[°º]\.?|№|#|(?:\w+[ _])?id|index|idx|row|row number|"
    r"lfd\.? ?nr\.?|nummer|zeile",
    re.IGNORECASE,
)
_FEWEST = 3  # rows of a column that can be seen to count


def find_counting(columns: list[Column]) -> Column | None:
    """Return the column that counts the rows, if there is one.

    It is the first one of numbers, with nothing but text in front of it.

    Args:
        columns: Those of the whole file, from the left.
    """
    for column in columns:
        if column.kind == NUMBERS:
            return column if _counts(column) else None
        if column.kind != TEXT:
            return None
    return None


def has_gaps(column: Column) -> bool:
    """Tell whether some rows have no number in ``column``, which they must not be left out for."""
    numbers = (each.value if isinstance(each, Number) else math.nan for each in column.found)
    return any(map(math.isnan, numbers))


def is_called_so(column: Column) -> bool:
    """Tell whether a column has a name for numbers that only count."""
    return column.place == 0 and (not column.name or bool(_NAMES.fullmatch(column.name)))


def tells_apart(column: Column) -> bool:
    """Tell whether a column has the name and the numbers of what only tells rows apart."""
    return bool(_NAMES.fullmatch(column.name)) and _are_all_different(_values(column))


def _counts(column: Column) -> bool:
    values = _values(column)
    if not column.name or _NAMES.fullmatch(column.name):
        return _are_all_different(values)
    in_turn = all(value == values[0] + place for place, value in enumerate(values))
    return len(values) >= _FEWEST and values[0] in (0, 1) and in_turn


def _values(column: Column) -> list[float]:
    values = [each.value for each in column.found if isinstance(each, Number)]
    return [value for value in values if not math.isnan(value)]


def _are_all_different(values: list[float]) -> bool:
    are_whole = all(value >= 0 and value.is_integer() for value in values)
    return bool(values) and are_whole and len(set(values)) == len(values)


def ask_counting(column: Column, is_needed: bool, notes: Notes) -> bool:
    """Say that ``column`` only counts the rows, and return whether it is used all the same.

    Args:
        column: With the name that it has in the table.
        is_needed: Whether there are too few columns without it.
        notes: Takes the remark and the question.
    """
    named = is_called_so(column)
    default = "use" if is_needed and not named else "leave_out"
    key = f"counting:{column.name}"
    used = notes.answer(key, ("leave_out", "use"), default) == "use"
    said = words.COUNTS_AND_IS_USED if used else words.COUNTS_AND_IS_NONE
    said = said.format(column=column.name)
    notes.remarks.append(said)
    options = {"leave_out": words.NO_INPUT, "use": words.USE}
    return notes.ask(key, said, options, default) == "use"
