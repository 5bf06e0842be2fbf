"""How a session comes into a class, and out of it."""

from __future__ import annotations

from contextlib import suppress

from visualizer.rooms.codes import hashed, read_code
from visualizer.rooms.leading import is_out, put_out
from visualizer.rooms.place import rooms
from visualizer.rooms.room import (
    Joined,
    NoRoomError,
    NotTheTeacherError,
    RoomError,
    Student,
)
from visualizer.seats.talk import take_seat, tell_class
from visualizer.state.seat import Seat
from visualizer.state.session import Session
from visualizer.words.class_line import NO_DESK, NOT_IN, PUT_OUT


class NotInError(RoomError):
    """Nobody with this secret is in such a class."""


class PutOutError(NotInError):
    """Who had this secret was put out of the class."""


def join_class(session: Session, code: str) -> Joined:
    """Give a session a student's place; the one that it had before is given up.

    Args:
        session: Whose it is.
        code: As somebody typed it.

    Raises:
        ValueError: If it is no code; the message is a sentence for people.
        NoRoomError: If there is no such class.
        FullError: If there is no place in it.
    """
    code = read_code(code)
    joined = rooms().join(code)
    _sit(session, Seat(code, joined.student.who))
    return joined


def come_back(session: Session, code: str, secret: str, called: int = 0) -> Student:
    """Give a session the place that its student had before.

    Args:
        session: Whose it is.
        code: Of the class.
        secret: By which they are known.
        called: How often they have come when all were called.

    Raises:
        NotInError: If nobody there has this secret, or there is no such class.
    """
    student = student_with(code, secret)
    rounds = {page: max(made) for page, made in student.guesses.items() if made}
    _sit(session, Seat(code, student.who, called=called, rounds=rounds))
    return student


def student_with(code: str, secret: str) -> Student:
    """Return who has this secret in a class.

    Raises:
        PutOutError: If the teacher has put them out.
        NotInError: If there is nobody, or no such class; nobody learns which.
    """
    student = None
    with suppress(NoRoomError):
        student = rooms().student_with(code, secret)
        if student is None and is_out(rooms().orders(code), hashed(secret)):
            raise PutOutError(PUT_OUT)
    if student is None:
        raise NotInError(NOT_IN)
    return student


def put_student_out(code: str, key: str, who: str) -> None:
    """Put a student out of a class; of one that is not there nothing is done.

    Raises:
        NoRoomError: If there is no such class.
        NotTheTeacherError: If ``key`` is another.
    """
    student = rooms().student(code, who)
    if student is not None:
        # First, so that at no time their browser may come back.
        rooms().lead(code, key, lambda orders: put_out(orders, student.known_by))
        rooms().leave(code, who)


def check_desk(code: str, key: str) -> None:
    """Return if ``key`` opens the desk of a class.

    Raises:
        NotTheTeacherError: If it does not, or there is no such class; nobody learns which.
    """
    try:
        rooms().check_key(code, key)
    except (NoRoomError, NotTheTeacherError):
        raise NotTheTeacherError(NO_DESK) from None


def take_desk(session: Session, code: str, key: str) -> None:
    """Give a session the teacher's place.

    Raises:
        NotTheTeacherError: As :func:`check_desk` does.
    """
    check_desk(code, key)
    _sit(session, Seat(code, key=key))


def leave_class(session: Session, code: str, secret: str) -> str:
    """Forget who has this secret, and the place of their session; return who was forgotten.

    A session that may be theirs gives its place up though the room cannot be reached, so that it
    tells no more. Its place as somebody else, in this class or another, it keeps.

    Args:
        session: Whose it is.
        code: Of the class; with an empty secret empty as well, for whichever the session is in.
        secret: Of the student.

    Returns:
        Empty for nobody.
    """
    own = session.now.seat
    if own is not None and own.who and not code and not secret:
        take_seat(session, None)
        rooms().leave(own.code, own.who)
        return own.who
    is_here = own is not None and bool(own.who) and own.code == code
    try:
        who = student_with(code, secret).who
    except NotInError:
        if own is not None and is_here and not _is_in(own):
            take_seat(session, None)
        return ""
    except RoomError:
        if is_here:
            take_seat(session, None)
        raise
    if own is not None and is_here and own.who == who:
        take_seat(session, None)
    rooms().leave(code, who)
    return who


def _is_in(seat: Seat) -> bool:
    """Tell whether a room still knows the student of a seat."""
    try:
        return rooms().student(seat.code, seat.who) is not None
    except NoRoomError:
        return False


def _sit(session: Session, seat: Seat) -> None:
    before = session.now.seat
    take_seat(session, seat)
    if before is not None and before.who and before.who != seat.who:
        with suppress(RoomError):
            rooms().leave(before.code, before.who)
    tell_class(session)
