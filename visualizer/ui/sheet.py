"""A table as texts in cells, edited by hand: which number each of them counts as. No Streamlit.

A text that is no number stays in its cell, so that it can be mended, and the number that was there
before it still counts.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple, TypedDict

from visualizer.state.address import quote, shorten
from visualizer.state.number_texts import number_text
from visualizer.tables.numbers import read_number
from visualizer.tables.table import LARGEST, MOST_ROWS, Table
from visualizer.words import sheet as said

NAME = "name"
# Nobody doubts what these are; "1,250" may be a thousand or a little more than one.
_PLAIN = re.compile(r"[+−-]?(?![0-9]{1,3}[.,][0-9]{3}$)[0-9]*[.,]?[0-9]*(?:e[+-]?[0-9]+)?")
# Keys of the columns in the editor, whose own names may be anything whatsoever.
NAME_KEY, NUMBER_KEY = "row", "number"
Words = Mapping[str, Mapping[str, float]]  # by column: what each of its words counts as
NO_WORDS: Words = MappingProxyType({})


class Edits(TypedDict, total=False):
    """All that was done to a table since the editor was given it, as ``st.data_editor`` tells."""

    edited_rows: Mapping[int, Mapping[str, object]]
    added_rows: Sequence[Mapping[str, object]]
    deleted_rows: Sequence[int]


class Row(NamedTuple):
    """A row of the editor.

    Attributes:
        number: What it is found by, beside it in the editor and in sentences.
        name: What it is called.
        texts: What stands in its cells. One per column.
        numbers: What each of them counts as; ``None`` where there is none. One per column.
        bad: The places of the texts that are no number; another one may count instead.
    """

    number: int
    name: str
    texts: tuple[str, ...]
    numbers: tuple[float | None, ...]
    bad: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What the editor holds: the rows, and the columns and their parts, which stay."""

    columns: tuple[str, ...]
    inputs: tuple[int, int]
    target: int
    rows: tuple[Row, ...]
    words: tuple[tuple[int, str, str], ...] = ()


def cell_key(place: int) -> str:
    """Return the key in the editor of the column at ``place``."""
    return f"column_{place}"


def write_sheet(table: Table) -> Sheet:
    """Return the sheet that shows ``table``."""
    rows = (
        Row(place, name, tuple(map(number_text, numbers)), numbers)
        for place, (name, numbers) in enumerate(zip(table.names, table.rows, strict=True), start=1)
    )
    return Sheet(table.columns, table.inputs, table.target, tuple(rows), table.words)


def edit_sheet(
    base: Sheet,
    edits: Edits,
    known: Mapping[int, Row],
    words: Words = NO_WORDS,
) -> tuple[Sheet, dict[int, Row]]:
    """Return ``base`` after ``edits``, and the rows of it that were changed by their place in it.

    Args:
        base: What the editor was given.
        edits: All that was done to it since.
        known: The changed rows after the edits before these, whose numbers hold where a text is
            none.
        words: Those that count as numbers, in lower case.
    """
    meant = [words.get(column, {}) for column in base.columns]
    changed = {
        place: _edit_row(base.rows[place], known.get(place, base.rows[place]), cells, meant)
        for place, cells in edits.get("edited_rows", {}).items()
        if place in range(len(base.rows))
    }
    deleted = set(edits.get("deleted_rows", ()))
    width = len(base.columns)
    rows = [changed.get(place, row) for place, row in enumerate(base.rows) if place not in deleted]
    last = max((row.number for row in base.rows), default=0)
    for number, cells in enumerate(edits.get("added_rows", ()), start=last + 1):
        blank = Row(number, "", ("",) * width, (None,) * width)
        rows.append(_edit_row(blank, blank, cells, meant))
    return replace(base, rows=tuple(rows)), changed


def read_sheet(sheet: Sheet) -> tuple[Table | None, list[str]]:
    """Return the table that ``sheet`` makes, ``None`` if it makes none, and what to say about it.

    Every text that is no number is named, with its row and its column and what holds now.
    """
    faults: list[str] = []
    whole: list[Row] = []
    is_two = [
        _is_two(numbers) for numbers in zip(*(row.numbers for row in sheet.rows), strict=True)
    ]
    for row in sheet.rows:
        if _is_only_begun(row):
            continue
        faults += _faults(row, sheet.columns, is_two)
        if None not in row.numbers:
            whole.append(row)
    if len(whole) > MOST_ROWS:
        faults.append(said.MANY_ROWS.format(count=len(whole), most=MOST_ROWS))
    _, names, _, numbers, _ = zip(*whole[:MOST_ROWS], strict=True) if whole else ((),) * 5
    try:
        table = Table(sheet.columns, names, numbers, sheet.inputs, sheet.target, sheet.words)
    except ValueError as error:
        return None, shorten([*faults, said.BEFORE_HOLDS.format(fault=error)])
    return table, shorten(faults)


