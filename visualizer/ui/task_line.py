"""The task of a link in the line above a page, where else a class is named.

The browser's half comes with that of a class and needs none: no route, no room, no seat.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import streamlit as st

from visualizer.chapters import get_chapter
from visualizer.state.link_task import begun_again, page_of_task, task_told, without_task
from visualizer.state.session import Contents
from visualizer.ui.class_line import FOLDER
from visualizer.ui.session import this_session, write_address

LINE = "task_line"
SHOWN = "task_shown"  # in st.session_state: whether there ever was a task
HANDLED = "task_handled"  # in st.session_state: the latest click that was carried out
WAYS: Mapping[str, Callable[[Contents], Contents]] = MappingProxyType(
    {"again": begun_again, "leave": without_task}
)
TO = "to"  # the page of the task


def show_task_line(page: str) -> None:
    """Tell the browser of the task that came with a link; nothing as long as there never was one.

    Args:
        page: Name of the page whose script runs.
    """
    session = this_session()
    told = task_told(session.now)
    if told is None and SHOWN not in st.session_state:
        return
    st.session_state[SHOWN] = True
    result = _line()(
        key=LINE,
        data={"task": told, "token": session.token, "page": page},
        on_word_change=lambda: _take(st.session_state.get(LINE, {}).get("word")),
        width="stretch",
        height="content",
    )
    # A restarted server knows no callback in its first script run.
    if _take(result.get("word")):
        st.rerun()
    wanted = st.session_state.pop(TO, "")
    if wanted and wanted != page:
        st.switch_page(get_chapter(wanted).file)


def _take(word: object) -> bool:
    """Begin the task again, leave it, or turn to its page; tell whether that is news."""
    if not isinstance(word, str) or word == st.session_state.get(HANDLED):
        return False
    st.session_state[HANDLED] = word
    session = this_session()
    what, _, _ = word.partition("-")
    if what == TO:
        st.session_state[TO] = page_of_task(session.now)
    elif what in WAYS:
        session.now.bring_tables_back()
        session.change(WAYS[what])
        write_address()
    return True


@lru_cache(maxsize=1)
def _line() -> Callable[..., Mapping[str, object]]:
    """Return the component that tells the browser of the task; small, for every run."""
    script = (FOLDER / "mount_task.js").read_text("utf-8")
    return st.components.v2.component("task_line", js=script, isolate_styles=False)
