"""A task for a class: where it begins, what is to be reached, and with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from visualizer.chapters import get_chapter
from visualizer.rooms.leading import with_task, without_task
from visualizer.rooms.room import Room, Task
from visualizer.state.class_neurons import values_there
from visualizer.state.class_task import goal_of
from visualizer.state.pages import NEURON_PAGES
from visualizer.state.views.class_view import ClassView, name_of
from visualizer.ui.buttons import show_button
from visualizer.ui.class_entry import reach_page
from visualizer.ui.class_leading import lead, own_page, own_query
from visualizer.ui.class_orders import lit
from visualizer.ui.session import this_session
from visualizer.ui.task_fields import show_task_fields
from visualizer.ui.task_link import show_task_link
from visualizer.words import class_desk as words
from visualizer.words.class_pictures import PAGE_NAMES
from visualizer.words.task_link import LINK

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
    task = show_task_fields(page, values_there(page, query), "class_task")
    show_button(
        words.TASK_GIVE, "class_task_give", _give, task and replace(task, query=query),
        type="primary", disabled=task is None,
    )  # fmt: skip
    if task is not None:
        st.markdown(LINK)
        show_task_link(task, reach_page(get_chapter(page).path), "class_task_link")


def _give(task: Task | None) -> None:
    if task is None:
        return
    lead(
        lambda orders: with_task(
            orders, task.page, task.query, free=task.free, below=task.below, moves=task.moves,
            sentence=task.sentence,
        )
    )  # fmt: skip
