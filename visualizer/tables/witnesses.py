"""Which numbers prove what a comma or a point means: of decimals, or of thousands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from visualizer.tables.columns import Column
from visualizer.tables.grid import text_of
from visualizer.tables.numbers import Number

THOUSAND, DECIMAL = "thousand", "decimal"

_ORDINAL = re.compile(r"[0-9]+[.,]")
_DATE = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])[.,](?:0[1-9]|1[0-2])")
_LEADING_ZERO = re.compile(r"0[0-9]+[.,][0-9]+")
_DECIMALS = re.compile(r"[0-9]+[.,]([0-9]+)")


@dataclass(frozen=True)
class Proof:
    """The marks that can only be of one kind, in some cells.

    Attributes:
        decimal: Those of decimals.
        group: Those of thousands.
    """

    decimal: frozenset[str]
    group: frozenset[str]

    def of(self, mark: str) -> str:
        """Return what ``mark`` is, ``""`` if these cells do not prove it."""
        is_decimal, is_group = self._sides(mark)
        if is_decimal == is_group:
            return ""
        return DECIMAL if is_decimal else THOUSAND

    def contradicts_itself(self, mark: str) -> bool:
        """Tell whether some cells prove one thing of ``mark``, and others the other."""
        return all(self._sides(mark))

    def _sides(self, mark: str) -> tuple[bool, bool]:
        other = "." if mark == "," else ","
        is_decimal = mark in self.decimal or other in self.group
        is_group = mark in self.group or other in self.decimal
        return is_decimal, is_group


def proof(columns: Iterable[Column]) -> Proof:
    """Return what the numbers in ``columns`` prove."""
    found = [each for column in columns for each in column.found if isinstance(each, Number)]
    return Proof(
        frozenset(each.decimal for each in found if each.decimal),
        frozenset(each.group for each in found if each.group),
    )


def is_witness(column: Column) -> bool:
    """Tell whether what ``column`` proves holds in other columns as well.

    Not if it may hold ordinals as 1., dates as 05.12, or versions as 3.9 and 3.10: the point in
    them is no mark of numbers.
    """
    texts = {
        text_of(cell)
        for cell, found in zip(column.cells, column.found, strict=True)
        if isinstance(found, Number) and (found.decimal or _ORDINAL.fullmatch(text_of(cell)))
    }
    if any(_ORDINAL.fullmatch(text) or _LEADING_ZERO.fullmatch(text) for text in texts):
        return False
    return not (texts and (all(map(_DATE.fullmatch, texts)) or _are_versions(texts)))


def date_like(column: Column) -> int | None:
    """Return the place of the first cell that is a number with an idle zero in front."""
    return next(
        (
            place
            for place, cell in enumerate(column.cells)
            if _LEADING_ZERO.fullmatch(text_of(cell))
        ),
        None,
    )


def _are_versions(texts: set[str]) -> bool:
    """Tell whether some of the numbers end in a zero that, to judge by others, they do not need."""
    decimals = [match[1] for match in map(_DECIMALS.fullmatch, texts) if match is not None]
    fewest = min(map(len, decimals), default=0)
    return any(len(each) > fewest and each.endswith("0") for each in decimals)
