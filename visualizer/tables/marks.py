"""Commas and points in numbers: of decimals, or of thousands.

One cell, as ``1,250``, may be either. What is written in the other cells of its column, and of the
file, proves which; where nothing does, a person is asked.
"""

from collections.abc import Sequence
from dataclasses import replace

from visualizer.tables.cells import Found
from visualizer.tables.columns import Column
from visualizer.tables.grid import text_of
from visualizer.tables.notes import Notes, cut
from visualizer.tables.numbers import Number
from visualizer.tables.witnesses import DECIMAL, THOUSAND, date_like, is_witness, proof
from visualizer.words.number_words import in_words
from visualizer.words.tables import numbers as words


def settle_marks(columns: list[Column], comma_is_decimal: bool, notes: Notes) -> list[Column]:
    """Return ``columns`` of numbers without a mark in doubt, and say what was taken for granted.

    Args:
        columns: With names that differ.
        comma_is_decimal: What the file suggests where nothing is proved.
        notes: Takes the remarks and the questions.
    """
    witnesses = [column for column in columns if is_witness(column)]
    settled = [_settle(column, witnesses, comma_is_decimal, notes) for column in columns]
    numbers = [each for column in settled for each in column.found if isinstance(each, Number)]
    if any(each.decimal == "," for each in numbers):
        notes.remarks.append(words.DECIMAL_COMMAS)
    return settled


def _settle(
    column: Column, witnesses: list[Column], comma_is_decimal: bool, notes: Notes
) -> Column:
    doubts = {each.doubt for each in column.found if isinstance(each, Number)} - {""}
    meanings: dict[str, str] = {}
    for mark in sorted(doubts):
        if meanings:  # 1,250 and 1.250 in one column: one of the marks is of each kind
            meanings[mark] = THOUSAND if DECIMAL in meanings.values() else DECIMAL
            continue
        suggested = DECIMAL if (mark == ",") == comma_is_decimal else THOUSAND
        meanings[mark] = (
            proof([column]).of(mark)
            or _learn(column, mark, witnesses, notes)
            or _ask(column, mark, suggested, witnesses, notes)
        )
    found = [
        _settled(each, meanings[each.doubt]) if isinstance(each, Number) and each.doubt else each
        for each in column.found
    ]
    _say_groups(column, found, notes)
    _say_dates(column, notes)
    return replace(column, found=found)


def _settled(number: Number, meaning: str) -> Number:
    if meaning == THOUSAND and number.thousands is not None:
        return Number(number.thousands, group=number.doubt, unit=number.unit)
    return Number(number.value, decimal=number.doubt, unit=number.unit)


def _in_doubt(column: Column, mark: str) -> tuple[str, bool]:
    """Return the first cell whose ``mark`` is in doubt, and whether its number is negative."""
    return next(
        (text_of(column.cells[place]), each.value < 0)
        for place, each in enumerate(column.found)
        if isinstance(each, Number) and each.doubt == mark
    )


def _learn(column: Column, mark: str, witnesses: list[Column], notes: Notes) -> str:
    """Return what other columns prove ``mark`` to be, ``""`` if nothing, and say what shows it."""
    proved = proof(witnesses).of(mark)
    if proved == DECIMAL:  # what is read as thousands is said in any case
        shows = next(each for each in witnesses if proof([each]).of(mark) == proved)
        cell = cut(_in_doubt(column, mark)[0])
        said = words.DECIMALS_ELSEWHERE[mark]
        notes.remarks.append(said.format(column=column.name, cell=cell, other=shows.name))
    return proved


def _ask(column: Column, mark: str, suggested: str, witnesses: list[Column], notes: Notes) -> str:
    cell, is_negative = _in_doubt(column, mark)
    before, _, after = _plain(cell).partition(mark)
    # A mark in doubt has three digits behind it; a point beyond them is that of a unit.
    whole, decimals = ("".join(filter(str.isdecimal, part)) for part in (before, after))
    readings = {
        THOUSAND: in_words(whole + decimals, is_negative=is_negative),
        DECIMAL: in_words(whole, decimals, is_negative),
    }
    key = f"thousands:{column.name}"
    chosen = notes.answer(key, readings, suggested)
    disagree = proof(witnesses).contradicts_itself(mark)
    said = (words.OTHERS_DISAGREE if disagree else words.NOTHING_TELLS)[mark]
    return notes.ask(
        key,
        said.format(column=column.name, cell=cut(cell), number=readings[chosen]),
        {each: reading.capitalize() for each, reading in readings.items()},
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
        cell = cut(text_of(column.cells[place]))
        said = words.READ_AS.format(column=column.name, cell=cell, number=_shown(number))
        notes.remarks.append(said)


def _say_dates(column: Column, notes: Notes) -> None:
    place = date_like(column)
    number = None if place is None else column.found[place]
    if place is not None and isinstance(number, Number) and number.decimal:
        cell = cut(text_of(column.cells[place]))
        said = words.NO_DATE.format(column=column.name, cell=cell, number=_shown(number))
        notes.remarks.append(said)


def _shown(number: Number) -> str:
    if number.unit == "%":
        return words.PERCENT.format(number=f"{number.value * 100:.15g}")
    return f"{number.value:.15g}"
