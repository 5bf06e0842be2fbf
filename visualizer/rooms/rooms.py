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
"""Takes the code of a room and the kind of news; must be quick, called in any thread."""


class Rooms(Protocol):
    """Keeps rooms. Called from any thread; every change is one step that nobody sees half done."""

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
        """

    def join(self, code: str, secret: str = "") -> Joined:
        """Let somebody in, as who they were if ``secret`` is one of the room's.

        Raises:
            NoRoomError: If there is none.
            FullError: If it is full.
        """

    def tell(self, code: str, who: str, how: Callable[[Student], Student]) -> Student | None:
        """Put what ``how`` makes of a student in its place; nothing if there is no such.

        Raises:
            NoRoomError: If there is no such room.
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
