"""Reads a workbook in a process of its own: ``stdin`` to JSON on ``stdout``.

A workbook of a thousand bytes can ask for a rectangle of seventeen thousand million cells, and the
library that reads it would end the whole process for want of memory. Here only this one ends.
Run by its path, so that it loads nothing of the app.
"""

import datetime
import io
import json
import math
import os
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from typing import TypedDict

import python_calamine

MEMORY = 400_000_000  # bytes of addresses
SECONDS = 3  # of the processor; what people have takes a tenth of one
MOST_SHEETS = 30
MOST_ROWS, MOST_COLUMNS = 10_050, 1_001  # of a sheet
MOST_CELLS = 250_000  # of all sheets together
LONGEST = 200  # characters of a text
GAP = 20  # empty columns that part what is far away from the table
NO_DATE = 1e8  # days; what is beyond is no date and no length of time
# How sheets are named in the two kinds of packed workbooks.
_NAMED = {
    "xl/workbook.xml": re.compile(rb"(<(?:[a-z]+:)?sheet\s[^<>]*?\bname=\")([^\"<>]*)(?=\")"),
    "content.xml": re.compile(rb"(<table:table\s[^<>]*?\btable:name=\")([^\"<>]*)(?=\")"),
}
# A cell with a format: what is before that, what is between, and its number.
_STYLED = re.compile(
    rb"(<c\b[^<>]*?)\bs=\"[0-9]+\"([^<>]*>(?:<f\b[^<>]*/>|<f\b[^<>]*>[^<>]*</f>)?<v>)([^<>]*)(?=</v>)"
)


class Sheet(TypedDict):
    """A sheet of a workbook.

    Attributes:
        name: What it is called.
        place: Where it stands in the workbook, from 1.
        hidden: Whether the workbook does not show it.
        damaged: Whether it cannot be read.
        rows: The number and the cells of each row that is not blank, all of the same length.
        more: How many rows that are not blank there are beyond those.
        cut: Whether the cells of the workbook were too many before that.
        lost: The numbers of the rows that could not be read.
        far: The first cell that stands far to the right of all others, ``""`` if none does.
        n_far: How many such cells there are.
    """

    name: str
    place: int
    hidden: bool
    damaged: bool
    rows: list[tuple[int, list[str | float]]]
    more: int
    cut: bool
    lost: list[int]
    far: str
    n_far: int


class Answer(TypedDict, total=False):
    """What is written: the sheets, or in one word why there are none."""

    sheets: list[Sheet]
    fault: str


def main() -> None:
    """Write the sheets of the workbook, or why there are none."""
    limit()
    os.environ["RUST_BACKTRACE"] = "0"  # the library writes one at each date that it panics at
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
    """Return every sheet of the workbook, but for those that hold nothing but a chart."""
    is_packed = data.startswith(b"PK")
    book = opened(data)
    if is_packed and len(set(book.sheet_names)) < len(book.sheet_names):
        data = rewritten(data, told_apart)
        book = opened(data)
    found = read(book)
    if is_packed and any(sheet["lost"] for sheet in found):
        found = read(opened(rewritten(data, without_odd_dates)))
    return found


def opened(data: bytes) -> python_calamine.CalamineWorkbook:
    """Return the workbook in ``data``."""
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))


def read(book: python_calamine.CalamineWorkbook) -> list[Sheet]:
    """Return the sheets of ``book`` as they are."""
    left = MOST_CELLS
    found: list[Sheet] = []
    for place, about in enumerate(book.sheets_metadata[:MOST_SHEETS]):
        sheet: Sheet = {
            "name": about.name, "place": place + 1, "damaged": False,
            "hidden": about.visible != python_calamine.SheetVisibleEnum.Visible,
            "rows": [], "more": 0, "cut": False, "lost": [], "far": "", "n_far": 0,
        }  # fmt: skip
        try:
            fill(sheet, book.get_sheet_by_index(place), left)
        except python_calamine.CalamineError:
            if about.typ == python_calamine.SheetTypeEnum.ChartSheet:
                continue
            sheet["damaged"] = True
        left -= sum(len(row) for _, row in sheet["rows"])
        found.append(sheet)
    return found


