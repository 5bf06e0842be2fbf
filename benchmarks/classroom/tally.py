"""What was measured, beside the same without a class, and whether it is what has to be reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from benchmarks.load.traffic import percentile

Row = TypedDict(
    "Row",
    {
        "part": str,
        "what": str,
        "students": int,
        "classes": int,
        "measured": float | None,
        "without a class": float | None,
        "must reach": str,
        "reached": str,
    },
)
"""A row of the table, with ``None`` where there was nothing to measure."""


class Tally:
    """Makes the rows of one part."""

    def __init__(self, part: str, students: int, classes: int = 1) -> None:
        """Make rows for so many students in all, in so many classes."""
        self._part, self._students, self._classes = part, students, classes

    def row(
        self,
        what: str,
        measured: float | None,
        beside: float | None = None,
        *,
        most: float | None = None,
        times: float | None = None,
    ) -> Row:
        """Return a row.

        Args:
            what: Was measured, with its unit.
            measured: With a class; ``None`` if there is nothing.
            beside: The same without a class.
            most: What it must not exceed.
            times: How many times ``beside`` it must not exceed.
        """
        limit, said = None, "–"
        if most is not None:
            limit, said = most, f"≤ {most:g}"
        elif times is not None:
            limit, said = (None if beside is None else times * beside), f"≤ {times:g} ×"
        reached = "–"
        if most is not None or times is not None:
            is_in = measured is not None and limit is not None and measured <= limit
            reached = "yes" if is_in else "NO"
        return {
            "part": self._part,
            "what": what,
            "students": self._students,
            "classes": self._classes,
            "measured": measured,
            "without a class": beside,
            "must reach": said,
            "reached": reached,
        }

    def until_all(
        self,
        what: str,
        seconds: Sequence[float],
        beside: Sequence[float] = (),
        most: float | None = None,
    ) -> list[Row]:
        """Return rows of how long it took for half and for all of those who did something at once.

        Args:
            what: Was done.
            seconds: For each who had it in the end.
            beside: The same without a class.
            most: Milliseconds within which all must have it.
        """
        is_whole = len(seconds) >= self._students
        half, last = percentile(seconds, 0.5), percentile(seconds, 1.0) if is_whole else None
        return [
            self.row(f"{what}: half have it, ms", half, percentile(beside, 0.5)),
            self.row(f"{what}: all have it, ms", last, percentile(beside, 1.0), most=most),
        ]


def mean(values: Sequence[float | None]) -> float | None:
    """Return the mean of what was measured, ``None`` if something was not.

    >>> mean([1.0, 3.0]), mean([1.0, None])
    (2.0, None)
    """
    found = [each for each in values if each is not None]
    return sum(found) / len(found) if values and len(found) == len(values) else None


def kilobytes_each(before: float, after: float, count: int) -> float:
    """Return how many kilobytes each of ``count`` takes, from the megabytes before and after.

    >>> kilobytes_each(400.0, 403.0, 300)
    10.0
    """
    return (after - before) * 1e3 / count


def share_back(before: float, after: float, later: float) -> float | None:
    """Return the percentage of what was taken that has been given back; ``None`` if none was.

    >>> share_back(400.0, 410.0, 402.0), share_back(400.0, 399.0, 400.0)
    (80.0, None)
    """
    return 100 * (after - later) / (after - before) if after > before else None
