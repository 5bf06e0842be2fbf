"""A room as the fields of a hash, and back; what is unreadable is as if it were not there.

What changes is written with a mark, another one each time: two who make the same of the same have
made two changes.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from visualizer.rooms.looks import Look
from visualizer.rooms.records import (
    read_orders,
    read_student,
    write_orders,
    write_student,
)
from visualizer.rooms.room import Orders, Room, Student

KEY, ORDERS, VERSION = "key", "orders", "version"
MARK_BYTES = 6
_STUDENT, _SECRET = "s:", "k:"


@dataclass(frozen=True)
class Seated:
    """A student with their place among those who have joined.

    Attributes:
        place: Counts who has joined.
        student: As the room has them.
    """

    place: int
    student: Student


def student_field(who: str) -> str:
    """Return the name of the field with a student."""
    return _STUDENT + who


def secret_field(known_by: str) -> str:
    """Return the name of the field that says whose a secret is."""
    return _SECRET + known_by


def write_look(look: Look) -> str:
    """Return a look as the text by which it is found to be taken."""
    return f"{look.colour} {look.animal}"


def read_look(text: str) -> Look:
    """Return the look that :func:`write_look` wrote."""
    colour, _, animal = text.partition(" ")
    return Look(animal, colour)


def write_seated(seated: Seated) -> str:
    """Return the text of a student's field.

    Raises:
        TooMuchError: If it is longer than a record may be.
    """
    return f"{_new_mark()} {seated.place} {write_student(seated.student)}"


def read_seated(text: str | None) -> Seated | None:
    """Return what :func:`write_seated` wrote, nothing if it is unreadable or not there."""
    try:
        _, place, record = (text or "").split(" ", 2)
        return Seated(int(place), read_student(record))
    except ValueError:
        return None


def write_marked(orders: Orders) -> str:
    """Return the text of the field of the orders.

    Raises:
        TooMuchError: If it is longer than a record may be.
    """
    return f"{_new_mark()} {write_orders(orders)}"


def read_marked(text: str | None) -> Orders | None:
    """Return what :func:`write_marked` wrote, nothing if it is unreadable or not there."""
    try:
        return read_orders((text or "").partition(" ")[2])
    except ValueError:
        return None


def _new_mark() -> str:
    return secrets.token_hex(MARK_BYTES)


def read_room(code: str, fields: Mapping[str, str]) -> Room | None:
    """Return the room with these fields, nothing if it is unreadable or not there."""
    orders, version = read_marked(fields.get(ORDERS)), fields.get(VERSION, "")
    if orders is None or not version.isdecimal():
        return None
    found = [read_seated(text) for name, text in fields.items() if name.startswith(_STUDENT)]
    seated = sorted((each for each in found if each is not None), key=lambda each: each.place)
    return Room(code, orders, {each.student.who: each.student for each in seated}, int(version))
