"""A task for a class: where it begins, what is to be reached, and with what."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from visualizer.rooms.leading import LONGEST_SENTENCE, with_task, without_task
from visualizer.rooms.room import Room
from visualizer.state.class_neurons import NEURON_PAGES, stands_at
from visualizer.state.class_task import goal_of
from visualizer.state.number_texts import number_text
from visualizer.state.views.class_view import ClassView, name_of
from visualizer.ui.buttons import show_button
from visualizer.ui.class_leading import lead, own_page, own_query
from visualizer.ui.class_orders import controls_of, label_of, lit
from visualizer.ui.session import this_session
from visualizer.words import class_desk as words
from visualizer.words.class_pictures import PAGE_NAMES

BELOW, MOST_MOVES = 0.05, 99
Start = tuple[str, Mapping[str, str]]


def show_task(room: Room, view: ClassView) -> None:
    """Show the task that all have, or how to give them one."""
    task = room.orders.task
    with st.popover(words.TASK, icon=":material/flag:", type=lit(task is not None)):
        if task is not None:
            st.markdown(goal_of(task))
            show_button(words.TASK_END, "class_task_end", lead, without_task)
            return
        starts = _starts(view)
        if not starts:
            st.markdown(words.TASK_NO_BEGIN)
            return
        _show_new(starts)


def _starts(view: ClassView) -> dict[str, Start]:
    """Return what a task can begin with, by what it is called."""
    found: dict[str, Start] = {}
    student = view.chosen
    if student is not None and student.page in NEURON_PAGES and not student.owns:
        said = words.TASK_STUDENT.format(name=name_of(student), page=PAGE_NAMES[student.page])
        found[said] = student.page, student.query
    page = own_page()
    if page in NEURON_PAGES:
        said = words.TASK_OWN.format(page=PAGE_NAMES[page])
        found[said] = page, own_query(this_session().now, page)
    return found


def _show_new(starts: Mapping[str, Start]) -> None:
    chosen = st.radio(words.TASK_BEGIN, list(starts), key="class_task_begin")
    page, query = starts[chosen]
    (stand,) = stands_at([(page, query)])
    below = st.number_input(
        words.TASK_BELOW, min_value=0.0001, max_value=100.0, value=BELOW, step=0.01,
        format="%.4f", key="class_task_below",
    )  # fmt: skip
    is_done = stand is not None and stand.loss < below
    if stand is not None and stand.is_finite:
        st.caption(words.TASK_START.format(loss=f"{stand.loss:.4f}"))
    elif stand is not None:
        st.warning(words.TASK_DIVERGED)
    if is_done:
        st.warning(words.TASK_DONE_ALREADY.format(below=number_text(below)))
    moves = st.number_input(
        words.TASK_MOVES, min_value=0, max_value=MOST_MOVES, value=0, key="class_task_moves"
    )
    free = st.multiselect(
        words.TASK_FREE, controls_of(page), format_func=label_of,
        placeholder=words.TASK_FREE_ALL, key="class_task_free",
    )  # fmt: skip
    sentence = st.text_input(
        words.TASK_SENTENCE, max_chars=LONGEST_SENTENCE, key="class_task_sentence"
    )
    show_button(
        words.TASK_GIVE, "class_task_give", _give, page, query, free, below, moves, sentence,
        type="primary", disabled=is_done or stand is None or not stand.is_finite,
    )  # fmt: skip


def _give(
    page: str,
    query: Mapping[str, str],
    free: list[str],
    below: float,
    moves: int,
    sentence: str,
) -> None:
    lead(
        lambda orders: with_task(
            orders, page, query, free=free, below=below, moves=moves, sentence=sentence
        )
    )
