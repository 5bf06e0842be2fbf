"""The cells of a table in the source of a web page.

Not by ``html.parser``, which some malformed pages keep busy for minutes: here each character is
looked at once.
"""

import html
import re
from dataclasses import dataclass, field, replace

from visualizer.tables.grid import Grid, Row, tidy
from visualizer.tables.notes import Notes, UnusableError
from visualizer.tables.table import MOST_ROWS
from visualizer.words.tables import files as words

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*)>")
_ANY_TAG = re.compile(r"<[^<>]*>")
_SPAN = re.compile(r"colspan\s*=\s*[\"']?([0-9]{1,3})", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|\bsortkey\b|(?:^|\s)hidden(?:[\s=/]|$)",
    re.IGNORECASE,
)
_UNSEEN = ("script", "style")
_RAISED = {"sup": str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾"),
           "sub": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")}  # fmt: skip
_BREAKS = ("br", "p", "div", "li")
_PLACES = ("table", "tr", "td", "th")
_HIDEABLE = ("span", "div", "p", "li", "b", "i", "em", "strong", "small", "a", "sup", "sub")
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
        raise UnusableError(words.NO_TABLE_IN_PAGE)
    notes.remarks.append(words.LARGEST_IN_PAGE if len(tables) > 1 else words.ONLY_IN_PAGE)
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
    unseen, depth, end = "", 0, 0  # the tag around what is not seen, and how often it is open
    cell: list[str] | None = None  # the one that text belongs to
    raised: _Raised | None = None
    for tag in _TAG.finditer(text):
        closes, name = bool(tag[1]), tag[2].lower()
        if unseen and (unseen in _UNSEEN or name not in _PLACES):
            depth += (-1 if closes else 1) if name == unseen else 0
            depth = min(depth, 1) if unseen in _UNSEEN else depth
            if depth > 0:
                continue
        part = "" if unseen else text[end : tag.start()]
        unseen, end = "", tag.end()
        if cell is not None:
            (raised.parts if raised is not None else cell).append(part)
        if raised is not None and name == "a":
            raised = replace(raised, is_note=True)
        elif raised is not None and name in (raised.name, *_PLACES):
            if cell is not None:
                cell.append(raised.shown())
            raised = None
        if name in _UNSEEN and not closes:
            unseen, depth = name, 1
        elif name == "table":
            cell = None
            if not closes:
                tables.append([])
                open_tables.append(tables[-1])
            elif open_tables:
                open_tables.pop()
        elif name in ("tr", "td", "th") and open_tables:
            cell = _begin(open_tables[-1], name, tag[3]) if not closes else None
        elif cell is None or closes:
            if cell is not None and name in _BREAKS:
                cell.append(" ")
        elif name in _BREAKS:
            cell.append(" ")
        elif name in _RAISED and raised is None:
            raised = _Raised(name)
        if cell is not None and not closes and name in _HIDEABLE and _HIDDEN.search(tag[3]):
            unseen, depth = name, 1
    return tables


@dataclass(frozen=True)
class _Raised:
    """What stands above or below the line.

    Attributes:
        name: The tag around it.
        is_note: Whether it leads elsewhere, as the number of a footnote does.
        parts: Its text so far.
    """

    name: str
    is_note: bool = False
    parts: list[str] = field(default_factory=list)

    def shown(self) -> str:
        """Return it in small digits, which are none of a number; ``""`` for a footnote."""
        text = html.unescape(_ANY_TAG.sub("", "".join(self.parts))).strip()
        small = text.translate(_RAISED[self.name])
        is_exponent = bool(text) and not any(a == b for a, b in zip(text, small, strict=True))
        return small if is_exponent and not self.is_note else ""


def _begin(rows: _Cells, name: str, attributes: str) -> list[str] | None:
    """Add a row, or a cell to the last row, and return the cell."""
    if name == "tr" or not rows:
        rows.append([])
    if name == "tr":
        return None
    cell: list[str] = []
    if _HIDDEN.search(attributes):
        return cell  # of no row
    span = _SPAN.search(attributes)
    n_empty = min(int(span[1]), _WIDEST) - 1 if span is not None else 0
    rows[-1] += [cell, *([] for _ in range(n_empty))]
    return cell
