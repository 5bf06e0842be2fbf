"""One student of a class: to be chosen, seen, and passed on to all."""

from __future__ import annotations

import streamlit as st

from visualizer.chapters import get_chapter
from visualizer.rooms.leading import called_to
from visualizer.rooms.room import Room, Student
from visualizer.state.class_orders import led
from visualizer.state.views.class_view import ClassView, name_of
from visualizer.ui.buttons import show_button
from visualizer.ui.class_leading import lead, look
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
            format_func=lambda who: _line(room.students[who]) if who else words.NOBODY,
            key="class_chosen",
            on_change=lambda: look(chosen=st.session_state["class_chosen"]),
        )
        if view.chosen is not None:
            _show_choice(view.chosen)


def _line(student: Student) -> str:
    page = PAGE_NAMES.get(student.page, words.NO_PAGE)
    return words.STUDENT_LINE.format(name=name_of(student), page=page)


def _show_choice(student: Student) -> None:
    if student.owns:
        st.markdown(words.KEEPS_TABLE)
    shows = student.page in PAGE_NAMES and not student.owns
    show_button(
        words.SEE, "class_see", _see, student, help=words.SEE_HELP,
        icon=":material/open_in_browser:", disabled=not shows,
    )  # fmt: skip
    show_button(
        words.PASS_ON, "class_pass_on", _pass_on, student, help=words.PASS_ON_HELP,
        icon=":material/campaign:", disabled=not shows,
    )  # fmt: skip


def _see(student: Student) -> None:
    this_session().change(lambda contents: led(contents, student.page, student.query))
    st.session_state[GO] = student.page


def _pass_on(student: Student) -> None:
    lead(lambda orders: called_to(orders, student.page, student.query))
