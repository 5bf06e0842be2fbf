"""Spreadsheet workbooks: .xlsx, .ods and the old .xls."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.tables.cells import is_number
from visualizer.tables.grid import Grid, Row, n_filled, tidy
from visualizer.tables.notes import Notes, UnusableError, quoted
from visualizer.tables.packed import DAMAGED, repack
from visualizer.tables.table import visible_text

if TYPE_CHECKING:  # the library that the child reads with belongs into its process alone
    from visualizer.tables.workbook_child import Answer, Sheet

_CHILD = Path(__file__).with_name("workbook_child.py")
_PATIENCE = 10.0  # s; it ends itself after three of the processor's
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OLD = b"\xd0\xcf\x11\xe0"
_MOST_OFFERED = 12
_LONGEST_NAME = 40  # characters
_FEWEST_CELLS, _FEWEST_ROWS = 3, 2  # of a sheet with a table

_PASSWORD = "This workbook is protected by a password. Save it without one and try again."
_FAULTS = {
    "password": _PASSWORD,
    "damaged": DAMAGED,
    "large": "A sheet of this workbook is too large. Save the table as CSV and try again.",
}
# In the old container: what else may be in it, by the names of its streams.
_CONTAINED = {
    "EncryptedPackage": _PASSWORD,
    "WordDocument": "This is an old text document (.doc). Copy the table from it and paste it.",
    "PowerPoint Document": "This is an old presentation. Copy the table from it and paste it.",
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
    said = {
        place: f"Sheet {quoted(name)}" if name != f"Sheet {place}" else name
        for place, name in called.items()
    }
    damaged = [each["place"] for each in sheets if each["damaged"] and not each["hidden"]]
    shown = [sheet for sheet in sheets if not sheet["hidden"] and any(_rows(sheet))]
    if not shown and damaged:
        raise UnusableError(
            f"{said[damaged[0]]} of this workbook is damaged. Save the workbook anew and try again."
        )
    if not shown:
        raise UnusableError("There is nothing in this workbook.")
    notes.faults += [f"{said[place]} is damaged, so it cannot be read." for place in damaged]
    fitting = [sheet for sheet in shown if _has_table(sheet)][:_MOST_OFFERED] or shown[:1]
    names = [called[sheet["place"]] for sheet in fitting]
    sheet = fitting[names.index(notes.answer("sheet", names, names[0]))]
    now = f"{said[sheet['place']]} is read."
    if len(sheets) > 1:
        notes.remarks.append(now)
    if len(names) > 1:
        text = f"{len(names)} sheets of this workbook hold a table. {now}"
        notes.ask("sheet", text, {name: name for name in names}, names[0])
    rows = list(_rows(sheet))
    _say_what_is_left_out(sheet, said[sheet["place"]], rows[-1].number, notes)
    return Grid(rows, n_cut=sheet["more"], has_margin=True)


def _names(sheets: "list[Sheet]") -> dict[int, str]:
    """Return what each sheet is called here by its place: all are to be seen, and different."""
    names: dict[int, str] = {}
    for sheet in sheets:
        place = sheet["place"]
        name = visible_text(sheet["name"])[:_LONGEST_NAME] or f"Sheet {place}"
        names[place] = name if name not in names.values() else f"{name} (sheet {place})"
    return names


def _say_what_is_left_out(sheet: "Sheet", said: str, last: int, notes: Notes) -> None:
    if sheet["n_far"]:
        more = f" and {sheet['n_far'] - 1:,} more" if sheet["n_far"] > 1 else ""
        stands, it_is = ("stand", "they are") if more else ("stands", "it is")
        notes.faults.append(
            f"Cell {sheet['far']}{more} {stands} far from the table, so {it_is} left out."
        )
    notes.faults += [
        f"Row {number:,} holds a date or a length of time that is none, so it is left out."
        for number in sheet["lost"]
    ]
    if sheet["cut"]:
        of_sheet = said[0].lower() + said[1:]
        notes.faults.append(
            "The workbook has more cells than can be read; of "
            f"{of_sheet} the rows up to {last:,} are used."
        )


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
        raise UnusableError(
            "Workbooks cannot be opened at the moment. Save the table as CSV and try again."
        ) from None
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
