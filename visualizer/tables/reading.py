"""Tables from files and from the clipboard, and back to files.

Whatever somebody opens or pastes, reading it never fails: it keeps what is good, and says in plain
sentences what it left out and what it took for granted.
"""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from visualizer.core.table import (
    FEWEST_COLUMNS,
    FEWEST_ROWS,
    LARGEST,
    LONGEST_NAME,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    visible_text,
)
from visualizer.tables.questions import Option, Question
from visualizer.tables.writing import NAME, unescape

__all__ = ["MOST_BYTES", "MOST_FAULTS", "Option", "Question", "Reading", "read_table"]

MOST_BYTES = 1_000_000
MOST_FAULTS = 6
LONGEST_QUOTE = 20  # characters of a cell that a sentence repeats

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_SAMPLE = 20_000  # characters that decide which of them it is
_MOST_CELLS = 1000  # in a row, whether of numbers or not
_END = "end"  # a last row of its own, unless a quotation mark before it was left open
# No two ways to read the same digits: a cell of 100,000 of them has to be fast.
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?")
_INFINITE = re.compile(r"[+-]?(?:inf|infinity|∞)", re.IGNORECASE)
_AS_CSV = "Save it as CSV and try again."
_SIGNATURES = {
    b"PK\x03\x04": f"This is a zip file or a spreadsheet workbook (.xlsx). {_AS_CSV}",
    b"PK\x05\x06": "This is an empty zip file.",
    b"\xd0\xcf\x11\xe0": f"This is an old spreadsheet workbook (.xls). {_AS_CSV}",
    b"%PDF": "This is a PDF document, not a table as CSV.",
    b"\x89PNG": "This is a picture, not a table as CSV.",
    b"\xff\xd8\xff": "This is a picture, not a table as CSV.",
    b"GIF8": "This is a picture, not a table as CSV.",
    b"\x1f\x8b": "This is a compressed file. Unpack it and try again.",
}
_NOT_TEXT = "This is not text but a file of another kind; a table as CSV is needed."
_WEB_PAGE = ("<!doctype", "<html", "<table", "<?xml")


NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Reading:
    """What was found in a file or in a pasted text.

    Attributes:
        table: What can be used of it, ``None`` if nothing.
        faults: A sentence for each thing left out, with its row or column. Rows count as in the
            file, the header being row 1. At most ``MOST_FAULTS`` and how many more.
        remarks: What was taken for granted, and what is worth knowing before training on it.
    """

    table: Table | None
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    questions: tuple[Question, ...] = ()


@dataclass
class _Notes:
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class _UnusableError(Exception):
    """Why nothing can be used, in a sentence."""


@dataclass(frozen=True)
class _Row:
    number: int  # in the file
    cells: list[str]


@dataclass(frozen=True)
class _Column:
    place: int  # in the file, from 0
    name: str
    numbers: tuple[float | None, ...]  # None for text; NaN for nothing


def read_table(data: bytes | str, answers: Mapping[str, str] = NOTHING) -> Reading:
    """Return the table in ``data`` and what has to be said about it; never fails.

    The last column of numbers becomes the answer and the first two others the inputs. Columns are
    separated by commas, semicolons, tabs or vertical bars; decimals by points or commas.

    Args:
        data: Content of a file, or text that was pasted; anything whatsoever.
        answers: What was answered to questions of an earlier reading, by their keys.
    """
    notes = _Notes()
    try:
        table = _make_table(*_split(_to_text(data, notes), notes), notes)
    except _UnusableError as reason:
        table = None
        notes.faults.insert(0, str(reason))
    return Reading(table, tuple(_shorten(notes.faults)), tuple(notes.remarks))


def _shorten(faults: list[str]) -> list[str]:
    left_out = len(faults) - MOST_FAULTS
    if left_out <= 0:
        return faults
    return [*faults[:MOST_FAULTS], f"And {left_out:,} more of this kind."]


