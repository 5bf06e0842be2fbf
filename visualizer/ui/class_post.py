"""What a browser asks of its class where there are no routes: in a plain script.

It comes through a component that runs nothing else of the page. Nothing is seen of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import streamlit as st

from visualizer.routes.classes.asked import ASKED
from visualizer.routes.classes.polls import latest_news
from visualizer.routes.classes.requests import MOST_BYTES, refused
from visualizer.words.class_line import NOT_READABLE

POST = "class_post"
ANSWERED = "class_post_answered"  # in st.session_state: holds the latest, which every run tells
WAYS = {**ASKED, "news": latest_news}
LONGEST_NUMBER = 64

Answer = Mapping[str, object]


def show_class_post() -> None:
    """Put what carries questions and answers on the page."""
    with st.container(key="class_post_place"):
        _show_post()


@st.fragment
def _show_post() -> None:
    _post()(
        key=POST,
        data=_answered().get("latest", {}),
        on_ask_change=lambda: _take(st.session_state.get(POST, {}).get("ask")),
        width="stretch",
        height="content",
    )


def _take(asked: object) -> None:
    """Answer a question, once for each number: a browser that hears nothing asks again."""
    number = asked.get("number") if isinstance(asked, Mapping) else None
    if not isinstance(asked, Mapping) or not isinstance(number, str):
        return
    # Any use of st.session_state may end the run for another: none stands between deed and answer.
    answered = _answered()
    if answered.get("latest", {}).get("number") == number or len(number) > LONGEST_NUMBER:
        return
    address = st.context.ip_address or ""
    answered["latest"] = {"number": number, **answer_to(asked, address)}


def _answered() -> dict[str, Answer]:
    """Return what holds the latest answer, if there was one."""
    if ANSWERED not in st.session_state:
        st.session_state[ANSWERED] = {}
    return st.session_state[ANSWERED]


def answer_to(asked: Mapping[str, object], address: str) -> Answer:
    """Return a status and what is said: something that a browser reads, or a sentence.

    Args:
        asked: Which of ``WAYS`` in ``name``, and the question in ``body``; whatever a browser sent.
        address: Of who asks; empty if it is not known.
    """
    try:
        way, body = WAYS.get(str(asked.get("name"))), asked.get("body")
        if way is None or not isinstance(body, Mapping) or len(json.dumps(body)) > MOST_BYTES:
            raise ValueError(NOT_READABLE)
        return {"status": 200, "said": way(body, address)}
    except Exception as error:  # whatever its cause
        status, sentence = refused(error)
        return {"status": status, "said": sentence}


@lru_cache(maxsize=1)
def _post() -> Callable[..., object]:
    """Return the component; small, for every question."""
    script = (Path(__file__).parent / "class_parts" / "post.js").read_text("utf-8")
    return st.components.v2.component(POST, js=script, isolate_styles=False)
