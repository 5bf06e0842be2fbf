"""Spreadsheet workbooks: .xlsx, .ods and the old .xls."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.tables.cells import is_number
from visualizer.tables.grid import Grid, Row, n_filled, tidy
from visualizer.tables.notes import Notes, UnusableError, cut
from visualizer.tables.packed import repack
from visualizer.tables.table import visible_text
from visualizer.words.tables import workbooks as words

if TYPE_CHECKING:  # the library that the child reads with belongs into its process alone
    from visualizer.tables.workbook_child import Answer, Sheet

_CHILD = Path(__file__).with_name("workbook_child.py")
_PATIENCE = 10.0  # s; it ends itself after three of the processor's
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OLD = b"\xd0\xcf\x11\xe0"
_MOST_OFFERED = 12
_LONGEST_NAME = 40  # characters
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2  # of a sheet with a table

_FAULTS = {
    "password": words.PASSWORD,
    "damaged": words.DAMAGED,
    "large": words.SHEET_TOO_LARGE,
}
# In the old container: what else may be in it, by the names of its streams.
_CONTAINED = {
    "EncryptedPackage": words.PASSWORD,
    "WordDocument": words.OLD_TEXT_DOCUMENT,
    "PowerPoint Document": words.OLD_PRESENTATION,
}


def is_workbook(data: bytes) -> bool:
    """Tell whether ``data`` begins as workbooks do."""
    return data.startswith((*_ZIPS, _OLD))


def open_workbook(data: bytes, notes: Notes) -> Grid:
    """Return the rows of the sheet that was chosen, else of the first one with a table.

    Nothing is computed: of a formula, the value stored with it counts.

    Raises:
        UnusableError: If there is none.
    """
    if data.startswith(_OLD):
        for stream, sentence in _CONTAINED.items():
            if stream.encode("utf-16-le") in data:
                raise UnusableError(sentence)
    sheets = _read_sheets(data if data.startswith(_OLD) else repack(data))
    called = _names(sheets)
    damaged = [each["place"] for each in sheets if each["damaged"] and not each["hidden"]]
    shown = [sheet for sheet in sheets if not sheet["hidden"] and any(_rows(sheet))]
    if not shown and damaged:
        raise UnusableError(_of_sheet(words.ONLY_DAMAGED, damaged[0], called))
    if not shown:
        raise UnusableError(words.EMPTY)
    notes.faults += [_of_sheet(words.LEFT_OUT, place, called) for place in damaged]
    fitting = [sheet for sheet in shown if _has_table(sheet)][:_MOST_OFFERED] or shown[:1]
    names = [called[sheet["place"]] for sheet in fitting]
    sheet = fitting[names.index(notes.answer("sheet", names, names[0]))]
    if len(sheets) > 1:
        notes.remarks.append(_of_sheet(words.READ, sheet["place"], called))
    if len(names) > 1:
        text = _of_sheet(words.READ_OF_SEVERAL, sheet["place"], called, count=len(names))
        notes.ask("sheet", text, {name: name for name in names}, names[0])
    rows = list(_rows(sheet))
    _say_what_is_left_out(sheet, notes)
    if sheet["cut"]:
        last = rows[-1].number
        notes.faults.append(_of_sheet(words.CUT, sheet["place"], called, last=last))
    return Grid(rows, n_cut=sheet["more"], has_margin=True)


def _of_sheet(
    sentences: tuple[str, str], place: int, called: Mapping[int, str], **numbers: int
) -> str:
    """Return the one of ``sentences`` that fits the sheet: without a name of its own, with one."""
    is_named = called[place] != words.SHEET.format(place=place)
    return sentences[is_named].format(place=place, name=cut(called[place]), **numbers)


def _names(sheets: "list[Sheet]") -> dict[int, str]:
    """Return what each sheet is called here by its place: all are to be seen, and different."""
    names: dict[int, str] = {}
    for sheet in sheets:
        place = sheet["place"]
        name = visible_text(sheet["name"])[:_LONGEST_NAME] or words.SHEET.format(place=place)
        is_taken = name in names.values()
        names[place] = words.SAME_NAME.format(name=name, place=place) if is_taken else name
    return names


def _say_what_is_left_out(sheet: "Sheet", notes: Notes) -> None:
    if sheet["n_far"]:
        said = words.SEVERAL_FAR_AWAY if sheet["n_far"] > 1 else words.FAR_AWAY
        notes.faults.append(said.format(cell=sheet["far"], more=sheet["n_far"] - 1))
    notes.faults += [words.NO_DATE.format(row=number) for number in sheet["lost"]]


def _read_sheets(data: bytes) -> "list[Sheet]":
    answer: Answer
    try:
        child = subprocess.run(
            [sys.executable, "-I", str(_CHILD)], input=data, capture_output=True, timeout=_PATIENCE
        )
        answer = json.loads(child.stdout) if child.returncode == 0 else {"fault": "large"}
    except subprocess.TimeoutExpired:
        answer = {"fault": "large"}
    except (OSError, ValueError):
        raise UnusableError(words.NOT_AT_THE_MOMENT) from None
    if "fault" in answer:
        raise UnusableError(_FAULTS[answer["fault"]])
    return answer["sheets"]


def _rows(sheet: "Sheet") -> Iterator[Row]:
    for number, cells in sheet["rows"]:
        row = Row(number, [cell if isinstance(cell, float) else tidy([cell])[0] for cell in cells])
        if n_filled(row):
            yield row


def _has_table(sheet: "Sheet") -> bool:
    with_numbers = 0
    for row in _rows(sheet):
        with_numbers += n_filled(row) >= _FEWEST_CELLS and any(map(is_number, row.cells))
        if with_numbers == _FEWEST_ROWS:
            return True
    return False
