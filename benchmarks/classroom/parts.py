"""The parts of the benchmark; each has servers of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.classroom.member import StickyMember
from benchmarks.classroom.school import School, at
from benchmarks.classroom.student import Student
from benchmarks.classroom.tally import Row, Tally, kilobytes_each, mean, share_back
from benchmarks.load.replicas import replicated
from benchmarks.load.store import running_store
from benchmarks.load.traffic import Record, percentile
from tests.conftest import start_server

PAGES = ("neuron", "activations", "loss", "surface", "")
"""Where classes sit: pages on which a teacher sees everybody's neuron."""
TURN_TO = "surface"  # the other page to which a class is called; the heaviest of them
SLOWER = 1.2  # times as long as without a class a release may take
PICTURE_MS = 1_000.0
COME_MS = 2_000.0
STUDENT_KB = 20.0
N_REPLICAS = 2
WARM_UP_SECONDS = 5.0
BACK_SECONDS = 60.0  # after the end of a class, until memory is looked at again
SETTLE = 3.0  # s, for a server to come to rest
CALLED_TO = ({"weight_1": 0.7}, {"weight_1": -0.4}, {"weight_1": 0.2})  # one call after the other


@dataclass(frozen=True)
class Sizes:
    """How much is played.

    Attributes:
        students: Of the one large class.
        classes: How many small ones there are at once.
        size: Students of each of them.
        seconds: How long a lesson lasts.
        back_seconds: After the end of a class, until memory is looked at again.
    """

    students: int = 300
    classes: int = 20
    size: int = 30
    seconds: float = 20.0
    back_seconds: float = BACK_SECONDS


QUICK = Sizes(students=20, classes=4, size=5, seconds=6.0, back_seconds=10.0)


@contextmanager
def one_class(count: int) -> Iterator[School]:
    """One process, and a class of ``count``."""
    server = start_server()
    try:
        yield School(at(server.url), [server], PAGES[:1], count)
    finally:
        server.stop()


@contextmanager
def many_classes(sizes: Sizes) -> Iterator[School]:
    """One process, and many classes."""
    server = start_server()
    try:
        yield School(at(server.url), [server], _places(sizes), sizes.size)
    finally:
        server.stop()


@contextmanager
def replicated_classes(sizes: Sizes) -> Iterator[School]:
    """Several processes behind the proxy, which share their classes."""
    with (
        TemporaryDirectory() as folder,
        running_store(Path(folder)) as store,
        replicated(N_REPLICAS, store.address) as replicas,
    ):
        make = at(replicas.url, StickyMember)
        yield School(make, [*replicas.servers.values()], _places(sizes), sizes.size)


def _places(sizes: Sizes) -> list[str]:
    return [PAGES[number % len(PAGES)] for number in range(sizes.classes)]


async def lecture(sizes: Sizes) -> list[Row]:
    """A large class: a lesson without a teacher, one with, and one without again."""
    with one_class(sizes.students) as school:
        return await _lessons("one class", school, sizes.seconds)


async def many(sizes: Sizes) -> list[Row]:
    """Many classes in one process."""
    with many_classes(sizes) as school:
        return await _lessons("many classes", school, sizes.seconds)


async def replicas(sizes: Sizes) -> list[Row]:
    """Many classes in two processes behind the proxy."""
    with replicated_classes(sizes) as school:
        return await _lessons(f"{N_REPLICAS} processes", school, sizes.seconds)


async def _lessons(part: str, school: School, seconds: float) -> list[Row]:
    await school.take_seats()
    await school.lesson(WARM_UP_SECONDS)
    before, spent_before = await school.lesson(seconds)
    joined = await school.open_classes()
    within, spent = await school.lesson(seconds)
    ages = [each.ages for each in school.teachers]
    pictures = sum(each.n_pictures for each in school.teachers) / len(school.teachers)
    failures = [*within.failures, *school.failures()]
    await school.end_classes()
    after, spent_after = await school.lesson(seconds)
    await school.leave()
    _say(failures)
    tally = Tally(part, len(school.everybody), len(school.pages))

    def beside(share: float) -> float | None:
        return mean([each.percentile(share) for each in (before, after)])

    beside_spent = (spent_before, spent_after)

    seen = [second for each in ages for second in each.seconds]
    return [
        tally.row("a student has joined, 95 of 100, ms", percentile(joined, 0.95)),
        tally.row("release, median, ms", within.percentile(0.5), beside(0.5)),
        tally.row("release, 95 of 100, ms", within.percentile(0.95), beside(0.95), times=SLOWER),
        tally.row("server cores", spent.cores, mean([each.cores for each in beside_spent])),
        tally.row(
            "ms of a server core for each release",
            spent.milliseconds,
            mean([each.milliseconds for each in beside_spent]),
        ),
        tally.row("age of the teacher's picture, median, ms", percentile(seen, 0.5)),
        tally.row(
            "age of the teacher's picture, 95 of 100, ms", percentile(seen, 0.95), most=PICTURE_MS
        ),
        tally.row("age of the teacher's picture, oldest, ms", percentile(seen, 1.0)),
        tally.row("moves that no picture showed", float(sum(e.n_waiting for e in ages)), most=0),
        tally.row("pictures of each teacher", pictures),
        tally.row("failures", float(len(failures)), _n_failures(before, after), most=0),
    ]


