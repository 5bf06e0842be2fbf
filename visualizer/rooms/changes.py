"""What becomes of orders and of a student by a change, the same in every keeper of rooms."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from visualizer.rooms.room import Orders, Student


def changed_orders(before: Orders, how: Callable[[Orders], Orders]) -> Orders | None:
    """Return what ``how`` makes of orders, with the next version; nothing if it changes nothing."""
    after = replace(how(before), version=before.version)
    return None if after == before else replace(after, version=before.version + 1)


def changed_student(
    before: Student, how: Callable[[Student], Student], now: float
) -> Student | None:
    """Return what ``how`` makes of a student, seen ``now``; nothing if it changes nothing.

    Who it is, and by which secret, stays. A loss that is no number counts as none.
    """
    after = replace(how(before), who=before.who, known_by=before.known_by, seen=before.seen)
    if after.loss is not None and not math.isfinite(after.loss):
        after = replace(after, loss=None)
    return None if after == before else replace(after, seen=now)
