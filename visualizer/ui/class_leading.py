"""What a teacher's session says to its room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from visualizer.chapters import CHAPTERS
from visualizer.rooms.leading import called_to
from visualizer.rooms.place import rooms
from visualizer.rooms.room import AwayError, Orders, Room, RoomError
from visualizer.stages.class_room import looking_at, room_of
from visualizer.state.class_report import shared_query
from visualizer.state.seat import Desk
from visualizer.state.session import Contents
from visualizer.ui.session import this_session

FAULT = "class_fault"  # in st.session_state: why what was said last was not done
OWN_PAGE = "class_own_page"  # in st.session_state: the lesson's page where the teacher was last
LESSON_PAGES = tuple(chapter.name for chapter in CHAPTERS)


def this_room() -> Room | None:
    """Return the room whose teacher this session is, as it is now; ``None`` if there is none.

    Raises:
        AwayError: If the rooms cannot be reached.
    """
    return room_of(this_session().now)


def leads() -> bool:
    """Tell whether this session has a class to lead."""
    try:
        return this_room() is not None
    except AwayError:
        return False


def this_desk() -> Desk:
    """Return what the teacher looks at."""
    seat = this_session().now.seat
    return seat.desk if seat else Desk()


def look(**changes: object) -> None:
    """Look at something else: attributes of the desk."""
    this_session().change(lambda contents: looking_at(contents, **changes))


def lead(how: Callable[[Orders], Orders]) -> None:
    """Say something to all; where that cannot be done, the page says why when it runs."""
    seat = this_session().now.seat
    if seat is None or not seat.is_teacher:
        return
    try:
        rooms().lead(seat.code, seat.key, how)
    except RoomError as error:
        st.session_state[FAULT] = str(error)


def call_all(page: str) -> None:
    """Call all to ``page``, with the teacher's own numbers."""
    query = own_query(this_session().now, page)
    lead(lambda orders: called_to(orders, page, query))


def note_own_page(page: str) -> None:
    """Note that ``page`` is open, for a desk to come back to if it is one of the lesson's."""
    if page in LESSON_PAGES:
        st.session_state[OWN_PAGE] = page


def own_page() -> str:
    """Return the lesson's page where the teacher was last; the first one before any."""
    return st.session_state.get(OWN_PAGE, LESSON_PAGES[0])


def own_query(contents: Contents, page: str) -> Mapping[str, str]:
    """Return the link to what the teacher has set, as ``page`` shows it.

    With a table of the teacher's own it leads to the page only.
    """
    there = replace(contents, memory=replace(contents.memory, page=page))
    return shared_query(there) or {}
