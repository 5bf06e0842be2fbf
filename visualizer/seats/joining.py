"""How a session comes into a class, and out of it."""

from __future__ import annotations

from contextlib import suppress

from visualizer.rooms.codes import read_code
from visualizer.rooms.place import rooms
from visualizer.rooms.room import Joined, NoRoomError
from visualizer.seats.talk import take_seat, tell_class
from visualizer.state.seat import Seat
from visualizer.state.session import Session


def join_class(session: Session, code: str, secret: str = "", called: int = 0) -> Joined:
    """Give a session a student's place; the one that it had before is given up.

    Args:
        session: Whose it is.
        code: As somebody typed it.
        secret: By which they come back; empty for a newcomer.
        called: How often who comes back has come when all were called.

    Raises:
        ValueError: If it is no code; the message is a sentence for people.
        NoRoomError: If there is no such class.
        FullError: If there is no place in it.
    """
    code = read_code(code)
    before = session.now.seat
    joined = rooms().join(code, secret)
    student, is_back = joined.student, bool(secret) and joined.secret == secret
    if before is not None and before.who and before.who != student.who:
        rooms().leave(before.code, before.who)
    rounds = {page: max(made) for page, made in student.guesses.items() if made}
    take_seat(
        session, Seat(code, student.who, called=called if is_back else 0, rounds=rounds)
    )  # fmt: skip
    tell_class(session)
    return joined


def take_desk(session: Session, code: str, key: str) -> str:
    """Give a session the teacher's place; return the code of the class.

    Raises:
        ValueError: If it is no code.
        NoRoomError: If there is no such class.
        NotTheTeacherError: If the key is another.
    """
    code = read_code(code)
    rooms().check_key(code, key)
    before = session.now.seat
    if before is not None and before.who:
        rooms().leave(before.code, before.who)
    take_seat(session, Seat(code, key=key))
    return code


def leave_class(session: Session | None, code: str, secret: str) -> str:
    """Forget a student, and the place of their session; return who it was, empty for nobody."""
    student = None
    with suppress(NoRoomError):
        student = rooms().student_with(code, secret)
    if session is not None and session.now.seat is not None and session.now.seat.code == code:
        take_seat(session, None)
    if student is None:
        return ""
    rooms().leave(code, student.who)
    return student.who
