"""A run of a page, in its turn and with room for others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from visualizer.server.scheduling import checked_turn

_has_turn: ContextVar[bool] = ContextVar("has_turn", default=False)


@contextmanager
def script_turn() -> Iterator[None]:
    """Wait for a turn and hold it while the block, of a script run, does.

    Within such a block it does nothing more.
    """
    if _has_turn.get():
        yield
        return
    # Where Streamlit ends a script run that nobody waits for.
    with checked_turn(lambda: st.session_state.get("yield_point")):
        before = _has_turn.set(True)
        try:
            yield
        finally:
            _has_turn.reset(before)
