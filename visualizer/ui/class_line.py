"""The line above a page of who is in a class, and the browser's half of what a class does.

Without a class nothing is seen, nothing is asked for, and nothing is sent but who could be asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitAPIException

from visualizer.chapters import BESIDE, CHAPTERS, get_chapter
from visualizer.routes.classes.routes import class_url
from visualizer.seats.talk import go_to_teacher, is_astray
from visualizer.state.session import Session
from visualizer.ui.class_post import show_class_post
from visualizer.ui.session import this_session
from visualizer.words import class_line as words
from visualizer.words import task_link as task_words

FOLDER = Path(__file__).parent / "class_parts"
PARTS = ("seat", "news", "carrier", "line", "pause", "limits", "task", "following", "room")
LINE = "class_line"
HANDLED = "class_handled"  # in st.session_state: the latest call that was followed
TURN = "class_turn"  # in st.session_state: the page to turn to
TYPED = "class_typed"  # in st.session_state: the code that was typed last, and how many before it


def show_class_line(page: str) -> None:
    """Put the browser's half of the class on ``page``; turn to where the teacher is if asked to.

    Args:
        page: Name of the page whose script runs.
    """
    session = this_session()
    result = _line()(
        key=LINE,
        data=_data(session, page),
        on_lead_change=lambda: _go(st.session_state.get(LINE, {}).get("lead")),
        on_obey_change=_run_the_page,
        width="stretch",
        height="content",
    )
    if not class_url():
        show_class_post()
    _go(result.get("lead"))  # a restarted server knows no callback in its first script run
    wanted = st.session_state.pop(TURN, "")
    if wanted and wanted != page:
        st.switch_page(get_chapter(wanted).file)


def note_typed(code: str) -> None:
    """Have the browser come into the class with this code, as by a link."""
    _, before = st.session_state.get(TYPED, ("", 0))
    st.session_state[TYPED] = code, before + 1


def turn_to_teacher() -> None:
    """Turn to the page where the teacher is, if the browser has asked for it.

    To be called before the script run waits for its turn: Streamlit rests for a moment when it
    changes the page, and of a class that is called all others would wait for that.
    """
    wanted = st.session_state.get(TURN, "")
    if not wanted or wanted == this_session().now.memory.page:
        return
    del st.session_state[TURN]
    try:
        st.switch_page(get_chapter(wanted).file)
    except StreamlitAPIException:  # it knows no pages yet: the line turns once it does
        st.session_state[TURN] = wanted


def _go(call: object) -> None:
    """Take over what the teacher shows, once for each call of the browser."""
    if not isinstance(call, str) or call == st.session_state.get(HANDLED):
        return
    st.session_state[HANDLED] = call
    page, _ = go_to_teacher(this_session())
    if page in {chapter.name for chapter in (*CHAPTERS, *BESIDE)}:
        st.session_state[TURN] = page


def _run_the_page() -> None:
    """What the browser asks for when the teacher has said something that a page shows."""


def _data(session: Session, page: str) -> Mapping[str, object]:
    contents = session.now
    data: dict[str, object] = {"url": class_url(), "token": session.token, "page": page}
    if TYPED in st.session_state:
        data["typed"] = st.session_state[TYPED]
    seat = contents.seat
    if seat is not None and seat.is_teacher:
        data["desk"] = {"code": seat.code, "key": seat.key}
    elif seat is not None:
        data |= {"seated": True, "astray": is_astray(contents)}
    return data


def class_script() -> str:
    """Return the browser's half with what it says; part of the frame, which begins it."""
    both = (*vars(words).items(), *vars(task_words).items())
    said = {name.lower(): text for name, text in both if name.isupper()}
    pages = [[chapter.name, chapter.path, chapter.title] for chapter in CHAPTERS]
    told = json.dumps({"words": said, "chapters": pages})
    return "\n".join((*map(_read, PARTS), f"const CLASS_SAID = {told};"))


def class_style() -> str:
    """Return the style sheet of the line."""
    return (FOLDER / "line.css").read_text("utf-8")


@lru_cache(maxsize=1)
def _line() -> Callable[..., Mapping[str, object]]:
    """Return the component that tells the browser whose session it is; small, for every run."""
    return st.components.v2.component("class_line", js=_read("mount"), isolate_styles=False)


def _read(part: str) -> str:
    return (FOLDER / f"{part}.js").read_text("utf-8")
