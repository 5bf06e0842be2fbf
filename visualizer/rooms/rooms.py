"""What every keeper of rooms can do, wherever it keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from visualizer.rooms.room import Joined, Opened, Orders, Room, Student

MOST_ROOMS = 200
MOST_STUDENTS = 400  # of a room
MOST_OF_ALL = 2_000  # students in all rooms of a process, or of the store that several share
HOURS = 3  # after the last word
ORDERS, STUDENTS = "orders", "students"
"""The kinds of news."""

Listener = Callable[[str, str], None]
"""Takes the code of a room and the kind of news; must be quick, called in any thread. What it is
told may be known, or nothing new: it is time to read again."""


class Rooms(Protocol):
    """Keeps rooms. Called from any thread; every change is one step that nobody sees half done.

    What a change makes of something is found out under no lock: ``how`` may be called again with
    what somebody else has made of it meanwhile, so it must do nothing but return. A room of which
    nothing was heard for ``HOURS`` is gone, and nobody is told.

    Where rooms are kept elsewhere, every method but ``listen`` may take up to two seconds and raise
    an ``AwayError``, or a ``FullError`` where the place has no memory left.
    """

    def open(self) -> Opened:
        """Open a room.

        Raises:
            FullError: If there are too many.
        """

    def read(self, code: str) -> Room:
        """Return a room as it is now.

        Raises:
            NoRoomError: If there is none.
        """

    def orders(self, code: str) -> Orders:
        """Return what the teacher has said; cheaper than the whole room.

        Raises:
            NoRoomError: If there is none.
        """

    def student(self, code: str, who: str) -> Student | None:
        """Return a student as they are now, nothing if there is no such; cheaper than the room.

        Raises:
            NoRoomError: If there is no such room.
        """

    def student_with(self, code: str, secret: str) -> Student | None:
        """Return the student whose secret it is, nothing if it is nobody's; lets nobody in.

        Raises:
            NoRoomError: If there is no such room.
        """

    def check_key(self, code: str, key: str) -> None:
        """Return if ``key`` is the teacher's.

        Raises:
            NoRoomError: If there is no such room.
            NotTheTeacherError: If it is another.
        """

    def lead(self, code: str, key: str, how: Callable[[Orders], Orders]) -> Orders:
        """Put what ``how`` makes of the orders in their place; its version counts up.

        Raises:
            NoRoomError: If there is no such room.
            NotTheTeacherError: If ``key`` is another.
            TooMuchError: If the orders would be longer than a record may be.
        """

    def join(self, code: str, secret: str = "") -> Joined:
        """Let somebody in, as who they were if ``secret`` is one of the room's.

        Raises:
            NoRoomError: If there is none.
            FullError: If it is full.
        """

    def tell(self, code: str, who: str, how: Callable[[Student], Student]) -> Student | None:
        """Put what ``how`` makes of a student in its place; nothing if there is no such.

        Who it is and by which secret stays, and when it was last seen is set here.

        Raises:
            NoRoomError: If there is no such room.
            TooMuchError: If the student would be longer than a record may be.
        """

    def leave(self, code: str, who: str) -> None:
        """Forget a student. Of a room or a student that is not there nothing is done."""

    def end(self, code: str, key: str) -> None:
        """Forget a room at once.

        Raises:
            NoRoomError: If there is none.
            NotTheTeacherError: If ``key`` is another.
        """

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` told of every change from now on, whoever makes it."""
