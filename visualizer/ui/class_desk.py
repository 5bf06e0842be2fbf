"""The desk of a class: how to get in, what can be said to all, and all of them at once."""

from __future__ import annotations

import streamlit as st

from visualizer.rooms.room import AwayError, Room
from visualizer.state.views.class_view import class_view
from visualizer.ui.class_entry import (
    show_code,
    show_code_switch,
    show_end,
    show_entry,
    show_own_link,
)
from visualizer.ui.class_leading import FAULT, look, this_desk, this_room
from visualizer.ui.class_orders import show_calls, show_limits, show_question
from visualizer.ui.class_students import show_students
from visualizer.ui.class_task import show_task
from visualizer.ui.session import this_session
from visualizer.ui.stage import show_lone_stage


def show_class() -> None:
    """Show the desk of this session's class, or how to open or join one."""
    fault = st.container(key="class_fault")  # there without one, too: nothing moves for it
    if said := st.session_state.pop(FAULT, ""):
        fault.warning(said, icon=":material/warning:")
    try:
        room = this_room()
    except AwayError as error:
        st.warning(str(error), icon=":material/cloud_off:")
        return
    if room is None:
        show_entry()
    else:
        show_desk(room)


def show_desk(room: Room) -> None:
    """Show the desk of a room."""
    view = class_view(room, this_desk())
    look(latest=view.page)
    seat = this_session().now.seat
    if seat is not None:
        show_code(seat.code, begins=not (room.students and room.orders.version))
    with st.container(horizontal=True, vertical_alignment="bottom", key="class_calls"):
        show_calls(room, view)
        show_code_switch()
    with st.container(horizontal=True, vertical_alignment="bottom", key="class_orders"):
        with st.container(horizontal=True, width="content", key="class_question"):
            show_question(view)
        show_students(room, view)
        show_task(room, view)
        show_limits(room, view)
        if seat is not None:
            show_own_link(seat.code, seat.key)
        show_end()
    show_lone_stage("class")
