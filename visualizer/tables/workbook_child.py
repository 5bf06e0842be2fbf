"""Reads a workbook in a process of its own: ``stdin`` to JSON on ``stdout``.

A workbook of a thousand bytes can ask for a rectangle of seventeen thousand million cells, and the
library that reads it would end the whole process for want of memory. Here only this one ends.
Run by its path, so that it loads nothing of the app.
"""

import datetime
import io
import json
import sys
from typing import TypedDict

import python_calamine

MEMORY = 400_000_000  # bytes of addresses
SECONDS = 1  # of the processor
MOST_SHEETS = 30
MOST_ROWS, MOST_COLUMNS = 10_050, 1_001  # of a sheet
MOST_CELLS = 250_000  # of all sheets together
LONGEST = 200  # characters of a text


class Sheet(TypedDict):
    """A sheet of a workbook.

    Attributes:
        name: What it is called.
        hidden: Whether the workbook does not show it; ``None`` if nothing tells.
        rows: The number and the cells of each row that is not blank.
        more: How many rows more than a table may have it holds.
        cut: Whether it was cut short before that.
    """

    name: str
    hidden: bool | None
    rows: list[tuple[int, list[str | float]]]
    more: int
    cut: bool


class Answer(TypedDict, total=False):
    """What is written: the sheets, or in one word why there are none."""

    sheets: list[Sheet]
    fault: str


def main() -> None:
    """Write the sheets of the workbook, or why there are none."""
    limit()
    answer: Answer
    try:
        answer = {"sheets": sheets(sys.stdin.buffer.read())}
    except python_calamine.PasswordError:
        answer = {"fault": "password"}
    except MemoryError:
        answer = {"fault": "large"}
    except Exception:  # whatever the library finds wrong with it
        answer = {"fault": "damaged"}
    json.dump(answer, sys.stdout)


def limit() -> None:
    """Bound what this process may take, where the system can."""
    try:
        import resource
    except ImportError:  # Windows, where the app serves the one who started it
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def sheets(data: bytes) -> list[Sheet]:
    """Return every sheet of the workbook that has cells."""
    left = MOST_CELLS
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    visible = python_calamine.SheetVisibleEnum.Visible
    hidden = {each.name: each.visible != visible for each in book.sheets_metadata}
    found: list[Sheet] = []
    for name in book.sheet_names[:MOST_SHEETS]:
        try:
            sheet = book.get_sheet_by_name(name)
        except python_calamine.CalamineError:  # a sheet of nothing but a chart
            continue
        first = sheet.start[0] + 1 if sheet.start else 1
        n_rows = min(MOST_ROWS, left // max(1, min(sheet.width, MOST_COLUMNS)))
        rows = sheet.to_python(skip_empty_area=True, nrows=n_rows) if n_rows else []
        left -= len(rows) * min(sheet.width, MOST_COLUMNS)
        numbered = (
            (number, [plain(cell) for cell in row[:MOST_COLUMNS]])
            for number, row in enumerate(rows, start=first)
        )
        kept = [row for row in numbered if any(cell != "" for cell in row[1])]
        cut = n_rows < min(MOST_ROWS, sheet.height)
        more = max(0, sheet.height - MOST_ROWS) if not cut else 0
        is_hidden = hidden.get(name)
        found.append({"name": name, "hidden": is_hidden, "rows": kept, "more": more, "cut": cut})
    return found


def plain(cell: object) -> str | float:
    """Return a cell as a number or as a text that says what it shows."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, datetime.timedelta):
        seconds = round(abs(cell.total_seconds()))
        sign = "-" if cell.total_seconds() < 0 else ""
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)[:LONGEST]


if __name__ == "__main__":
    main()
