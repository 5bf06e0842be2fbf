"""A task as a link: its text and a code for a camera."""

from __future__ import annotations

import streamlit as st

from visualizer.live.listing import show_listing
from visualizer.rooms.room import Task
from visualizer.state.packed_task import TASK
from visualizer.state.task_reading import write_task
from visualizer.tables.own_data import is_own
from visualizer.ui.link_code import link_to, show_code
from visualizer.ui.reach import Reach
from visualizer.words import task_link as words


def show_task_link(task: Task, pages: Reach, key: str) -> None:
    """Show the link to a task.

    Args:
        task: What is to be reached.
        pages: How others get to the page of it, whatever query stands there now.
        key: Of the listing.
    """
    try:
        text = write_task(task)
    except ValueError as error:
        st.warning(str(error), icon=":material/warning:")
        return
    link = link_to(pages.urls[0], {TASK.address: text})
    if is_own(task.query.get("data")):
        st.caption(words.HOLDS_TABLE)
    show_listing(key, [("", link)], words.COPY_LINK)
    if pages.is_open:
        show_code(link)
