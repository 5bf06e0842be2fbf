"""Another animal for who does not like theirs."""

from __future__ import annotations

import secrets
from dataclasses import replace

from visualizer.rooms.looks import ANIMALS, COLOURS, Look
from visualizer.rooms.place import rooms
from visualizer.rooms.room import Student
from visualizer.seats.joining import student_with


def take_look(code: str, secret: str, animal: str = "", colour: str = "") -> Look:
    """Give a student another look that nobody else has; return it.

    Args:
        code: Of the class.
        secret: The student's.
        animal: Which; any other than theirs if empty or none that there is.
        colour: Which; any if empty or none that there is.

    Raises:
        NotInError: If there is no such student, or no such class.
    """
    student = student_with(code, secret)
    taken = {each.look for each in rooms().read(code).students.values()}
    wanted = [
        look
        for look in (Look(a, c) for a in ANIMALS for c in COLOURS)
        if look not in taken
        and (look.animal == animal if animal in ANIMALS else look.animal != student.look.animal)
        and colour in {"", look.colour}
    ]
    if not wanted:
        return student.look
    look = secrets.choice(wanted)

    def with_look(now: Student) -> Student:
        return replace(now, look=look)

    after = rooms().tell(code, student.who, with_look)
    return after.look if after else look
