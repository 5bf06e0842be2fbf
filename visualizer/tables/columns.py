"""What each column holds: numbers, one of two words, text, or nothing."""

from collections import Counter
from dataclasses import dataclass, field, replace

from visualizer.tables.cells import EMPTY, GAP, Found, find_all
from visualizer.tables.grid import Cell, Row, text_of
from visualizer.tables.notes import Notes
from visualizer.tables.numbers import Number
from visualizer.tables.table import LONGEST_NAME
from visualizer.tables.words import are_known
from visualizer.tables.writing import NAME
from visualizer.words.tables import columns as said

NUMBERS, WORDS, TEXT, NOTHING = "numbers", "words", "text", "nothing"
LONGEST_WORD = 40


@dataclass(frozen=True)
class Column:
    """A column of the file.

    Attributes:
        place: Where it stands in the file, from 0.
        name: What it is called, ``""`` if nothing.
        cells: What it holds, row by row.
        found: What each of them is by itself.
        kind: One of ``NUMBERS``, ``WORDS``, ``TEXT`` and ``NOTHING``.
        words: The one or two words of a column of words.
        numbers: What its cells mean in the end; ``None`` for what is no number.
    """

    place: int
    name: str
    cells: list[Cell]
    found: list[Found]
    kind: str
    words: tuple[str, ...] = ()
    numbers: list[float | None] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The name for a sentence."""
        return self.name or by_place(self.place)


def by_place(place: int) -> str:
    """Return what a column without a name is called."""
    return said.BY_PLACE.format(place=place + 1)


def find_columns(header: list[str], rows: list[Row]) -> list[Column]:
    """Return what the columns of ``rows`` hold, each row as wide as ``header``."""
    cells_by_column = zip(*(row.cells for row in rows), strict=True)
    return [
        _find_column(place, header[place], list(cells))
        for place, cells in enumerate(cells_by_column)
    ]


def _find_column(place: int, name: str, cells: list[Cell]) -> Column:
    found = find_all(cells)
    column = Column(place, name[:LONGEST_NAME].rstrip(), cells, found, TEXT)
    if place == 0 and name.lower() == NAME:  # so our own CSV comes back, whatever the names
        return column
    texts = Counter(str(cells[i]).casefold() for i, each in enumerate(found) if each is None)
    n_texts = texts.total()
    n_numbers = sum(isinstance(each, Number) and each is not EMPTY for each in found)
    if n_texts > n_numbers:
        words = _two_words(texts, cells, found, n_numbers)
        if words:
            return replace(column, kind=WORDS, words=words)
    if n_numbers + n_texts == 0:
        return replace(column, kind=NOTHING)
    # One and the same word again and again stands for what is missing.
    numeric = n_numbers >= n_texts or (n_numbers > 1 and len(texts) == 1)
    return replace(column, kind=NUMBERS if numeric else TEXT)


def _two_words(
    texts: Counter[str], cells: list[Cell], found: list[Found], n_numbers: int
) -> tuple[str, ...]:
    """Return the words of a column that holds one of two in each cell, as they are written."""
    if len(texts) > 2 or any(len(word) > LONGEST_WORD for word in texts):
        return ()
    written: dict[str, str] = {}
    for cell, each in zip(cells, found, strict=True):
        if each is None:
            written.setdefault(str(cell).casefold(), text_of(cell))
    if len(texts) == 1:
        gaps = {str(cell) for cell, each in zip(cells, found, strict=True) if each is GAP}
        gap = next(iter(gaps)) if len(gaps) == 1 else ""
        if gap and n_numbers == 0 and are_known({*texts, gap.casefold()}):
            return (*written.values(), gap)  # present and missing, + and −
    known = are_known(set(texts))
    repeated = len(texts) == 2 and texts.total() > 2
    return tuple(written.values()) if known or repeated else ()


def unique_names(columns: list[Column], notes: Notes) -> list[Column]:
    """Return ``columns`` with names that all differ."""
    named: list[Column] = []
    taken: set[str] = set()
    for column in columns:
        base = column.name
        if not base:
            base = by_place(column.place)
            notes.remarks.append(said.NO_NAME.format(place=column.place + 1, name=base))
        name, times = base, 1
        while name in taken:
            times += 1
            ending = f" ({times})"
            name = base[: LONGEST_NAME - len(ending)] + ending
        if times > 1:
            notes.remarks.append(said.SAME_NAME.format(name=base, now=name))
        taken.add(name)
        named.append(replace(column, name=name))
    return named
