"""Commas and points in numbers: of decimals, or of thousands.

One cell, as ``1,250``, may be either. What is written in the other cells of its column, and of the
file, proves which; where nothing does, a person is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from visualizer.tables.cells import Found
from visualizer.tables.columns import Column
from visualizer.tables.grid import text_of
from visualizer.tables.notes import Notes, quoted
from visualizer.tables.number_words import in_words
from visualizer.tables.numbers import Number

THOUSAND, DECIMAL = "thousand", "decimal"
_NAMES = {",": "comma", ".": "point"}


@dataclass(frozen=True)
class _Proof:
    """The marks that can only be of one kind, in some cells."""

    decimal: frozenset[str]
    group: frozenset[str]

    def of(self, mark: str) -> str:
        """Return what ``mark`` is, ``""`` if these cells do not prove it."""
        other = "." if mark == "," else ","
        is_decimal = mark in self.decimal or other in self.group
        is_group = mark in self.group or other in self.decimal
        if is_decimal == is_group:
            return ""
        return DECIMAL if is_decimal else THOUSAND


def _proof(columns: Iterable[Column]) -> _Proof:
    found = [each for column in columns for each in column.found if isinstance(each, Number)]
    return _Proof(
        frozenset(each.decimal for each in found if each.decimal),
        frozenset(each.group for each in found if each.group),
    )


def settle_marks(columns: list[Column], comma_is_decimal: bool, notes: Notes) -> list[Column]:
    """Return ``columns`` of numbers without a mark in doubt, and say what was taken for granted.

    Args:
        columns: With names that differ.
        comma_is_decimal: What the file suggests where nothing is proved.
        notes: Takes the remarks and the questions.
    """
    whole = _proof(columns)
    settled = [_settle(column, whole, comma_is_decimal, notes) for column in columns]
    numbers = [each for column in settled for each in column.found if isinstance(each, Number)]
    if any(each.decimal == "," for each in numbers):
        notes.remarks.append("Decimal commas were read as points.")
    return settled


def _settle(column: Column, whole: _Proof, comma_is_decimal: bool, notes: Notes) -> Column:
    doubts = {each.doubt for each in column.found if isinstance(each, Number)} - {""}
    meanings: dict[str, str] = {}
    for mark in sorted(doubts):
        proved = _proof([column]).of(mark) or whole.of(mark)
        suggested = DECIMAL if (mark == ",") == comma_is_decimal else THOUSAND
        if meanings:  # 1,250 and 1.250 in one column: one of the marks is of each kind
            proved = THOUSAND if DECIMAL in meanings.values() else DECIMAL
        meanings[mark] = proved or _ask(column, mark, suggested, notes)
    found = [
        _settled(each, meanings[each.doubt]) if isinstance(each, Number) and each.doubt else each
        for each in column.found
    ]
    _say_groups(column, found, notes)
    return replace(column, found=found)


def _settled(number: Number, meaning: str) -> Number:
    if meaning == THOUSAND and number.thousands is not None:
        return Number(number.thousands, group=number.doubt, unit=number.unit)
    return Number(number.value, decimal=number.doubt, unit=number.unit)


def _ask(column: Column, mark: str, suggested: str, notes: Notes) -> str:
    place = next(
        i for i, each in enumerate(column.found) if isinstance(each, Number) and each.doubt == mark
    )
    cell = text_of(column.cells[place])
    digits = "".join(each if each.isdecimal() or each == mark else "" for each in _plain(cell))
    whole, _, decimals = digits.partition(mark)
    sign = "minus " if cell[0] in "-−–" else ""
    readings = {
        THOUSAND: sign + in_words(whole + decimals),
        DECIMAL: sign + in_words(whole, decimals),
    }
    key = f"thousands:{column.name}"
    chosen = notes.answer(key, readings, suggested)
    return notes.ask(
        key,
        f"Column “{column.name}” has {quoted(cell)}, and nothing in the file tells whether its "
        f"{_NAMES[mark]} marks thousands or decimals. It is read as {readings[chosen]}.",
        {each: words.capitalize() for each, words in readings.items()},
        suggested,
    )


def _plain(cell: str) -> str:
    """Return a cell with its digits and marks in the form that a mark in doubt is told in."""
    return cell.replace("，", ",").replace("．", ".")


def _say_groups(column: Column, found: Sequence[Found], notes: Notes) -> None:
    place = next(
        (i for i, each in enumerate(found) if isinstance(each, Number) and each.group), None
    )
    if place is not None:
        number = found[place]
        assert isinstance(number, Number)
        notes.remarks.append(
            f"In column “{column.name}”, {quoted(text_of(column.cells[place]))} is read as "
            f"{_shown(number)}."
        )


def _shown(number: Number) -> str:
    value = number.value * (100 if number.unit == "%" else 1)
    return f"{value:.10g}" + (" %" if number.unit == "%" else "")