def understood(sheet: Sheet) -> list[str]:
    """Return what texts count as that may be read in two ways, or that are no plain numbers."""
    sentences = [
        said.COUNTS_AS.format(**_cell(row, sheet.columns, each), number=_signed(number))
        for row in sheet.rows
        for each, (text, number) in enumerate(zip(row.texts, row.numbers, strict=True))
        if number is not None
        and each not in row.bad
        and text != number_text(number)
        and not is_plain(text)
    ]
    return shorten(sentences)


def is_plain(text: str) -> bool:
    """Tell whether nobody doubts which number ``text`` is."""
    return _PLAIN.fullmatch(text) is not None


def _edit_row(
    base: Row, known: Row, cells: Mapping[str, object], meant: Sequence[Mapping[str, float]]
) -> Row:
    """Return ``base`` with ``cells`` typed over it; ``known`` is what it was before the last.

    ``meant`` has the words of each column that count as numbers.
    """
    texts, numbers, bad = list(base.texts), list(base.numbers), set(base.bad)
    for place, text in enumerate(base.texts):
        typed = _text(cells.get(cell_key(place), text))
        if typed == text:
            continue
        number, is_bad = known.numbers[place], place in known.bad
        if typed != known.texts[place]:
            read = meant[place].get(typed.casefold(), _number(typed))
            is_bad = bool(typed) and read is None
            number = number if is_bad else read
        texts[place], numbers[place] = typed, number
        (bad.add if is_bad else bad.discard)(place)
    name = _text(cells.get(NAME_KEY, base.name))
    return Row(base.number, name, tuple(texts), tuple(numbers), tuple(sorted(bad)))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _number(text: str) -> float | None:
    number = read_number(text)
    if number is None or not abs(number) <= LARGEST:  # NaN as well
        return None
    return number


def _is_only_begun(row: Row) -> bool:
    return not row.name and not any(row.texts)


def _is_two(numbers: Sequence[float | None]) -> bool:
    return set(numbers) <= {0, 1, None}


def _faults(row: Row, columns: Sequence[str], is_two: Sequence[bool]) -> list[str]:
    """Return a sentence for each text of a row that is no number, and one for what is missing.

    ``is_two`` tells of each column whether it holds nothing but 0 and 1.
    """
    faults = []
    for each in row.bad:
        number = row.numbers[each]
        other_holds, left_out = _why(row.texts[each])
        where = {**_cell(row, columns, each), "largest": LARGEST}
        if number is None:
            fault = left_out.format(**where)
        else:
            fault = other_holds.format(**where, held=_signed(number))
        faults.append(said.ONE_OR_ZERO.format(fault=fault) if is_two[each] else fault)
    missing = [
        said.COLUMN.format(column=quote(column))
        for column, text in zip(columns, row.texts, strict=True)
        if not text
    ]
    if missing:
        names = said.BETWEEN_COLUMNS.join(missing)
        faults.append(said.NOTHING_IN.format(row=_where(row), columns=names))
    return faults


def _cell(row: Row, columns: Sequence[str], place: int) -> dict[str, str]:
    """Return what fills the places of a sentence that name a cell."""
    return {
        "row": _where(row),
        "column": quote(columns[place]),
        "typed": quote(row.texts[place]),
    }


def _where(row: Row) -> str:
    where = said.NAMED_ROW if row.name else said.ROW
    return where.format(number=row.number, name=quote(row.name))


def _why(text: str) -> tuple[str, str]:
    """Return what is said of a text that is no number: where another one holds, and where none."""
    number = read_number(text)
    if number is None or math.isnan(number):
        return said.NO_NUMBER_OTHER_HOLDS, said.NO_NUMBER_LEFT_OUT
    if number < 0:
        return said.TOO_LOW_OTHER_HOLDS, said.TOO_LOW_LEFT_OUT
    return said.TOO_HIGH_OTHER_HOLDS, said.TOO_HIGH_LEFT_OUT


def _signed(number: float) -> str:
    return number_text(number).replace("-", "−")
