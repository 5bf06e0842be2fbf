"""What a teacher says from any page, by the line above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from visualizer.rooms.leading import called_to, following, paused
from visualizer.rooms.place import rooms
from visualizer.rooms.room import Orders
from visualizer.seats.joining import check_desk
from visualizer.seats.talk import TEACHERS_OWN
from visualizer.state.class_report import shared_query
from visualizer.state.session import Session
from visualizer.words.class_line import NO_ORDER, NOT_TO_THE_DESK

Way = Callable[[Orders, bool, str, Mapping[str, str]], Orders]

ORDERS: Mapping[str, Way] = MappingProxyType(
    {
        "come": lambda orders, _, page, query: called_to(orders, page, query),
        "follow": following,
        "pause": lambda orders, on, *_: paused(orders, on),
    }
)


def give_order(session: Session, code: str, key: str, order: str, on: bool) -> Orders:
    """Say something to all; the teacher's session knows where they are.

    A table of the teacher's own stays with them: the class comes to the page only.

    Raises:
        ValueError: If there is no such order, or none from this page; a sentence for people.
        NotTheTeacherError: If the key is another, or there is no such class.
    """
    way = ORDERS.get(order)
    if way is None:
        raise ValueError(NO_ORDER)
    check_desk(code, key)
    contents = session.now
    page, query = contents.memory.page, shared_query(contents) or {}
    if page in TEACHERS_OWN and (order == "come" or (order == "follow" and on)):
        raise ValueError(NOT_TO_THE_DESK)
    return rooms().lead(code, key, lambda orders: way(orders, on, page, query))
