"""What a teacher can say to all, as buttons and switches above the class.

A switch shows what the room says, whoever has changed it last, and says it anew when it is moved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from visualizer.rooms.leading import (
    answer_shown,
    asked_again,
    following,
    hidden,
    open_up_to,
    paused,
    with_locked,
)
from visualizer.rooms.room import Orders, Room
from visualizer.state.guesses import LESSONS
from visualizer.state.sliders import controls_of, label_of
from visualizer.state.views.class_view import ClassView
from visualizer.ui.buttons import show_button
from visualizer.ui.class_leading import (
    LESSON_PAGES,
    call_all,
    lead,
    look,
    own_page,
    own_query,
    this_desk,
)
from visualizer.ui.session import this_session
from visualizer.words import class_desk as words
from visualizer.words.class_pictures import PAGE_NAMES


def show_calls(room: Room, view: ClassView) -> None:
    """Show which page is looked at, and what brings all to the teacher."""
    held = this_desk().page
    _held("class_page", held)
    st.selectbox(
        words.LOOK_AT,
        ["", *PAGE_NAMES],
        format_func=lambda each: PAGE_NAMES.get(each, words.WHERE_MOST_ARE),
        key="class_page",
        on_change=lambda: look(page=st.session_state["class_page"]),
        width=190,
    )
    called = view.page if view.page in LESSON_PAGES else own_page()
    name = PAGE_NAMES[called]
    show_button(
        words.CALL.format(page=name), "class_call", call_all, called,
        icon=":material/campaign:", help=words.CALL_HELP.format(page=name), type="primary",
    )  # fmt: skip
    _switch(words.FOLLOW, "class_follow", room.orders.follows, _follow, words.FOLLOW_HELP)
    _switch(words.PAUSE, "class_pause", room.orders.paused, paused, words.PAUSE_HELP)


def show_question(view: ClassView) -> None:
    """Show what can be done about the question of the page that is looked at."""
    page = view.page
    if page not in LESSONS:
        return
    name = PAGE_NAMES[page]
    show_button(
        words.HIDE_GUESSES if view.shows_guesses else words.SHOW_GUESSES,
        "class_guesses", _turn_guesses, page, icon=":material/bar_chart:",
    )  # fmt: skip
    show_button(
        words.SHOW_ANSWER, "class_answer", _say, answer_shown, page,
        icon=":material/visibility:", help=words.SHOW_ANSWER_HELP.format(page=name),
        disabled=page in view.orders.shown,
    )  # fmt: skip
    show_button(
        words.ASK_AGAIN, "class_again", _say, asked_again, page,
        icon=":material/replay:", help=words.ASK_AGAIN_HELP.format(page=name),
    )  # fmt: skip


def show_limits(room: Room, view: ClassView) -> None:
    """Show what can be closed, hidden and locked on the pages of all."""
    orders = room.orders
    holds = bool(orders.open_up_to or orders.hidden or orders.locked)
    with st.popover(words.LIMITS, icon=":material/tune:", type=lit(holds)):
        _held("class_open_up_to", orders.open_up_to)
        st.selectbox(
            words.OPEN_UP_TO,
            ["", *LESSON_PAGES],
            format_func=lambda each: PAGE_NAMES.get(each, words.ALL_PAGES),
            key="class_open_up_to",
            on_change=lambda: _say(open_up_to, st.session_state["class_open_up_to"]),
        )
        _held("class_hidden", list(orders.hidden))
        st.segmented_control(
            words.HIDE,
            list(words.PARTS),
            selection_mode="multi",
            format_func=words.PARTS.__getitem__,
            key="class_hidden",
            on_change=lambda: _hide(tuple(st.session_state["class_hidden"])),
        )
        _held("class_locked", list(orders.locked))
        st.multiselect(
            words.LOCK,
            list(dict.fromkeys([*controls_of(view.page), *orders.locked])),
            format_func=label_of,
            placeholder=words.LOCK_NONE,
            key="class_locked",
            on_change=lambda: _say(with_locked, st.session_state["class_locked"]),
        )


def lit(holds: bool) -> Literal["primary", "secondary"]:
    """Return how a button looks behind which something holds, or nothing."""
    return "primary" if holds else "secondary"


def _switch(
    label: str, key: str, held: bool, how: Callable[[Orders, bool], Orders], about: str
) -> None:
    _held(key, held)
    st.toggle(
        label, key=key, help=about,
        on_change=lambda: lead(lambda orders: how(orders, st.session_state[key])),
    )  # fmt: skip


def _held(key: str, value: object) -> None:
    """Have a widget show what holds."""
    st.session_state[key] = value


def _say(how: Callable[..., Orders], *more: object) -> None:
    lead(lambda orders: how(orders, *more))


def _follow(orders: Orders, on: bool) -> Orders:
    page = own_page()
    return following(orders, on, page, own_query(this_session().now, page))


def _hide(parts: tuple[str, ...]) -> None:
    def only_these(orders: Orders) -> Orders:
        for part in words.PARTS:
            orders = hidden(orders, part, part in parts)
        return orders

    lead(only_these)


def _turn_guesses(page: str) -> None:
    shown = this_desk().guesses
    others = tuple(each for each in shown if each != page)
    look(guesses=others if page in shown else (*others, page))
