"""Whether a student's browser is there, as their class is told."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from visualizer.rooms.place import rooms
from visualizer.rooms.room import RoomError, Student


def note_presence(code: str, who: str, *, is_here: bool) -> None:
    """Tell a class that a student has come, or is gone; nothing where there is no such."""

    def noted(student: Student) -> Student:
        return replace(student, is_here=is_here)

    with suppress(RoomError):
        rooms().tell(code, who, noted)
