"""How a class is opened, how students get in, and how it ends."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from visualizer.chapters import CHAPTERS
from visualizer.live.listing import show_listing
from visualizer.rooms.codes import read_code
from visualizer.rooms.place import rooms
from visualizer.rooms.room import NoRoomError, NotTheTeacherError, RoomError
from visualizer.routes.classes.routes import class_url
from visualizer.seats.talk import take_seat
from visualizer.state.seat import Seat
from visualizer.ui.buttons import show_button
from visualizer.ui.class_leading import FAULT
from visualizer.ui.class_line import forget_typed, note_typed
from visualizer.ui.link_code import code_svg
from visualizer.ui.reach import Reach, own_addresses, reach
from visualizer.ui.session import this_session
from visualizer.words import class_desk as words

TYPED = "class_code_typed"
SHOWS_CODE = "class_shows_code"
WANTS_CODE = "class_wants_code"  # what the teacher has chosen of it


def show_entry() -> None:
    """Show how to open a class, and how to join one."""
    seat = this_session().now.seat
    if seat is not None and not seat.is_teacher:
        st.info(words.YOU_ARE_IN.format(code=seat.code), icon=":material/groups:")
        st.page_link(CHAPTERS[0].file, label=words.BEGIN, icon=":material/arrow_forward:")
        return
    if seat is not None:
        st.info(words.HAS_ENDED, icon=":material/info:")
    left, right = st.columns(2)
    with left:
        st.header(words.OPEN_TITLE, anchor=False)
        st.markdown(words.WHAT_IT_IS)
        if not class_url():
            st.caption(words.NEWS_ARE_ASKED_FOR)
        show_button(words.OPEN, "open_class", _open, type="primary", icon=":material/groups:")
    with right:
        st.header(words.JOIN_TITLE, anchor=False)
        _show_code_field()


def _open() -> None:
    if _leads_one():
        return  # clicked once more before the desk was there
    try:
        opened = rooms().open()
    except RoomError as error:
        st.session_state[FAULT] = str(error)
        return
    st.session_state.pop(WANTS_CODE, None)
    forget_typed()  # who leaves the field by this button wants no other class
    take_seat(this_session(), Seat(opened.code, key=opened.key))


def _leads_one() -> bool:
    seat = this_session().now.seat
    if seat is None or not seat.is_teacher:
        return False
    with suppress(RoomError):
        rooms().check_key(seat.code, seat.key)
        return True
    return False


def _show_code_field() -> None:
    typed = st.text_input(
        words.HAVE_CODE,
        max_chars=24,
        placeholder=words.CODE_SHAPE,
        key=TYPED,
        on_change=_note_typed,
    )
    if not typed:
        return
    try:
        st.markdown(words.JOIN.format(code=read_code(typed)))
    except ValueError as error:
        st.warning(str(error), icon=":material/warning:")


def _note_typed() -> None:
    with suppress(ValueError):  # which the page says
        note_typed(read_code(st.session_state[TYPED]))


def show_code(code: str, begins: bool) -> None:
    """Show how students get into the class: large while the class begins, then if it is wanted.

    Args:
        code: Of the class.
        begins: Whether nobody is in, or its teacher has said nothing yet: some may be coming.
    """
    st.session_state[SHOWS_CODE] = st.session_state.get(WANTS_CODE, begins)
    # The container is there without the code, too: what stands below stays where it is, and open.
    way_in = st.container(horizontal=True, vertical_alignment="center", key="class_way_in")
    if not st.session_state[SHOWS_CODE]:
        return
    others = reach_page()
    link = f"{others.urls[0]}#class={code}"
    with way_in:
        with st.container(width="content", gap="xsmall"):
            st.caption(words.CODE)
            st.title(code, anchor=False)
            st.caption(words.TYPE_IT.format(address=f"`{others.urls[0]}`"))
        with st.container(key="class_link"):
            if others.words:
                st.info(others.words, icon=":material/info:")
            st.caption(words.LINK)
            show_listing("class_link_text", [("", link)], words.COPY_LINK)
        if others.is_open:
            st.image(code_svg(link), width=200)


def show_code_switch() -> None:
    """Show the switch that says whether the code is to be seen."""
    st.toggle(words.SHOW_CODE, key=SHOWS_CODE, on_change=_want_code)


def _want_code() -> None:
    st.session_state[WANTS_CODE] = st.session_state[SHOWS_CODE]


def show_own_link(code: str, key: str) -> None:
    """Show the link that opens this desk elsewhere.

    Args:
        code: Of the class.
        key: The teacher's own.
    """
    with st.popover(words.MY_LINK, icon=":material/key:"):
        st.markdown(words.MY_LINK_IS)
        mine = f"{reach_page().urls[0]}class#desk={code}.{key}"
        show_listing("class_my_link", [("", mine)], words.COPY_MY_LINK)


def show_end() -> None:
    """Show how the class ends, which is asked twice."""
    with st.popover(words.END, icon=":material/logout:"):
        st.markdown(words.END_SURE)
        show_button(words.END_NOW, "end_class", _end, type="primary")


def _end() -> None:
    seat = this_session().now.seat
    if seat is None or not seat.is_teacher:
        return
    try:
        rooms().end(seat.code, seat.key)
    except (NoRoomError, NotTheTeacherError):
        pass  # it has ended by itself
    except RoomError as error:  # it goes on, so its desk stays
        st.session_state[FAULT] = str(error)
        return
    take_seat(this_session(), None)


def reach_page(path: str = "") -> Reach:
    """Return how others get to a page of the app from the desk's own address.

    Args:
        path: Of the page; empty for the first.
    """
    parts = urlsplit(st.context.url or "")
    root = urlunsplit((*parts[:2], parts.path.removesuffix("class") + path, "", ""))
    return reach(
        root,
        st.get_option("server.address"),
        st.get_option("server.port"),
        own_addresses() if st.context.ip_address is None else None,
    )
