"""What a session hears of its class, and what the class hears of it.

Without a place in a class nothing is done, and nothing is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from visualizer.rooms.leading import moved_on
from visualizer.rooms.place import rooms
from visualizer.rooms.room import NoRoomError, Orders, RoomError, Student
from visualizer.seats.whereabouts import whereabouts
from visualizer.state.class_neurons import stands_at
from visualizer.state.class_orders import led, obeyed
from visualizer.state.class_report import shared_query, told
from visualizer.state.class_task import judged
from visualizer.state.seat import Seat
from visualizer.state.session import Contents, Session

DESK = "class"
"""The teacher's own page."""
TEACHERS_OWN = (DESK, "plans", "runs")
"""Pages to which nobody follows the teacher."""


def take_seat(session: Session, seat: Seat | None) -> None:
    """Give a session a place in a class, or none."""
    session.change(lambda now: replace(now, seat=seat))


def hear_class(session: Session) -> Orders | None:
    """Do what the teacher has said of answers and questions; return all that was said.

    Returns:
        Nothing without a class, or of one that cannot be reached. Of one that has ended a
        student's place is given up.
    """
    seat = session.now.seat
    if seat is None:
        return None
    try:
        orders = rooms().orders(seat.code)
    except NoRoomError:
        if not seat.is_teacher:  # whose desk says so
            take_seat(session, None)
        return None
    except RoomError:  # the rooms are away for a while: the page goes on
        return None
    session.change(lambda now: obeyed(_with_task(now, orders), orders))
    return orders


def counts_moves(contents: Contents) -> bool:
    """Tell whether a student is where a task is done, so that each move is counted at once."""
    seat = contents.seat
    return seat is not None and bool(seat.task) and seat.task == contents.memory.page


def has_nothing_to_tell(contents: Contents) -> bool:
    """Tell whether a class would hear nothing new of a session: of a teacher who has not moved."""
    seat = contents.seat
    return seat is None or (seat.is_teacher and seat.led_to == whereabouts(contents))


def tell_class(session: Session) -> Student | None:
    """Tell the class what its student's session shows; what its teacher's shows, if all follow.

    Returns:
        The student, as the room has them now; nothing of a teacher's or without a class.
    """
    contents = session.now
    seat, page = contents.seat, contents.memory.page
    if seat is None or not page:
        return None
    with suppress(RoomError):  # whatever it is, the page goes on, and the next run knows more
        orders = rooms().orders(seat.code)
        seat = session.change(lambda now: _with_task(now, orders)).seat
        if seat is None:  # given up meanwhile
            return None
        if seat.is_teacher:
            has_moved = _note_place(session)
            if orders.follows and has_moved and page not in TEACHERS_OWN:
                rooms().lead(seat.code, seat.key, lambda now: _followed(now, session))
            return None
        if orders.task is not None and orders.task.page == page:
            stands_at([(page, shared_query(contents) or {})])  # or others would wait for it
        student = rooms().tell(seat.code, seat.who, lambda now: _as_now(now, session, orders))
        if student is None:  # they have left, in another tab
            session.change(lambda now: replace(now, seat=None) if now.seat == seat else now)
        return student
    return None


def go_to_teacher(session: Session) -> tuple[str, frozenset[str]]:
    """Take over what the teacher shows.

    Returns:
        The page on which it is, empty if there is nothing to go to, and the names of the
        parameters that it has changed.
    """
    orders = hear_class(session)
    seat = session.now.seat
    if orders is None or seat is None or seat.is_teacher or not orders.page:
        return "", frozenset()
    page, query = orders.page, orders.query
    before = session.now

    def go(now: Contents) -> Contents:
        if now.seat is None:  # given up meanwhile
            return now
        there = replace(now.seat, called=orders.called, led_to=None)
        try:
            after = led(now, page, query)
        except ValueError:  # a page that this version of the app does not have
            return replace(now, seat=there)
        if now.seat.led_back and _is_still_led(now):  # one Undo leads back to the student's own
            after = replace(after, memory=replace(after.memory, past=now.memory.past))
        else:
            there = replace(there, led_back=after.memory.past is not now.memory.past)
        return replace(after, seat=there)

    session.now.bring_tables_back()  # what is changed may be computed on them
    after = session.change(go)
    return page, _changed(before.memory.values(), after.memory.values())


def note_arrival(session: Session, page: str) -> None:
    """Note that a session shows what its teacher does, if ``page``, where that is, is open.

    To be called before the student can move anything there: what they move then is their own.
    """
    session.change(lambda now: _arrived(now) if now.memory.page == page else now)


def _is_still_led(contents: Contents) -> bool:
    """Tell whether nothing was moved since the session last went to the teacher."""
    seat = contents.seat
    if seat is None or seat.led_to == "":
        return False
    return seat.led_to is None or seat.led_to == whereabouts(contents)


def is_astray(contents: Contents) -> bool:
    """Tell whether a student has moved something since they went to where the teacher is."""
    seat = contents.seat
    if seat is None or not seat.led_to:
        return False
    return seat.led_to != whereabouts(contents)


def _note_place(session: Session) -> bool:
    """Note where a teacher's session is; tell whether it was elsewhere before.

    One that has just come, or runs again where it stood, leads nobody: another may be the one that
    is in the teacher's hand.
    """
    before = session.now.seat
    after = session.change(_arrived_anew).seat
    if before is None or after is None:
        return False
    return bool(before.led_to) and before.led_to != after.led_to


def _followed(orders: Orders, session: Session) -> Orders:
    """Return ``orders`` with what a teacher shows now, whatever was to be told of it."""
    contents = session.now
    page = contents.memory.page
    return orders if page in TEACHERS_OWN else moved_on(orders, page, shared_query(contents) or {})


def _as_now(student: Student, session: Session, orders: Orders) -> Student:
    """Return a student as their session shows them now, whatever was told of it meanwhile."""
    contents = session.now
    if contents.seat is None or contents.seat.who != student.who:
        return student
    return judged(student, told(student, contents), orders.task)


def _with_task(contents: Contents, orders: Orders) -> Contents:
    """Return the contents of a student who has heard where a task is done, if there is one."""
    seat, page = contents.seat, orders.task.page if orders.task else ""
    if seat is None or seat.is_teacher or seat.task == page:
        return contents
    return replace(contents, seat=replace(seat, task=page))


def _arrived_anew(contents: Contents) -> Contents:
    here = whereabouts(contents)
    if contents.seat is None or contents.seat.led_to == here:
        return contents
    return replace(contents, seat=replace(contents.seat, led_to=here))


def _arrived(contents: Contents) -> Contents:
    if contents.seat is None or contents.seat.led_to is not None:
        return contents
    return replace(contents, seat=replace(contents.seat, led_to=whereabouts(contents)))


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    return frozenset(name for name, value in after.items() if before.get(name) != value)
