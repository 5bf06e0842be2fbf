"""The frame of a lesson page: what it is called and the one thing that it is about."""

import streamlit as st

from visualizer.seats.talk import note_arrival
from visualizer.state.pages import PAGES
from visualizer.ui.class_leading import note_own_page
from visualizer.ui.head import note_head
from visualizer.ui.moves import show_moves
from visualizer.ui.notices import show_notices
from visualizer.ui.own_tables import note_own
from visualizer.ui.presenting import show_present
from visualizer.ui.session import PageState, open_page, this_session, values_on
from visualizer.ui.share import show_share
from visualizer.ui.task_line import show_task_line


def open_lesson(page: str, title: str, lead: str, is_desk: bool = False) -> PageState:
    """Open ``page``, show its head and return what it shows now. The first call of every page.

    Args:
        page: Name of the page.
        title: Its heading.
        lead: What the page is about and what to do first, in a sentence or two of Markdown.
        is_desk: Whether nothing of it stands in a link, so that there is nothing to share.

    Raises:
        ValueError: If there is no such page.
    """
    open_page(page)
    note_arrival(this_session(), page)
    show_task_line(page)
    note_own_page(page)
    state, now = note_head()  # of one moment: a release may come at any
    note_own(values_on(page)["dataset"])
    with st.container(horizontal=True, horizontal_alignment="distribute", key="head"):
        st.title(title, anchor=False, width="content")
        st.markdown(lead)
        with st.container(horizontal=True, width="content", gap="small", key="head_tools"):
            if PAGES[page].names:
                show_moves()
            presents = show_present(page)
            if not is_desk:
                show_share()
            # Nothing to see: its name tells the browser that a click for a turn was carried out,
            # and sets the style. Without the border it would not be sent, empty as it is.
            st.container(border=True, key=f"turns_{now.turns}_presenting_{int(presents)}")
    show_notices(state.notices)
    return state
