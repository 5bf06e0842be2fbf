"""What a room holds: its students, and what the teacher has said. Values that never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from visualizer.rooms.looks import Look

LONGEST_SENTENCE = 140  # characters of what a teacher says of a task


@dataclass(frozen=True)
class Task:
    """Something to reach, from a start that all get.

    Attributes:
        number: Counts the tasks of a room; a student's progress names it.
        page: Where it is done.
        query: The link to the start.
        free: Controls that may be moved; all if empty.
        below: The loss to get below.
        moves: Within so many moves; 0 for any number.
        sentence: What the teacher says of it.
    """

    number: int
    page: str
    query: Mapping[str, str]
    free: tuple[str, ...] = ()
    below: float = 0.05
    moves: int = 0
    sentence: str = ""


@dataclass(frozen=True)
class Orders:
    """What the teacher has said to all.

    Attributes:
        version: Counts the changes.
        called: Counts how often all were called to ``page``.
        page: Where the teacher is, or calls to; empty before the first call.
        query: What is seen there, as in a link.
        follows: Whether every move of the teacher's moves all.
        paused: Whether all are to look up.
        open_up_to: The last page that is open; empty for all.
        hidden: Parts of the page that are not shown: ``code``, ``explanation``, ``question``.
        locked: Controls that cannot be moved.
        shown: Pages whose answer all have been shown.
        rounds: How often the question of a page was asked, where more than once.
        task: What is to be reached now.
        out: Who was put out: the beginning of what each is known by.
    """

    version: int = 0
    called: int = 0
    page: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    follows: bool = False
    paused: bool = False
    open_up_to: str = ""
    hidden: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    rounds: Mapping[str, int] = field(default_factory=dict)
    task: Task | None = None
    out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Student:
    """One student, as the teacher sees them.

    Attributes:
        who: A short name for the room's own use; no secret.
        known_by: What :func:`visualizer.rooms.codes.hashed` makes of the secret.
        look: Animal and colour.
        page: Where they are; empty before they have said so.
        query: What they see there, as in a link; empty where it holds a table of their own.
        owns: Whether it does.
        guesses: Page to the guess of each round in which they made one, by the round's number
            from 1; -1 for who asked to be shown.
        pages: Pages that they have been on, in the order of their first visit.
        task: The number of the task that ``moves`` and ``loss`` belong to; 0 for none.
        moves: How many moves they have made at it.
        loss: The lowest loss that they reached at it.
        reached: With how many moves they reached it first; 0 for not yet.
        is_here: Whether a browser of theirs listens.
        seen: When they last said something, in seconds since 1970.
        tried: A name of where they were last at the task, which tells a move from a look elsewhere.
    """

    who: str
    known_by: str
    look: Look
    page: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    owns: bool = False
    guesses: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    pages: tuple[str, ...] = ()
    task: int = 0
    moves: int = 0
    loss: float | None = None
    reached: int = 0
    is_here: bool = False
    seen: float = 0.0
    tried: str = ""


@dataclass(frozen=True)
class Room:
    """A room as it is at one moment.

    Attributes:
        code: Its name.
        orders: What the teacher has said.
        students: Who has joined, by ``who``, in the order in which they did.
        version: Counts all changes, of orders and students.
    """

    code: str
    orders: Orders
    students: Mapping[str, Student]
    version: int


@dataclass(frozen=True)
class Opened:
    """A room that was just opened.

    Attributes:
        code: For the students.
        key: The teacher's secret.
    """

    code: str
    key: str


@dataclass(frozen=True)
class Joined:
    """Somebody who just came in, or came back.

    Attributes:
        student: As the room has them.
        secret: By which they come back.
    """

    student: Student
    secret: str


class RoomError(Exception):
    """Something that a room does not do; its text is a sentence for people."""


class NoRoomError(RoomError):
    """There is no room with this code, or it has ended."""


class FullError(RoomError):
    """There is no place for one more."""


class NotTheTeacherError(RoomError):
    """The key is not that of the room."""


class TooMuchError(RoomError):
    """It is more than a room keeps of one student, or of the orders."""


class AwayError(RoomError):
    """The place where rooms are kept cannot be reached; it may come back by itself."""


def one_line(text: str) -> str:
    """Return a sentence without line breaks and what cannot be seen, at most as long as allowed.

    >>> one_line("Look\u202e up, please")
    'Look up, please'
    """
    seen = "".join(each if each.isprintable() else " " for each in text[: 4 * LONGEST_SENTENCE])
    return " ".join(seen.split())[:LONGEST_SENTENCE].rstrip()
