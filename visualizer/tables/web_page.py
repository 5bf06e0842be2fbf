"""The cells of a table in the source of a web page.

Not by ``html.parser``, which some malformed pages keep busy for minutes: here each character is
looked at once.
"""

import html
import re

from visualizer.core.table import MOST_ROWS
from visualizer.tables.grid import Grid, Row, tidy
from visualizer.tables.notes import Notes, UnusableError

_NO_TABLE = (
    "This is a web page, and no table with cells is in it. Copy only the cells, or look for a "
    "download."
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_ANY_TAG = re.compile(r"<[^<>]*>")
_SPAN = re.compile(r"colspan\s*=\s*[\"']?([0-9]{1,3})", re.IGNORECASE)
_UNSEEN = ("script", "style")
_BREAKS = ("br", "p", "div", "li")
_WIDEST = 20  # columns that one cell takes up

_Cells = list[list[list[str]]]  # rows of cells of the parts of their text


def split_web_page(text: str, notes: Notes) -> Grid:
    """Return the rows of the largest table in the source of a web page.

    Raises:
        UnusableError: If there is none.
    """
    tables = _tables(_without_comments(text))
    records = max(tables, key=lambda rows: sum(map(len, rows)), default=[])
    if not any(records):
        raise UnusableError(_NO_TABLE)
    notes.remarks.append(
        "This is the source of a web page; the largest of its tables is read."
        if len(tables) > 1
        else "This is the source of a web page; its table is read."
    )
    rows = [
        Row(number, tidy([html.unescape(_ANY_TAG.sub("", "".join(cell))) for cell in record]))
        for number, record in enumerate(records[: MOST_ROWS + 1], start=1)
    ]
    return Grid([row for row in rows if any(row.cells)], max(0, len(records) - MOST_ROWS - 1))


def _without_comments(text: str) -> str:
    kept = []
    for place, part in enumerate(text.split("<!--")):
        kept.append(part.partition("-->")[2] if place else part)
    return " ".join(kept)


def _tables(text: str) -> list[_Cells]:
    """Return the cells of all tables; those in a cell of another are tables of their own."""
    tables: list[_Cells] = []
    open_tables: list[_Cells] = []
    unseen, end = "", 0
    cell: list[str] | None = None  # the one that text belongs to
    for tag in _TAG.finditer(text):
        closes, name = bool(tag[1]), tag[2].lower()
        if unseen and not (closes and name == unseen):
            continue
        if cell is not None and not unseen:
            cell.append(text[end : tag.start()])
        unseen, end = "", tag.end()
        if name in _UNSEEN and not closes:
            unseen = name
        elif name == "table":
            cell = None
            if not closes:
                tables.append([])
                open_tables.append(tables[-1])
            elif open_tables:
                open_tables.pop()
        elif name in ("tr", "td", "th") and open_tables:
            cell = _begin(open_tables[-1], name, tag[3]) if not closes else None
        elif name in _BREAKS and cell is not None:
            cell.append(" ")
    return tables


def _begin(rows: _Cells, name: str, attributes: str) -> list[str] | None:
    """Add a row, or a cell to the last row, and return the cell."""
    if name == "tr" or not rows:
        rows.append([])
    if name == "tr":
        return None
    cell: list[str] = []
    span = _SPAN.search(attributes)
    n_empty = min(int(span[1]), _WIDEST) - 1 if span is not None else 0
    rows[-1] += [cell, *([] for _ in range(n_empty))]
    return cell
