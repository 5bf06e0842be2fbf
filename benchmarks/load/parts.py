"""The parts of the benchmark: each plays one kind of class on a server of its own."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from benchmarks.load.heavy import HEAVY_LINK, keep_training
from benchmarks.load.protocol import Visitor
from benchmarks.load.server import memory_mb, own_use, use_of
from benchmarks.load.traffic import (
    Act,
    Record,
    burst_of,
    leave,
    lesson,
    percentile,
    take_seats,
)
from tests.conftest import Server
from visualizer.chapters import BESIDE, CHAPTERS

PARTS = ("classes", "limit", "lecture", "lasting", "burst", "heavy", "memory", "first")
PAGES = tuple(chapter.path for chapter in (*CHAPTERS, *BESIDE))
LIMIT_MS = 400.0  # a student waits, but still sees that it was their hand
FIRST_SIZES = range(40, 600, 20)
N_LECTURE, LECTURE_PERIOD = 300, 5.0  # s
N_MINUTES = 4
N_BURST = 60
N_HEAVY, N_OTHERS = 4, 30
N_RELOADS = 2_000
RELOADS_AT_ONCE = 50
SETTLE = 3.0  # s, for the server to let go of what has left

Row = TypedDict(
    "Row",
    {
        "who": str,
        "what": str,
        "sessions": int,
        "releases/s": float | None,
        "releases": int,
        "median ms": float | None,
        "p95 ms": float | None,
        "p99 ms": float | None,
        "last ms": float | None,
        "turn p95 ms": float | None,
        "failures": int,
        "server cores": float | None,
        "own cores": float | None,
        "memory MB": float,
    },
)
"""A row of the table, with ``None`` where there was nothing to measure."""


@dataclass(frozen=True)
class Bench:
    """What a part works on.

    Attributes:
        who: The app, or the naive page.
        server: Runs it.
        act: What one release is.
        seconds: How long a lesson lasts.
        sizes: How many sit in the classes.
        pages: Where they sit, and where they may turn to; nowhere else if there is one.
    """

    who: str
    server: Server
    act: Act
    seconds: float
    sizes: tuple[int, ...]
    pages: tuple[str, ...] = PAGES

    def visitors(self, count: int) -> list[Visitor]:
        """Return visitors who are not there yet, spread over all pages."""
        places = (self.pages[number % len(self.pages)] for number in range(count))
        return [Visitor(self.server.url, page) for page in places]

    async def play(self, count: int, period: float, what: str, seconds: float = 0.0) -> Row:
        """Let a class of ``count`` sit down, play a lesson, leave, and return how it went."""
        visitors = self.visitors(count)
        await take_seats(visitors)
        row, record = await self.watch(visitors, period, what, seconds or self.seconds)
        await leave(visitors)
        row["failures"] = len(record.failures)
        return row

    async def watch(
        self, visitors: Sequence[Visitor], period: float, what: str, seconds: float
    ) -> tuple[Row, Record]:
        """Let those who sit there play a lesson."""
        before, own_before = use_of(self.server.process.pid), own_use()
        record = await lesson(
            visitors, self.act, period, seconds, self.pages if self.who == "app" else ()
        )
        after, own_after = use_of(self.server.process.pid), own_use()
        row = self.row(what, len(visitors), record)
        row["turn p95 ms"] = percentile(record.turns, 0.95)
        row["releases/s"] = len(visitors) / period
        row["server cores"] = after.cores_since(before)
        row["own cores"] = own_after.cores_since(own_before)
        return row, record

    def row(self, what: str, count: int, record: Record) -> Row:
        """Return the times of a record as a row of the table."""
        return {
            "who": self.who,
            "what": what,
            "sessions": count,
            "releases/s": None,
            "releases": len(record.seconds),
            "median ms": record.percentile(0.5),
            "p95 ms": record.percentile(0.95),
            "p99 ms": record.percentile(0.99),
            "last ms": record.percentile(1.0),
            "turn p95 ms": None,
            "failures": len(record.failures),
            "server cores": None,
            "own cores": None,
            "memory MB": memory_mb(self.server),
        }


async def classes(bench: Bench) -> list[Row]:
    """Classes of growing size, everybody letting go of something once a second."""
    return [await bench.play(size, 1.0, "class") for size in bench.sizes]


async def limit(bench: Bench) -> list[Row]:
    """Raise the size of the class until every twentieth answer takes longer than the limit."""
    rows = []
    for size in FIRST_SIZES:
        row = await bench.play(size, 1.0, f"up to p95 {LIMIT_MS:.0f} ms")
        rows.append(row)
        if row["p95 ms"] is None or row["p95 ms"] > LIMIT_MS:
            break
    return rows


async def lecture(bench: Bench) -> list[Row]:
    """Many who listen, and let go of something every few seconds."""
    seconds = max(bench.seconds, 2 * LECTURE_PERIOD)
    return [await bench.play(N_LECTURE, LECTURE_PERIOD, "lecture", seconds)]


async def lasting(bench: Bench) -> list[Row]:
    """A lecture that goes on: what the memory does once all there is to keep has been seen."""
    visitors = bench.visitors(N_LECTURE)
    await take_seats(visitors)
    rows = []
    for minute in range(1, N_MINUTES + 1):
        what = f"lecture, minute {minute}"
        row, _ = await bench.watch(visitors, LECTURE_PERIOD, what, seconds=60)
        rows.append(row)
    await leave(visitors)
    return rows


async def burst(bench: Bench) -> list[Row]:
    """“And now all of you!”: everybody at the same moment."""
    visitors = bench.visitors(N_BURST)
    await take_seats(visitors)
    record = await burst_of(visitors, bench.act)
    await leave(visitors)
    return [bench.row("burst", N_BURST, record)]


async def heavy(bench: Bench) -> list[Row]:
    """Four who train the largest thing the app allows, again and again, and a class beside them."""
    heavies = [Visitor(bench.server.url, "training", HEAVY_LINK) for _ in range(N_HEAVY)]
    others = bench.visitors(N_OTHERS)
    await take_seats([*heavies, *others])
    training = Record()
    tasks = [
        asyncio.create_task(keep_training(visitor, number, training))
        for number, visitor in enumerate(heavies)
    ]
    row, _ = await bench.watch(others, 1.0, "beside four heavy trainings", bench.seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    left = time.perf_counter()
    await leave([*heavies, *others])
    stopped = await _until_idle(bench.server, left)
    trainings = bench.row("the heavy trainings", N_HEAVY, training)
    return [row, trainings, bench.row("all have left: idle after", 0, Record([stopped]))]


async def _until_idle(server: Server, since: float) -> float:
    """Return how many seconds after ``since`` the server has nothing to do any more."""
    pause, busy = 0.05, 0.3
    while True:
        before = use_of(server.process.pid)
        await asyncio.sleep(pause)
        if use_of(server.process.pid).cores_since(before) < busy:
            return before.at - since


async def memory(bench: Bench) -> list[Row]:
    """Memory at rest, with a full lecture room, after all have left, and after many reloads."""
    rows = [bench.row("memory at rest", 0, Record())]
    visitors = bench.visitors(N_LECTURE)
    await take_seats(visitors)
    rows.append(bench.row("memory with all seated", N_LECTURE, Record()))
    await leave(visitors)
    await asyncio.sleep(SETTLE)
    rows.append(bench.row("memory when they have left", 0, Record()))
    for part in range(2):
        for _ in range(N_RELOADS // 2 // RELOADS_AT_ONCE):
            visitors = bench.visitors(RELOADS_AT_ONCE)
            await take_seats(visitors)
            await leave(visitors)
        await asyncio.sleep(SETTLE)
        rows.append(bench.row(f"memory after {(part + 1) * N_RELOADS // 2} reloads", 0, Record()))
    return rows


async def first(bench: Bench) -> list[Row]:
    """The first visitor of a process that has warmed up, and the second."""
    rows = []
    for what in ("first visitor", "second visitor"):
        visitor, record = Visitor(bench.server.url), Record()
        begin = time.perf_counter()
        await visitor.connect()
        await visitor.open()
        record.seconds.append(time.perf_counter() - begin)
        await visitor.close()
        rows.append(bench.row(what, 1, record))
    return rows
