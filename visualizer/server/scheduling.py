"""A run of a page, or the answer to a release: in its turn, and with room for others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from visualizer.core.yield_point import at_yield_points
from visualizer.server.turns import TURNS, Turn

_has_turn: ContextVar[bool] = ContextVar("has_turn", default=False)


class OvertakenError(Exception):
    """Nobody waits for what is computed any more."""


@contextmanager
def script_turn() -> Iterator[None]:
    """Wait for a turn and hold it while the block, of a script run, does.

    Within such a block it does nothing more.
    """
    if _has_turn.get():
        yield
        return
    # Where Streamlit ends a script run that nobody waits for.
    with _turn(lambda: st.session_state.get("yield_point")):
        before = _has_turn.set(True)
        try:
            yield
        finally:
            _has_turn.reset(before)


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

    with _turn(check, is_patient):
        check()
        yield


@contextmanager
def _turn(check: Callable[[], object], is_patient: bool = False) -> Iterator[None]:
    with TURNS.take(is_patient) as turn, at_yield_points(lambda: _share_time(turn, check)):
        yield


def _share_time(turn: Turn, check: Callable[[], object]) -> None:
    """End a long computation if its student has left or moved on, and let others go first."""
    if time.monotonic() >= turn.until:
        check()
        TURNS.make_room(turn)
