"""The first row: names of the columns, or an example."""

from itertools import pairwise

from visualizer.tables.cells import EMPTY, find, is_number
from visualizer.tables.columns import by_place
from visualizer.tables.grid import MOST_CELLS, Cell, Row, text_of
from visualizer.tables.notes import Notes, UnusableError
from visualizer.tables.numbers import Number
from visualizer.tables.words import are_known
from visualizer.tables.writing import NAME
from visualizer.words.tables import columns as words

NAMES, EXAMPLE = "names", "example"
_KEY = "header"
_SAMPLE = 200  # rows that show what is in the columns


def split_header(rows: list[Row], notes: Notes) -> tuple[list[str], list[Row]]:
    """Return what each column is called, ``""`` for those without a name, and the other rows.

    Raises:
        UnusableError: If the first row is too long.
    """
    number, first = rows[0].number, rows[0].cells
    if len(first) > MOST_CELLS:
        # A sheet is cut one cell behind the last that may be.
        at_least = len(first) == MOST_CELLS + 1
        said = words.MORE_CELLS if at_least else words.TOO_MANY_CELLS
        raise UnusableError(said.format(row=number, count=len(first), most=MOST_CELLS))
    holds_numbers = any(map(is_number, first))
    kind = _kind(rows[: _SAMPLE + 1]) if holds_numbers else NAMES
    if not any(find(cell) is None for cell in first):
        kind = kind and EXAMPLE
    if not kind:
        kind = _ask(number, _guess(rows[: _SAMPLE + 1]), notes)
    elif kind == EXAMPLE:
        notes.remarks.append(words.NO_HEADER)
    elif holds_numbers:
        notes.remarks.append(words.HEADER.format(row=number))
    if kind == EXAMPLE:
        return [by_place(place) for place in range(len(first))], rows
    return [text_of(cell) for cell in first], rows[1:]


def _ask(number: int, default: str, notes: Notes) -> str:
    chosen = notes.answer(_KEY, (NAMES, EXAMPLE), default)
    said = words.NO_HEADER_BUT_AN_EXAMPLE if chosen == EXAMPLE else words.HEADER
    said = said.format(row=number)
    notes.remarks.append(said)
    options = {NAMES: words.IS_HEADER, EXAMPLE: words.IS_EXAMPLE}
    return notes.ask(_KEY, said, options, default)


def _kind(rows: list[Row]) -> str:
    """Return what the first of ``rows``, with numbers in it, surely is; ``""`` if in doubt."""
    first = rows[0].cells
    if text_of(first[0]).casefold() == NAME:  # as this app writes its own tables
        return NAMES
    below = [
        [row.cells[place] for row in rows[1:] if place < len(row.cells)]
        for place in range(len(first))
    ]
    words = [place for place, cell in enumerate(first) if find(cell) is None]
    if any(_is_one_of(text_of(first[place]), below[place]) for place in words):
        return EXAMPLE
    if any(_is_numeric(below[place]) for place in words):
        return NAMES
    nameless = [place for place, cell in enumerate(first) if cell == ""]
    if words or any(_is_text(below[place]) for place in nameless):
        return ""
    return EXAMPLE


def _is_one_of(word: str, cells: list[Cell]) -> bool:
    """Tell whether ``word`` stands below as well, or the other word of a known pair."""
    texts = {text_of(cell).casefold() for cell in cells if find(cell) is None}
    folded = word.casefold()
    return folded in texts or (len(texts) == 1 and are_known({folded, *texts}))


def _is_numeric(cells: list[Cell]) -> bool:
    return sum(map(is_number, cells)) * 2 > sum(cell != "" for cell in cells)


def _is_text(cells: list[Cell]) -> bool:
    return sum(find(cell) is None for cell in cells) * 2 > sum(cell != "" for cell in cells)


def _guess(rows: list[Row]) -> str:
    """Return what the first of ``rows`` seems to be: numbers unlike those below are names."""
    first = rows[0].cells
    labels: list[float] = []
    alike = True
    for place, cell in enumerate(first):
        found = find(cell)
        if not isinstance(found, Number) or found is EMPTY:
            continue
        below = _values([row.cells[place] for row in rows[1:] if place < len(row.cells)])
        spread = max(below, default=0.0) - min(below, default=0.0)
        labels.append(found.value)
        alike &= bool(below) and min(below) - spread <= found.value <= max(below) + spread
    rises = all(a < b for a, b in pairwise(labels))
    are_whole = all(label.is_integer() for label in labels)
    return NAMES if not alike and rises and are_whole else EXAMPLE


def _values(cells: list[Cell]) -> list[float]:
    found = [find(cell) for cell in cells]
    return [each.value for each in found if isinstance(each, Number) and each is not EMPTY]