async def come(sizes: Sizes) -> list[Row]:
    """*Come to me*, on the same page and to another one."""
    with one_class(sizes.students) as school:
        await school.take_seats()
        await school.lesson(WARM_UP_SECONDS)
        released = await school.at_once(_release)
        turned = await school.at_once(lambda student: student.member.turn_to(TURN_TO))
        released_there = await school.at_once(_release)
        back = await school.at_once(lambda student: student.member.turn_to(PAGES[0]))
        await school.open_classes()
        here = await school.come(CALLED_TO[0])
        there = await school.come(CALLED_TO[1], TURN_TO)
        again = await school.come(CALLED_TO[2])
        failures = [each for came in (here, there, again) for each in came.came.failures]
        failures += school.failures()
        await school.end_classes()
        await school.leave()
    _say(failures)
    n_beside = _n_failures(released, turned, released_there, back)
    tally = Tally("come to me", sizes.students)
    return [
        *tally.until_all(
            f"on the same page, {PAGES[0]}", here.came.seconds, released.seconds, COME_MS
        ),
        *tally.until_all(
            f"on the same page, {TURN_TO}", again.came.seconds, released_there.seconds, COME_MS
        ),
        *tally.until_all(
            f"on another page, {TURN_TO}: the stage", there.saw.seconds, turned.seconds, COME_MS
        ),
        *tally.until_all(
            f"on another page, {TURN_TO}: all of it", there.came.seconds, turned.seconds
        ),
        tally.row("failures", float(len(failures)), n_beside, most=0),
    ]


async def _release(student: Student) -> None:
    positions = student.member.settings()["weight_1"]
    await student.member.commit({"weight_1": positions[len(positions) // 3]})


async def memory(sizes: Sizes) -> list[Row]:
    """What a student takes besides the session, and what comes back when the class is over."""
    with one_class(sizes.students) as school:
        at_rest = school.memory_mb()
        await school.take_seats()
        after = 0.0
        # Twice: what is made once for all classes is there after the first.
        for _ in range(2):
            after_first = after
            seated = await _after_lesson(school)
            before = await _after_lesson(school)
            await school.open_classes()
            within = await _after_lesson(school)
            await school.end_classes()
            await asyncio.sleep(sizes.back_seconds)
            after = school.memory_mb()
        failures = school.failures()
        await school.leave()
    _say(failures)
    tally = Tally("memory", sizes.students)
    session = kilobytes_each(at_rest, before, sizes.students)
    grown = kilobytes_each(seated, before, sizes.students)
    student = kilobytes_each(before, within, sizes.students)
    return [
        tally.row("kB of a session, the app's caches included", session + student, session),
        tally.row("kB for each student after a lesson more", student, grown),
        tally.row("kB of a student besides", student - grown, most=STUDENT_KB),
        tally.row(
            f"given back {sizes.back_seconds:.0f} s after the end, %",
            share_back(before, within, after),
        ),
        tally.row("MB in all", within, before),
        tally.row("MB in all after the end", after, before),
        tally.row("MB more after a second class than after the first", after - after_first),
        tally.row("failures", float(len(failures)), most=0),
    ]


async def _after_lesson(school: School) -> float:
    """Return what the servers hold in memory after a short lesson."""
    await school.lesson(2 * WARM_UP_SECONDS)
    await asyncio.sleep(SETTLE)
    return school.memory_mb()


def _n_failures(*records: Record) -> float:
    return float(sum(len(each.failures) for each in records))


def _say(failures: list[str]) -> None:
    for each in dict.fromkeys(failures[:20]):
        print(f"    {each}", flush=True)


PARTS: dict[str, Callable[[Sizes], Coroutine[None, None, list[Row]]]] = {
    "lecture": lecture,
    "come": come,
    "many": many,
    "replicas": replicas,
    "memory": memory,
}