def _to_text(data: bytes | str, notes: _Notes) -> str:
    if isinstance(data, str) and len(data) <= MOST_BYTES:
        data = data.encode(errors="replace")
    if len(data) > MOST_BYTES:
        raise _UnusableError(f"This is too large: a table may have {MOST_BYTES:,} bytes (1 MB).")
    for signature, sentence in _SIGNATURES.items():
        if data.startswith(signature):
            raise _UnusableError(sentence)
    text = _decode(data, notes)
    if "\0" in text:
        raise _UnusableError(_NOT_TEXT)
    if not text:
        raise _UnusableError("There is nothing in it.")
    if not text.strip():
        raise _UnusableError("There is nothing but white space in it.")
    if text.lstrip()[:20].lower().startswith(_WEB_PAGE):
        raise _UnusableError(
            "This is a web page, not a table as CSV. Copy only the cells, or look for a download."
        )
    return text


def _decode(data: bytes, notes: _Notes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        notes.remarks.append("The file is in UTF-16.")
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise _UnusableError(_NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.remarks.append(
            "The file is not in UTF-8, so it is read as Windows-1252. Are the names right?"
        )
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _split(text: str, notes: _Notes) -> tuple[list[_Row], int]:
    """Return the rows of ``text`` that are not blank, tidied, and how many more there are.

    No more are tidied than a table can have: for a file that is all rows it would take seconds.
    """
    separator = _find_separator(text)
    if separator != "," and separator in text:
        notes.remarks.append(f"Columns are separated by {_SEPARATORS[separator]}.")
    records = [
        (number, record)
        for number, record in enumerate(_records(text, separator, notes), start=1)
        if any(map(str.strip, record))
    ]
    rows = [
        _Row(number, [unescape(visible_text(cell)) for cell in record])
        for number, record in records[: MOST_ROWS + 1]  # one may hold the names of the columns
    ]
    n_cut = len(records) - len(rows)
    return [row for row in rows if any(row.cells)], n_cut


def _find_separator(text: str) -> str:
    """Return the separator that leaves most numbers and least else in rows of equal length."""

    def score(separator: str) -> tuple[int, int]:
        records = [each for each in _parse(text[:_SAMPLE], separator) if each]
        width = Counter(map(len, records)).most_common(1)[0][0] if records else 0
        if width < 2:
            return (0, 0)
        found = [cell for each in records if len(each) == width for cell in each if cell.strip()]
        numbers = sum(_number(visible_text(cell)) is not None for cell in found)
        others = len(found) - numbers
        return (numbers, -others if numbers else others)

    return max(_SEPARATORS, key=score)


def _records(text: str, separator: str, notes: _Notes) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(_parse(f"{text}\n{_END}", separator))
    except csv.Error:  # a cell longer than the csv module takes: a quotation mark left open
        records.append([])
    if records.pop() == [_END]:
        return records
    notes.faults.append(
        f"A quotation mark in row {len(records) + 1:,} is not closed, so all of them are read as "
        "letters."
    )
    try:
        return list(_parse(text, separator, csv.QUOTE_NONE))
    except csv.Error:
        raise _UnusableError("A cell is longer than any cell of a table.") from None


def _parse(text: str, separator: str, quoting: int = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    file = io.StringIO(text, newline="")
    return csv.reader(file, delimiter=separator, quoting=quoting, skipinitialspace=True)


def _number(cell: str) -> float | None:
    """Return the number in ``cell``, NaN if it is empty, ``None`` if it is text."""
    if not cell or cell.lower() == "nan":
        return math.nan
    text = cell.replace("−", "-")
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    return math.inf if _INFINITE.fullmatch(text) else None


def _make_table(rows: list[_Row], n_cut: int, notes: _Notes) -> Table:
    if not rows:
        raise _UnusableError("There is nothing to be seen in it.")
    if len(rows[0].cells) > _MOST_CELLS:
        raise _UnusableError(
            f"Row {rows[0].number:,} has {len(rows[0].cells):,} cells; "
            f"a table may have {_MOST_CELLS:,} columns."
        )
    header, rows = _split_header(rows, notes)
    if not rows:
        raise _UnusableError("There is only a header, and no row of numbers below it.")
    if (n_rows := len(rows) + n_cut) > MOST_ROWS:
        notes.faults.append(f"The file has {n_rows:,} rows; the first {MOST_ROWS:,} are used.")
        rows = rows[:MOST_ROWS]
    faults: dict[int, str] = {}  # by number of the row
    try:
        rows = _fitting_rows(rows, len(header), faults)
        columns, names = _choose_columns(header, rows, notes)
        places = _usable_rows(columns, rows, faults)
    finally:
        notes.faults += [faults[number] for number in sorted(faults)]
    if any("," in rows[place].cells[column.place] for place in places for column in columns):
        notes.remarks.append("Decimal commas were read as points.")
    table = Table(
        columns=tuple(column.name for column in columns),
        names=tuple(names[place] for place in places),
        rows=tuple(tuple(column.numbers[place] for column in columns) for place in places),
        target=len(columns) - 1,
    )
    notes.remarks += _observe(table, [rows[place].number for place in places])
    return table


def _split_header(rows: list[_Row], notes: _Notes) -> tuple[list[str], list[_Row]]:
    """Return what each column is called, ``""`` for those without a name, and the other rows."""
    first = rows[0].cells
    numbers = [_number(cell) for cell in first]
    if all(number is not None for number in numbers):
        notes.remarks.append("There is no header, so the columns are called “column 1” and so on.")
        return [_by_place(place) for place in range(len(first))], rows
    if any(number is not None and not math.isnan(number) for number in numbers):
        notes.remarks.append(
            f"Row {rows[0].number} is taken for the names of the columns, though it holds numbers."
        )
    return first, rows[1:]


def _fitting_rows(rows: list[_Row], width: int, faults: dict[int, str]) -> list[_Row]:
    """Return the rows with ``width`` cells; empty ones beyond do not count."""
    fitting = []
    for row in rows:
        if len(row.cells) < width or any(row.cells[width:]):
            n_cells = f"{len(row.cells):,} cell{'s' if len(row.cells) > 1 else ''}"
            faults[row.number] = (
                f"Row {row.number:,} has {n_cells} instead of {width:,}, so it is left out."
            )
        else:
            fitting.append(_Row(row.number, row.cells[:width]))
    if not fitting:
        raise _too_few_rows(0)
    return fitting


def _by_place(place: int) -> str:
    return f"column {place + 1}"


def _too_few_rows(n_rows: int) -> _UnusableError:
    return _UnusableError(
        f"A table needs at least {FEWEST_ROWS} usable rows of numbers; this one has {n_rows}."
    )


def _choose_columns(
    header: list[str], rows: list[_Row], notes: _Notes
) -> tuple[list[_Column], tuple[str, ...]]:
    """Return the columns of numbers, and what each row is called."""
    numeric, texts = [], []
    cells_by_column = list(zip(*(row.cells for row in rows), strict=True))
    for place, (name, cells) in enumerate(zip(header, cells_by_column, strict=True)):
        column = _Column(place, name[:LONGEST_NAME].rstrip(), tuple(map(_number, cells)))
        n_texts = sum(number is None for number in column.numbers)
        n_numbers = sum(number is not None and number == number for number in column.numbers)
        if place == 0 and name.lower() == NAME:  # so our own CSV comes back, whatever the names
            texts.append(column)
        elif n_texts + n_numbers == 0:
            if name and name != _by_place(place):
                notes.remarks.append(f"Column “{column.name}” is empty, so it is left out.")
        else:
            (numeric if n_numbers >= n_texts else texts).append(column)
    if texts[1:]:
        notes.remarks.append(_text_columns(texts[1:]))
    _check_enough(numeric, len(header))
    if len(numeric) > MOST_COLUMNS:
        notes.faults.append(
            f"The file has {len(numeric):,} columns of numbers; the first {MOST_COLUMNS - 1} and "
            "the last are used."
        )
        numeric = [*numeric[: MOST_COLUMNS - 1], numeric[-1]]
    names = cells_by_column[texts[0].place] if texts else ("",) * len(rows)
    return _name_columns(numeric, notes), names


def _check_enough(numeric: list[_Column], n_columns: int) -> None:
    if len(numeric) >= FEWEST_COLUMNS:
        return
    if n_columns == 1:
        raise _UnusableError(
            "There is only one column. Separate the columns by commas, semicolons or tabs."
        )
    found = f"only {_listed(numeric)}" if numeric else "none"
    raise _UnusableError(
        f"A table needs at least {FEWEST_COLUMNS} columns of numbers, two inputs and the answer; "
        f"there is {found}. Words such as yes and no have to be written as 1 and 0."
    )


def _text_columns(columns: list[_Column]) -> str:
    if len(columns) == 1:
        return f"Column {_listed(columns)} holds text, so it is left out."
    return f"Columns {_listed(columns)} hold text, so they are left out."


def _listed(columns: list[_Column]) -> str:
    """Return the names of some columns, the first few if they are many."""
    named = [f"“{each.name or _by_place(each.place)}”" for each in columns[:5]]
    if len(columns) > 5:
        named.append(f"{len(columns) - 5:,} more")
    return ", ".join(named[:-1]) + " and " + named[-1] if len(named) > 1 else named[0]


def _name_columns(columns: list[_Column], notes: _Notes) -> list[_Column]:
    """Return ``columns`` with names that all differ."""
    named: list[_Column] = []
    taken: set[str] = set()
    for column in columns:
        base = column.name
        if not base:
            base = _by_place(column.place)
            notes.remarks.append(f"Column {column.place + 1:,} has no name; it is called “{base}”.")
        name, times = base, 1
        while name in taken:
            times += 1
            ending = f" ({times})"
            name = base[: LONGEST_NAME - len(ending)] + ending
        if times > 1:
            notes.remarks.append(f"More than one column is called “{base}”; one is now “{name}”.")
        taken.add(name)
        named.append(_Column(column.place, name, column.numbers))
    return named


def _usable_rows(columns: list[_Column], rows: list[_Row], faults: dict[int, str]) -> list[int]:
    """Return the places in ``rows`` of those with a number in each of ``columns``."""
    usable = []
    for place, row in enumerate(rows):
        fault = next(
            (
                _cell_fault(row.number, column.name, row.cells[column.place], number)
                for column in columns
                if (number := column.numbers[place]) is None or not abs(number) <= LARGEST
            ),
            None,
        )
        if fault is None:
            usable.append(place)
        else:
            faults[row.number] = fault
    if len(usable) < FEWEST_ROWS:
        raise _too_few_rows(len(usable))
    return usable


def _cell_fault(row: int, column: str, cell: str, number: float | None) -> str:
    shown = cell if len(cell) <= LONGEST_QUOTE else cell[: LONGEST_QUOTE - 1] + "…"
    if not cell:
        return f"Row {row:,} has nothing in column “{column}”, so it is left out."
    if number is None or math.isnan(number):
        why = "is not a number"
    elif cell.startswith(("-", "−")):
        why = f"is below −{LARGEST:,.0f}"
    else:
        why = f"is larger than {LARGEST:,.0f}"
    return f"Row {row:,} has “{shown}” in column “{column}”, which {why}, so it is left out."


def _observe(table: Table, numbers: Sequence[int]) -> Iterable[str]:
    """Yield what is worth knowing about a table whose rows have ``numbers`` in the file."""
    for place, values in enumerate(zip(*table.rows, strict=True)):
        if len(set(values)) > 1:
            continue
        if place == table.target:
            yield "All rows have the same answer, so there is nothing to tell apart."
        else:
            yield f"Column “{table.columns[place]}” never varies, so it tells the neuron nothing."
    first: dict[tuple[float, ...], int] = {}
    pairs = []
    for number, row in zip(numbers, table.rows, strict=True):
        if row in first:
            pairs.append((first[row], number))
        first.setdefault(row, number)
    if pairs:
        more = f"; so do {len(pairs) - 1:,} more" if len(pairs) > 1 else ""
        yield f"Rows {pairs[0][0]:,} and {pairs[0][1]:,} hold the same numbers{more}."
