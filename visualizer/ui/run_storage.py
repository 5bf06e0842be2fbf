"""The kept runs of the session, and the browser's storage, which keeps them beyond it.

A small component without a look reads the storage once a session and writes after each change.
Nothing but the student's own browser holds the runs when the session is gone.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from visualizer.state.kept_runs import Shelf
from visualizer.state.run_memory import (
    BrowserMemory,
    drop_damaged,
    message,
    note_changes,
    sentences,
    take_answer,
)

KEY = "kept_runs"  # in st.session_state
MEMORY = "kept_runs_in_browser"  # in st.session_state
SCRIPT = Path(__file__).with_suffix(".js")


def read_shelf() -> Shelf:
    """Return the runs that this session keeps."""
    return st.session_state.get(KEY, Shelf())


def write_shelf(shelf: Shelf) -> None:
    """Keep ``shelf`` in this session; the browser hears of it with the next script run."""
    st.session_state[KEY] = shelf


def storage_sentences() -> list[str]:
    """Return what has to be said of the browser's storage."""
    return sentences(_memory())


def is_refused() -> bool:
    """Tell whether this browser lets nothing be stored."""
    return _memory().refused


def n_damaged() -> int:
    """Return how many runs lie in the browser's storage that cannot be read."""
    return len(_memory().found.damaged)


def forget_damaged() -> None:
    """Delete what cannot be read from the browser's storage."""
    st.session_state[MEMORY] = drop_damaged(_memory())


def sync_runs() -> None:
    """Have the browser's storage and this session hold the same runs. Once a script run."""
    memory = note_changes(_memory(), read_shelf())
    st.session_state[MEMORY] = memory
    result = _component()(
        key="run_storage",
        data=message(memory),
        on_found_change=_take_found,
        width="stretch",
        height="content",
    )
    if _take(result.get("found")):  # a restarted server knows no callback in its first script run
        st.rerun()


def _memory() -> BrowserMemory:
    memory = st.session_state.get(MEMORY, BrowserMemory())
    return memory if memory.token else replace(memory, token=secrets.token_hex(8))


def _take_found() -> None:
    # In the shape in which the stage finds its commits: Streamlit's own result of the component.
    _take(st.session_state.get("run_storage", {}).get("found"))


def _take(answer: object) -> bool:
    """Take the browser's answer in; return whether it was news."""
    taken = take_answer(_memory(), read_shelf(), answer)
    if taken is None:
        return False
    st.session_state[MEMORY], shelf = taken
    write_shelf(shelf)
    return True


@lru_cache(maxsize=1)
def _component() -> Callable[..., Mapping[str, object]]:
    return st.components.v2.component(
        "run_storage", js=SCRIPT.read_text("utf-8"), isolate_styles=False
    )
