"""A run of a page, whole or of its live part only: in its turn, and with room for others."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from visualizer.core.pace import breathing
from visualizer.server.handoff import say_what_is_held
from visualizer.server.turns import TURNS, Turn

_has_turn: ContextVar[bool] = ContextVar("has_turn", default=False)


@contextmanager
def in_turn() -> Iterator[None]:
    """Wait for a turn and hold it while the block runs; within such a block do nothing more."""
    if _has_turn.get():
        yield
        return
    with TURNS.take() as turn, breathing(lambda: _take_breath(turn)):
        before = _has_turn.set(True)
        try:
            yield
        finally:
            _has_turn.reset(before)


def _take_breath(turn: Turn) -> None:
    """End a long computation if its student has left or moved on, and let others go first."""
    if time.monotonic() >= turn.until:
        say_what_is_held()
        st.session_state.get("breath")  # where Streamlit ends a run that nobody waits for
        TURNS.make_room(turn)
