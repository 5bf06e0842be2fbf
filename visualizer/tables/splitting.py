"""Text with a table in it: where one cell ends and the next begins."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from visualizer.tables.grid import MOST_TITLES, Grid, Row, tidy
from visualizer.tables.notes import Notes, UnusableError
from visualizer.tables.numbers import parse_number
from visualizer.tables.table import MOST_ROWS, visible_text
from visualizer.words.tables import files as words

_SEPARATORS = (",", ";", "\t", "|")
_SAID = {";": words.SEMICOLONS, "\t": words.TABS, "|": words.BARS}
_SAMPLE = 20_000  # characters that decide which of them it is
_END = "end"  # a last row of its own, unless a quotation mark before it was left open
_NAMED = re.compile(r'"?sep=([,;\t|:/^~#!&*=])"?[,;\t]*[ ]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
# The rule of a Markdown table, below its header, without spaces.
_RULE = re.compile(r"\|?:?-+:?(?:\|:?-+:?)+\|?")
_SPACES = {"  ": re.compile(r"(?: {2,}|\t)[ \t]*"), " ": re.compile(r"[ \t]+")}


def split_text(text: str, notes: Notes) -> Grid:
    """Return the rows of ``text`` that are not blank, tidied.

    No more are tidied than a table can have: for a file that is all rows it would take seconds.
    """
    named = _NAMED.match(text)
    if named is not None:  # as spreadsheets write and read it
        separator, first = named[1], 2
        text = text[named.end() :]
    else:
        text, separator = _without_bars(text), ""
        separator, first = separator or _find_separator(text), 1
    if separator in _SPACES:
        notes.remarks.append(words.SPACES)
        records = _split_at_spaces(text, separator)
    else:
        if separator != "," and separator in text:
            notes.remarks.append(_SAID.get(separator) or _by(separator))
        records = _records(text, separator, first, notes)
    seen = [
        (number, record)
        for number, record in enumerate(records, start=first)
        if any(map(str.strip, record))
    ]
    kept = seen[: MOST_ROWS + 1 + MOST_TITLES]
    rows = [Row(number, tidy(record)) for number, record in kept]
    return Grid([row for row in rows if any(row.cells)], len(seen) - len(kept), separator == ";")


def _by(separator: str) -> str:
    return words.NAMED_SEPARATOR.format(separator=visible_text(separator))


def _without_bars(text: str) -> str:
    """Return a Markdown table without the bars at both ends and its rule; other text as it is."""
    lines = text[:_SAMPLE].splitlines()[:MOST_TITLES]
    if not any(_RULE.fullmatch("".join(line.split())) for line in lines):
        return text
    bare = []
    is_ruled = False
    for line in map(str.strip, text.splitlines()):
        is_rule = set(line) <= set("|-: ")
        # Below the first rule, single hyphens are gaps.
        blank = is_rule and (not is_ruled or "--" in line or "-" not in line)
        is_ruled = is_ruled or (is_rule and "-" in line)
        bare.append("" if blank else line.removeprefix("|").removesuffix("|"))
    return "\n".join(bare)


def _find_separator(text: str) -> str:
    """Return the separator that leaves most numbers and least else in rows of equal length."""
    sample = text[:_SAMPLE]
    scores = {each: _score(list(_parse(sample, each)), each) for each in _SEPARATORS}
    if not any(any(score) for each, score in scores.items() if each != ","):
        spaces = {each: _score(_split_at_spaces(sample, each), each)[0] for each in _SPACES}
        best = max(spaces, key=lambda each: spaces[each])  # the wider gap if both do
        if spaces[best] > 0 and not any(scores[","]):
            return best
        # Decimal commas between spaces, but not groups of thousands between commas.
        widths = {len(record) for record in _split_at_spaces(sample, best) if any(record)}
        if spaces[best] > scores[","][0] and len(widths) == 1:
            return best
    return max(scores, key=lambda each: scores[each])


def _score(records: list[list[str]], separator: str) -> tuple[int, int]:
    filled = [record for record in records if any(map(str.strip, record))]
    width = Counter(map(len, filled)).most_common(1)[0][0] if filled else 0
    if width < 2:
        return (0, 0)
    found = [cell for each in filled if len(each) == width for cell in each if cell.strip()]
    numbers = sum(map(_is_number, found))
    others = len(found) - numbers
    return (numbers, -others if numbers else others)


def _is_number(cell: str) -> bool:
    # Not across a tab: “1<tab>250” is two cells, not a number with a gap for its thousands.
    cell = cell.strip()
    if "\t" in cell:
        return False
    text = visible_text(cell)
    return not text or text.lower() == "nan" or parse_number(text) is not None


def _split_at_spaces(text: str, separator: str) -> list[list[str]]:
    gap = _SPACES[separator]
    return [gap.split(line.strip()) for line in text.splitlines()]


def _records(text: str, separator: str, first: int, notes: Notes) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(_parse(f"{text}\n{_END}", separator))
    except csv.Error:  # a cell longer than the csv module takes: a quotation mark left open
        records.append([])
    if records.pop() == [_END]:
        return records
    notes.faults.append(words.QUOTE_LEFT_OPEN.format(row=len(records) + first))
    try:
        return list(_parse(text, separator, with_quotes=False))
    except csv.Error:
        raise UnusableError(words.CELL_TOO_LONG) from None


def _parse(text: str, separator: str, with_quotes: bool = True) -> Iterator[list[str]]:
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quoting=csv.QUOTE_MINIMAL if with_quotes else csv.QUOTE_NONE,
        skipinitialspace=True,
    )