def fill(sheet: Sheet, cells: python_calamine.CalamineSheet, left: int) -> None:
    """Put the rows into ``sheet``: of those that are not blank, at most ``left`` cells."""
    rows: list[tuple[int, list[str | float]]] = []
    filled: Counter[int] = Counter()  # cells by column
    beyond: list[tuple[int, int]] = []  # row and column of a cell, the first of its row
    n_beyond, left_now = 0, left
    iterator, number = cells.iter_rows(), 0
    while True:
        number += 1
        try:
            row = next(iterator)
        except StopIteration:
            break
        except MemoryError:
            raise
        except BaseException:  # a date that is none; the library panics at some
            sheet["lost"].append(number)
            continue
        if row.count("") == len(row):
            continue
        if len(rows) == MOST_ROWS:
            sheet["more"] += 1
            continue
        kept = [plain(cell) for cell in row[:MOST_COLUMNS]]
        places = [place for place, cell in enumerate(kept) if cell != ""]
        kept = kept[: places[-1] + 1 if places else 0]
        left_now -= len(kept)
        if left_now < 0:
            sheet["cut"] = True
            break
        if rest := len(row[MOST_COLUMNS:]) - row[MOST_COLUMNS:].count(""):
            n_beyond += rest
            first = next(i for i, each in enumerate(row) if i >= MOST_COLUMNS and each != "")
            beyond.append((number, first))
        filled.update(places)
        if places:
            rows.append((number, kept))
    width = table_width(filled, len(rows))
    far = [(n, i) for n, row in rows for i in range(width, len(row)) if row[i] != ""] + beyond
    if far and width < MOST_COLUMNS:
        n, place = min(far)
        margin = cells.start[1] if cells.start else 0  # columns that the rows do not have
        sheet["far"] = f"{letters(margin + place)}{n}"
        sheet["n_far"] = len(far) - len(beyond) + n_beyond
    blocks = [(n, row[:width] + [""] * (width - len(row))) for n, row in rows]
    most = left // max(1, width)
    sheet["rows"] = [row for row in blocks if any(cell != "" for cell in row[1])][:most]
    sheet["cut"] = sheet["cut"] or len(blocks) > most


def table_width(filled: Counter[int], n_rows: int) -> int:
    """Return how many columns there are before a wide gap with little behind it."""
    end = 0
    for place in sorted(filled):
        behind = (filled[each] for each in filled if each >= place)
        if end and place - end >= GAP and all(2 * n < n_rows for n in behind):
            break
        end = place + 1
    return end


def letters(place: int) -> str:
    """Return what a sheet calls a column, counted from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a packed workbook with the members as ``change`` makes them of names and contents."""
    anew = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(anew, "w") as new:
        for member in old.infolist():
            new.writestr(member, change(member.filename, old.read(member)))
    return anew.getvalue()


def told_apart(member: str, content: bytes) -> bytes:
    """Return ``content`` with no two sheets of one name: by it the library finds them."""
    if member not in _NAMED:
        return content
    taken = {name[2] for name in _NAMED[member].finditer(content)}
    times: Counter[bytes] = Counter()

    def unique(name: re.Match[bytes]) -> bytes:
        times[name[2]] += 1
        if times[name[2]] == 1:
            return name[0]
        while (new := b"%b (%d)" % (name[2], times[name[2]])) in taken:
            times[name[2]] += 1
        taken.add(new)
        return name[1] + new

    return _NAMED[member].sub(unique, content)


def without_odd_dates(member: str, content: bytes) -> bytes:
    """Return ``content`` without the formats of numbers that are too large for a date."""

    def unstyled(cell: re.Match[bytes]) -> bytes:
        try:
            is_odd = not math.fabs(float(cell[3])) < NO_DATE
        except ValueError:
            is_odd = False
        return cell[1] + cell[2] + cell[3] if is_odd else cell[0]

    return _STYLED.sub(unstyled, content) if member.startswith("xl/worksheets/") else content


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
