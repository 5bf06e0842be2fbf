"""A last row that is no example: the sums or the means of those above it."""

import math
from collections.abc import Sequence

from visualizer.tables.grid import Cell
from visualizer.tables.notes import Notes, quoted

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


def ask_last_row(
    rows: Sequence[Sequence[float]], cells: Sequence[Cell], number: int, notes: Notes
) -> bool:
    """Return whether the last of ``rows`` is left out, and say what it looks like.

    Args:
        rows: The usable numbers, without a column that counts the rows.
        cells: What the last row of the file holds.
        number: Of that row in the file.
        notes: Takes the remark and the question.
    """
    called = _called(cells)
    kind = _kind(rows) or called[0]
    if not kind:
        return False
    leaves = notes.answer("last_row", ("keep", "leave_out"), "keep") == "leave_out"
    name = f", {quoted(called[1])}," if called[1] else ""
    said = f"The last row, row {number:,}{name} seems to hold the {kind} of the others"
    said = said.replace(f"row {number:,} seems", f"row {number:,}, seems")
    said += "; it is left out." if leaves else "; it is read as an example like any other."
    notes.remarks.append(said)
    options = {"keep": "Keep it", "leave_out": "Leave it out"}
    return notes.ask("last_row", said, options, "keep") == "leave_out"


def _called(cells: Sequence[Cell]) -> tuple[str, str]:
    for cell in cells:
        word = cell.casefold().strip(" :.") if isinstance(cell, str) and len(cell) < 30 else ""
        for kind, words in (("sums", _SUMS), ("means", _MEANS)):
            if word in words:
                return kind, str(cell)
    return "", ""


def _kind(rows: Sequence[Sequence[float]]) -> str:
    *others, last = rows
    if len(others) < _FEWEST or all(list(row) == list(others[0]) for row in others):
        return ""
    sums = [math.fsum(values) for values in zip(*others, strict=True)]
    if all(math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-6) for a, b in zip(sums, last, strict=True)):
        return "sums"
    means = [value / len(others) for value in sums]
    near = all(abs(a - b) <= 0.00501 for a, b in zip(means, last, strict=True))
    return "means" if near else ""
