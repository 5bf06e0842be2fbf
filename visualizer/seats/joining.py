"""How a session comes into a class, and out of it."""

from __future__ import annotations

from contextlib import suppress

from visualizer.rooms.codes import read_code
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
from visualizer.words.class_line import NO_DESK, NOT_IN


class NotInError(RoomError):
    """Nobody with this secret is in such a class."""


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
        NotInError: If there is nobody, or no such class; nobody learns which.
    """
    student = None
    with suppress(NoRoomError):
        student = rooms().student_with(code, secret)
    if student is None:
        raise NotInError(NOT_IN)
    return student


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


def leave_class(session: Session, code: str, secret: str) -> tuple[str, ...]:
    """Forget the student of a session, and who else has this secret; return who was forgotten.

    The session gives its place up first, so that it tells no more though no room can be reached.

    Args:
        session: Whose it is. Its place in another class, and that of a teacher, it keeps.
        code: Of the class; empty for whichever the session is in.
        secret: Of a student; empty for that of the session.
    """
    own = session.now.seat
    gone: list[str] = []
    if own is not None and own.who and code in {"", own.code}:
        take_seat(session, None)
        rooms().leave(own.code, own.who)
        gone.append(own.who)
    with suppress(NotInError):
        who = student_with(code, secret).who
        rooms().leave(code, who)
        gone.append(who)
    return tuple(gone)


def _sit(session: Session, seat: Seat) -> None:
    before = session.now.seat
    take_seat(session, seat)
    if before is not None and before.who and before.who != seat.who:
        with suppress(RoomError):
            rooms().leave(before.code, before.who)
    tell_class(session)
