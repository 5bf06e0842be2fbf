"""The guesses of this session, and the storage of the browser's tab, which keeps them.

A session knows nothing of its tab before the page has run: where a tab that is loaded again has
kept guesses, the page runs once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import streamlit as st

from visualizer.state.answered import remembered
from visualizer.state.guesses import LONGEST, readable_guesses, write_guesses
from visualizer.ui.session import this_session

KEY = "guesses_heard"  # in st.session_state: whether the tab has told what it keeps
SCRIPT = Path(__file__).with_suffix(".js")


def sync_guesses() -> None:
    """Have the tab's storage and this session hold the same. Once a script run, at its end."""
    session = this_session()
    guesses = session.now.guesses
    data = {
        "session": session.token,
        "heard": bool(st.session_state.get(KEY)),
        "guesses": write_guesses(guesses) if guesses else "",
    }
    result = _component()(
        key="guess_storage", data=data, on_found_change=_hear, width="stretch", height="content"
    )
    if _take(result.get("found")):  # a restarted server knows no callback in its first script run
        st.rerun()


def _hear() -> None:
    _take(st.session_state.get("guess_storage", {}).get("found"))


def _take(answer: object) -> bool:
    """Take over what a tab told, once; return whether there was anything to take."""
    if st.session_state.get(KEY) or not isinstance(answer, Mapping):
        return False
    session, text = this_session(), answer.get("guesses")
    if answer.get("session") != session.token or not isinstance(text, str) or len(text) > LONGEST:
        return False
    st.session_state[KEY] = True
    session.change(lambda now: remembered(now, readable_guesses(text)))
    return True


@lru_cache(maxsize=1)
def _component() -> Callable[..., Mapping[str, object]]:
    return st.components.v2.component(
        "guess_storage", js=SCRIPT.read_text("utf-8"), isolate_styles=False
    )
