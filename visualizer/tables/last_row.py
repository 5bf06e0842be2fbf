"""Last rows that are no examples: the sums or the means of those above them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from visualizer.tables.grid import Cell, Row
from visualizer.tables.notes import Notes, cut
from visualizer.words.tables import last_rows as words

_SUMS = frozenset(
    {
        "total", "totals", "sum", "sums", "summe", "gesamt", "insgesamt", "gesamtsumme", "somme",
        "totale", "suma", "σ", "∑", "итого", "المجموع", "合计", "合計", "toplam", "totaal", "summa",
        "grand total",
    }
)  # fmt: skip
_MEANS = frozenset(
    {
        "mean", "average", "avg", "ø", "mittelwert", "mittel", "durchschnitt", "schnitt",
        "moyenne", "media", "promedio", "gemiddelde", "média", "среднее", "المتوسط", "平均",
        "ortalama",
    }
)  # fmt: skip
_FEWEST = 3  # rows above one whose numbers alone tell what it is
_FEWEST_LEFT = 2
_MOST = 4  # rows of summaries, as of sums, means, sums, means
_ROUNDED = 0.00501  # how far off a mean may be if it is rounded
_SPREAD = 0.05  # and in parts of the column's spread, for columns of small numbers


@dataclass(frozen=True)
class _Summary:
    """A row that is no example.

    Attributes:
        row: It.
        kind: ``"sums"`` or ``"means"``.
        name: The word in it that says so, ``""`` if there is none.
        is_certain: Whether its numbers are just that.
    """

    row: Row
    kind: str
    name: str
    is_certain: bool


def ask_last_row(
    numbers: Sequence[Sequence[float]], rows: Sequence[Row], is_end: bool, notes: Notes
) -> int:
    """Return how many of the last of ``rows`` are left out, and say what they look like.

    Args:
        numbers: The usable ones of each row, without a column that counts the rows.
        rows: The usable ones of the file.
        is_end: Whether the last of them is the last row of the file.
        notes: Takes the remark and the question.
    """
    summaries = _summaries(numbers, rows)
    if not summaries:
        return 0
    leaves = notes.answer("last_row", ("keep", "leave_out"), "keep") == "leave_out"
    said = _said(summaries, is_end, leaves)
    notes.remarks.append(said)
    keep, leave_out = words.KEEP_IT, words.LEAVE_IT_OUT
    if len(summaries) > 1:
        keep, leave_out = words.KEEP_THEM, words.LEAVE_THEM_OUT
    options = {"keep": keep, "leave_out": leave_out}
    chosen = notes.ask("last_row", said, options, "keep")
    return len(summaries) if chosen == "leave_out" else 0


def _summaries(numbers: Sequence[Sequence[float]], rows: Sequence[Row]) -> list[_Summary]:
    """Return as many of the last rows as are all summaries of those above."""
    for n in range(min(_MOST, len(rows) - _FEWEST_LEFT), 0, -1):
        summaries: list[_Summary] = []
        for last, row in zip(numbers[-n:], rows[-n:], strict=True):
            summary = _summary(numbers[:-n], last, row)
            if summary is None:
                break
            summaries.append(summary)
        if len(summaries) == n:
            return summaries
    return []


def _summary(others: Sequence[Sequence[float]], last: Sequence[float], row: Row) -> _Summary | None:
    called, name = _called(row.cells)
    kind = _kind(others, last)
    return _Summary(row, kind or called, name, bool(kind)) if kind or called else None


# By whether the numbers say so, and whether the rows are left out: of one row, of several.
_SAID = {
    (True, False): (words.SEEMS_KEPT, words.SEEM_KEPT),
    (True, True): (words.SEEMS_LEFT_OUT, words.SEEM_LEFT_OUT),
    (False, False): (words.MAY_KEPT, words.SEVERAL_MAY_KEPT),
    (False, True): (words.MAY_LEFT_OUT, words.SEVERAL_MAY_LEFT_OUT),
}
_WHAT = {
    ("sums",): words.SUMS,
    ("means",): words.MEANS,
    ("sums", "means"): words.SUMS_AND_MEANS,
    ("means", "sums"): words.MEANS_AND_SUMS,
}


def _said(summaries: list[_Summary], is_end: bool, leaves: bool) -> str:
    what = _WHAT[tuple(dict.fromkeys(each.kind for each in summaries))]
    one, several = _SAID[all(each.is_certain for each in summaries), leaves]
    if len(summaries) == 1:
        return one.format(row=_place(summaries[0], is_end), what=what)
    numbers = [words.ROW_NUMBER.format(row=each.row.number) for each in summaries]
    rows = words.BETWEEN_ROWS.join(numbers[:-1])
    return several.format(
        rows=words.ROWS.format(rows=rows, last=summaries[-1].row.number), what=what
    )


def _place(one: _Summary, is_end: bool) -> str:
    """Return where the row stands, and what it is called if it says so."""
    if one.name:
        place = words.NAMED_LAST_ROW if is_end else words.NAMED_ROW
    else:
        place = words.LAST_ROW if is_end else words.ROW
    return place.format(row=one.row.number, name=cut(one.name))


def _called(cells: Sequence[Cell]) -> tuple[str, str]:
    for cell in cells:
        word = cell.casefold().strip(" :.") if isinstance(cell, str) and len(cell) < 30 else ""
        for kind, names in (("sums", _SUMS), ("means", _MEANS)):
            if word in names:
                return kind, str(cell)
    return "", ""


def _kind(others: Sequence[Sequence[float]], last: Sequence[float]) -> str:
    if len(others) < _FEWEST or all(list(row) == list(others[0]) for row in others):
        return ""
    columns = list(zip(*others, strict=True))
    sums = [math.fsum(values) for values in columns]
    if all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-6) for a, b in zip(sums, last, strict=True)):
        return "sums"
    near = all(
        abs(math.fsum(values) / len(values) - mean) <= _tolerance(values)
        for values, mean in zip(columns, last, strict=True)
    )
    return "means" if near else ""


def _tolerance(values: Sequence[float]) -> float:
    spread = max(values) - min(values)
    return min(_ROUNDED, _SPREAD * spread) + 1e-9 * max(map(abs, values))
