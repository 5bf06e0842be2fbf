"""Spreadsheet workbooks: .xlsx, .ods and the old .xls."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from visualizer.core.table import visible_text
from visualizer.tables.cells import is_number
from visualizer.tables.grid import Grid, Row, n_filled, tidy
from visualizer.tables.notes import Notes, UnusableError, quoted
from visualizer.tables.packed import DAMAGED, repack

if TYPE_CHECKING:  # the library that the child reads with belongs into its process alone
    from visualizer.tables.workbook_child import Answer, Sheet

_CHILD = Path(__file__).with_name("workbook_child.py")
_PATIENCE = 10.0  # s; it ends itself after one of the processor's
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OLD = b"\xd0\xcf\x11\xe0"
_MOST_OFFERED = 12
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
    shown = [sheet for sheet in sheets if not sheet["hidden"] and any(_rows(sheet))]
    if not shown:
        raise UnusableError("There is nothing in this workbook.")
    fitting = [sheet for sheet in shown if _has_table(sheet)][:_MOST_OFFERED] or shown[:1]
    names = [sheet["name"] for sheet in fitting]
    chosen = notes.answer("sheet", names, names[0])
    sheet = fitting[names.index(chosen)]
    if len(sheets) > 1:
        notes.remarks.append(f"Sheet {quoted(visible_text(chosen))} is read.")
    if len(names) > 1:
        labels = {name: visible_text(name)[:40] or f"Sheet {i + 1}" for i, name in enumerate(names)}
        now = f"Sheet {quoted(visible_text(chosen))} is read."
        text = f"{len(names)} sheets of this workbook hold a table. {now}"
        notes.ask("sheet", text, labels, names[0])
    rows = list(_rows(sheet))
    if sheet["cut"]:
        notes.faults.append(
            "The workbook has more cells than can be read; of sheet "
            f"{quoted(visible_text(chosen))} the rows up to {rows[-1].number:,} are used."
        )
    return Grid(rows, n_cut=sheet["more"], has_margin=True)


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
