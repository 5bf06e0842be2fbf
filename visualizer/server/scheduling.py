"""Who computes waits for its turn, and makes room for others; knows nothing of what is computed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from visualizer.core.yield_point import at_yield_points
from visualizer.server.turns import TURNS, Turn

MOST_WAITING = 32  # threads whose turn has not come; what else is asked for has none yet


class OvertakenError(Exception):
    """Nobody waits for what is computed any more."""


@contextmanager
def cancellable_turn(is_wanted: Callable[[], bool], is_patient: bool = False) -> Iterator[None]:
    """Wait for a turn and hold it while the block runs, as long as somebody waits for it.

    Args:
        is_wanted: Asked when the turn comes and at a yield point now and then; must be quick.
        is_patient: Whether others may go first for a moment.

    Raises:
        OvertakenError: If it is wanted no more.
    """

    def check() -> None:
        if not is_wanted():
            raise OvertakenError

    with checked_turn(check, is_patient):
        check()
        yield


@contextmanager
def checked_turn(check: Callable[[], object], is_patient: bool = False) -> Iterator[None]:
    """Wait for a turn and hold it while the block runs.

    Args:
        check: Called at a yield point now and then; may raise, which ends the block.
        is_patient: Whether others may go first for a moment.
    """
    with TURNS.take(is_patient) as turn, at_yield_points(lambda: _share_time(turn, check)):
        yield


def _share_time(turn: Turn, check: Callable[[], object]) -> None:
    """End a long computation if its student has left or moved on, and let others go first."""
    if time.monotonic() >= turn.until:
        check()
        TURNS.make_room(turn)
