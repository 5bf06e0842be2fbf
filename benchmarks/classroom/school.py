"""Several classes at once: who sits where, and what they do with and without a teacher."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from websockets.exceptions import ConnectionClosed

from benchmarks.classroom.member import Member
from benchmarks.classroom.student import Student, state_of
from benchmarks.classroom.teacher import Make, Teacher
from benchmarks.load.messages import RunError
from benchmarks.load.protocol import Visitor
from benchmarks.load.server import memory_mb, use_of
from benchmarks.load.traffic import AT_ONCE, Record, leave, lesson, take_seats
from tests.conftest import Server

PERIOD = 5.0  # s between two moves of one student
PATIENCE = 60.0  # s for what all do at once
LATEST_PICTURE = 5.0  # s after the last move of a lesson, until what is not seen counts as lost


class Spent(NamedTuple):
    """What all servers together have spent in a lesson.

    Attributes:
        cores: How many were busy, on average.
        milliseconds: On a core, for each release, with all that was done besides.
    """

    cores: float
    milliseconds: float


class Come(NamedTuple):
    """How a class came to its teacher.

    Attributes:
        saw: When each saw the stage.
        came: When each had all of the page.
    """

    saw: Record
    came: Record


@dataclass
class School:
    """Classes of the same size, on the servers of one address.

    Attributes:
        make: Makes a browser that will open a page.
        servers: The processes behind the address.
        pages: Where the classes sit, one after the other.
        size: Students of each class.
        students: All of them, by class.
        teachers: Theirs, while the classes are open.
    """

    make: Make
    servers: Sequence[Server]
    pages: Sequence[str]
    size: int
    students: list[list[Student]] = field(default_factory=list)
    teachers: list[Teacher] = field(default_factory=list)

    @property
    def everybody(self) -> list[Student]:
        """All students."""
        return [each for those in self.students for each in those]

    async def take_seats(self) -> None:
        """Let all students open their page."""
        self.students = [
            [Student(self.make(page)) for _ in range(self.size)] for page in self.pages
        ]
        await take_seats([each.member for each in self.everybody])

    async def leave(self) -> None:
        """Close everything."""
        await asyncio.gather(*(each.leave() for each in self.everybody))
        await asyncio.gather(*(each.close() for each in self.teachers))
        await leave([each.member for each in self.everybody])

    async def open_classes(self) -> list[float]:
        """Open all classes and let all in; return how many seconds each student needed."""
        for page, students in zip(self.pages, self.students, strict=True):
            teacher = Teacher(self.make, page)
            self.teachers.append(teacher)
            await teacher.open_class()
            for student in students:
                student.ages = teacher.ages
        door, seconds = asyncio.Semaphore(AT_ONCE), []

        async def join(student: Student, code: str) -> None:
            async with door:
                begin = time.perf_counter()
                await student.join(code)
                seconds.append(time.perf_counter() - begin)

        await asyncio.gather(
            *(
                join(student, teacher.code)
                for teacher, students in zip(self.teachers, self.students, strict=True)
                for student in students
            )
        )
        await asyncio.gather(*(each.wait_for(self.size, PATIENCE) for each in self.teachers))
        return seconds

    async def end_classes(self) -> None:
        """End all classes; the students stay on their pages."""
        await asyncio.gather(*(each.end_class() for each in self.teachers))
        await asyncio.gather(*(each.leave() for each in self.everybody))
        self.teachers = []

    async def lesson(self, seconds: float) -> tuple[Record, Spent]:
        """Let everybody move a weight every few seconds; return that, and what the servers spent.

        What was moved in a class is waited for until its teacher sees it.
        """
        student_of = {id(each.member): each for each in self.everybody}

        async def let_go(visitor: Visitor, chance: random.Random) -> None:
            await student_of[id(visitor)].let_go(chance)

        before = [use_of(each.process.pid) for each in self.servers]
        members = [each.member for each in self.everybody]
        record = await lesson(members, let_go, PERIOD, seconds)
        after = [use_of(each.process.pid) for each in self.servers]
        until = time.perf_counter() + LATEST_PICTURE
        while any(each.ages.n_waiting for each in self.teachers) and time.perf_counter() < until:
            await asyncio.sleep(0.05)
        pairs = list(zip(before, after, strict=True))
        cores = sum(late.cores_since(early) for early, late in pairs)
        cpu = sum(late.cpu - early.cpu for early, late in pairs)
        return record, Spent(cores, 1e3 * cpu / max(1, len(record.seconds)))

    async def at_once(self, act: Callable[[Student], Awaitable[object]]) -> Record:
        """Let everybody do something at the same moment."""
        begin, record = time.perf_counter(), Record()

        async def attend(student: Student) -> None:
            try:
                async with asyncio.timeout(PATIENCE), student.member.turn:
                    await act(student)
                record.seconds.append(time.perf_counter() - begin)
            except (RunError, TimeoutError, ConnectionClosed, OSError) as error:
                record.failures.append(f"{student.member.page}: {type(error).__name__} {error}")

        await asyncio.gather(*map(attend, self.everybody))
        return record

    async def come(self, weights: Mapping[str, float], page: str | None = None) -> Come:
        """Call the first class to its teacher, who has set ``weights``; return who came when.

        Who comes and sees other weights, at first or in the end, is a failure.

        Args:
            weights: Control to value.
            page: Where the teacher goes first; stays if it is ``None``.
        """
        teacher, students = self.teachers[0], self.students[0]
        if page is not None:
            await teacher.wall.turn_to(page)
        await teacher.wall.commit(weights)
        for student in students:
            student.came_at = student.saw_at = 0.0
        begin, saw, record = await teacher.call_all(), Record(), Record()
        while time.perf_counter() < begin + PATIENCE and not _all_came(students):
            await asyncio.sleep(0.02)
        goal = state_of(teacher.wall)
        for student in students:
            if not student.came_at:
                record.failures.append(f"{student.name} did not come")
            elif not student.saw == student.state == goal:
                found = f"{student.saw} and {student.state}"
                record.failures.append(f"{student.name} came to {found}, not to {goal}")
            else:
                saw.seconds.append(student.saw_at - begin)
                record.seconds.append(student.came_at - begin)
        return Come(saw, record)

    def failures(self) -> list[str]:
        """Return what went wrong around the lessons, and forget it."""
        lists = [each.failures for each in self.everybody]
        lists += [each.failures for each in self.teachers]
        found = [failure for failures in lists for failure in failures]
        for failures in lists:
            failures.clear()
        return found

    def memory_mb(self) -> float:
        """Return what all servers hold in memory."""
        return sum(map(memory_mb, self.servers))


def _all_came(students: Iterable[Student]) -> bool:
    return all(each.came_at or each.failures for each in students)


def at(url: str, kind: type[Member] = Member) -> Make:
    """Return what makes browsers that look at ``url``."""
    return lambda page: kind(url, page)
