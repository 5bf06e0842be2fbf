"""What the desk of a class shows: its room, as its teacher looks at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from visualizer.rooms.looks import Look
from visualizer.rooms.room import Orders, Room, Student
from visualizer.state.seat import Desk
from visualizer.words.class_pictures import LOOK, PAGE_NAMES

CLEARLY = 1.5  # times as many


@dataclass(frozen=True, eq=False)
class ClassView:
    """A class, as its teacher looks at it at one moment.

    Attributes:
        students: All who have joined and not left, in the order in which they did.
        orders: What the teacher has said.
        page: The page whose students are seen; empty while nobody is on any.
        shows_guesses: Whether the guesses of that page are shown.
        chosen: The student who is looked at more closely; ``None`` for none.
    """

    students: tuple[Student, ...] = ()
    orders: Orders = field(default_factory=Orders)
    page: str = ""
    shows_guesses: bool = False
    chosen: Student | None = None

    @property
    def here(self) -> tuple[Student, ...]:
        """Those who are here now and have said where."""
        return tuple(each for each in self.students if each.is_here and each.page)

    @property
    def on_page(self) -> tuple[Student, ...]:
        """Those who are on the page that is looked at."""
        return tuple(each for each in self.here if each.page == self.page)


def class_view(room: Room | None, desk: Desk) -> ClassView:
    """Return what a desk shows of a room; of no room nothing.

    Args:
        room: As it is now.
        desk: What the teacher looks at.
    """
    if room is None:
        return ClassView()
    students = tuple(room.students.values())
    page = desk.page or page_of_most(room.students, desk.latest)
    return ClassView(
        students, room.orders, page, page in desk.guesses, room.students.get(desk.chosen)
    )


def page_of_most(students: Mapping[str, Student], latest: str = "") -> str:
    """Return the page on which most of those who are here are; empty if nobody is on any.

    It stays the latest one until another has clearly more: else it would jump to and fro.
    """
    pages = (each.page for each in students.values() if each.is_here)
    counted = Counter(page for page in pages if page in PAGE_NAMES)  # one may be on the desk's own
    if not counted:
        return ""
    ((most, count),) = counted.most_common(1)
    return latest if counted[latest] and count < CLEARLY * counted[latest] else most


def guesses_in(students: tuple[Student, ...], page: str, round_: int) -> list[int]:
    """Return the guesses that were made on ``page`` in one round, of those who have gone as well.

    Args:
        students: Who may have made one.
        page: Name of a page.
        round_: Number of the round, from 1.
    """
    found = (each.guesses.get(page, {}).get(round_) for each in students)
    return [each for each in found if each is not None]


def name_of(student: Student) -> str:
    """Return what a student is called in the class."""
    return called(student.look)


def called(look: Look) -> str:
    """Return what somebody with this look is called."""
    return LOOK.format(colour=look.colour, animal=look.animal)
