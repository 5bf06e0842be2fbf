"""A page within a class: what the teacher said of it is done before, and told the teacher after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from visualizer.chapters import CHAPTERS, Chapter, get_chapter
from visualizer.rooms.room import Orders
from visualizer.seats.reports import REPORTS
from visualizer.seats.talk import counts_moves, hear_class, tell_class
from visualizer.ui.session import this_session
from visualizer.words import class_line as words


def hear() -> Orders | None:
    """Do what the teacher has said; return it. Before a turn: rooms may lie behind a network."""
    return hear_class(this_session())


@contextmanager
def class_page(page: str, orders: Orders | None) -> Iterator[bool]:
    """Run a page as the class has it; yields whether it is open.

    Without a class every page is, and nothing else is done.

    Args:
        page: Its name.
        orders: What the teacher has said, if anything.
    """
    session = this_session()
    last = last_open(orders, page) if orders and session.now.seat else None
    if last is not None and session.now.seat and not session.now.seat.is_teacher:
        st.info(words.CLOSED.format(page=last.title), icon=":material/lock:")
        st.page_link(last.file, label=words.OPEN.format(page=last.title))
        yield False
        return
    yield True
    if counts_moves(session.now):
        tell_class(session)
    else:
        REPORTS.tell_later(session)


def last_open(orders: Orders, page: str) -> Chapter | None:
    """Return the last open page of the lesson if ``page`` lies behind it, else nothing.

    The page to which all were called is open.
    """
    names = [chapter.name for chapter in CHAPTERS]
    if orders.open_up_to not in names or page not in names or page == orders.page:
        return None
    is_behind = names.index(page) > names.index(orders.open_up_to)
    return get_chapter(orders.open_up_to) if is_behind else None
