"""One student of a class: to be chosen, seen, and passed on to all."""

from __future__ import annotations

import streamlit as st

from visualizer.chapters import get_chapter
from visualizer.rooms.leading import called_to
from visualizer.rooms.room import AwayError, Room, RoomError, Student
from visualizer.seats.joining import put_student_out
from visualizer.state.class_orders import led
from visualizer.state.views.class_view import ClassView, name_of
from visualizer.ui.buttons import show_button
from visualizer.ui.class_leading import FAULT, lead, look, this_room
from visualizer.ui.session import this_session
from visualizer.words import class_desk as words
from visualizer.words.class_pictures import PAGE_NAMES

GO = "class_go"  # in st.session_state: the page to open when the run gets to it


def show_students(room: Room, view: ClassView) -> None:
    """Show the list of students, and what can be done with what the chosen one sees."""
    if page := st.session_state.pop(GO, ""):
        st.switch_page(get_chapter(page).file)
    label = name_of(view.chosen) if view.chosen else words.STUDENT
    with st.popover(label, icon=":material/person:"):
        if not room.students:
            st.markdown(words.NOBODY_HERE)
            return
        st.session_state["class_chosen"] = view.chosen.who if view.chosen else ""
        st.selectbox(
            words.CHOOSE,
            ["", *room.students],
            format_func=lambda who: name_of(room.students[who]) if who else words.NOBODY,
            key="class_chosen",
            on_change=lambda: look(chosen=st.session_state["class_chosen"]),
        )
        if view.chosen is not None:
            _show_choice(view.chosen)


def _show_choice(student: Student) -> None:
    if student.owns:
        st.markdown(words.KEEPS_TABLE)
    shows = _shows(student)
    show_button(
        words.SEE, "class_see", _see, student.who, help=words.SEE_HELP,
        icon=":material/open_in_browser:", disabled=not shows,
    )  # fmt: skip
    show_button(
        words.PASS_ON, "class_pass_on", _pass_on, student.who, help=words.PASS_ON_HELP,
        icon=":material/campaign:", disabled=not shows,
    )  # fmt: skip
    show_button(
        words.PUT_OUT, "class_put_out", _put_out, student.who, help=words.PUT_OUT_HELP,
        icon=":material/person_remove:",
    )  # fmt: skip


def _put_out(who: str) -> None:
    seat = this_session().now.seat
    if seat is None or not seat.is_teacher:
        return
    try:
        put_student_out(seat.code, seat.key, who)
    except RoomError as error:
        st.session_state[FAULT] = str(error)
    look(chosen="")


def _see(who: str) -> None:
    student = _as_now(who)
    if student is None:
        return
    this_session().change(lambda contents: led(contents, student.page, student.query))
    st.session_state[GO] = student.page


def _pass_on(who: str) -> None:
    student = _as_now(who)
    if student is not None:
        lead(lambda orders: called_to(orders, student.page, student.query))


def _as_now(who: str) -> Student | None:
    """Return a student as they are at this moment; ``None`` if there is nothing to see of them."""
    try:
        room = this_room()
    except AwayError:
        return None
    student = room.students.get(who) if room else None
    return student if student and _shows(student) else None


def _shows(student: Student) -> bool:
    return student.page in PAGE_NAMES and not student.owns
