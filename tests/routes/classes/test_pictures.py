"""A desk's picture is never older than a second, in a time of its own that nothing makes slow.

Played are the server's news, and a browser that asks for a picture as its script does.
"""

from __future__ import annotations

import asyncio
import random
import re
import selectors
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.classroom.ages import Ages
from benchmarks.classroom.picture import dots_in
from visualizer.rooms.room import Opened, Student
from visualizer.rooms.rooms import Rooms
from visualizer.routes.classes import news as class_news
from visualizer.routes.classes.news import tell_teacher
from visualizer.routes.classes.streams import Streams
from visualizer.stages.message import stage_message
from visualizer.stages.registry import STAGES
from visualizer.state.memory import Memory
from visualizer.state.seat import Seat
from visualizer.state.session import Contents
from visualizer.state.views.class_view import name_of

SCRIPT = Path("visualizer/live/parts/class_news.js")
BETWEEN = int(re.findall(r"const BETWEEN = (\d+);", SCRIPT.read_text())[0]) / 1000
ON_ITS_WAY = 0.1  # s that a picture takes
OLDEST = 1.0  # s that a picture may be
LESSON = 12.0  # s


class Time(selectors.DefaultSelector):
    """Passes at once whenever a loop would rest."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000.0

    def select(self, timeout: float | None = None) -> list:
        self.now += timeout or 0.0
        return super().select(0)


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Callable[[Awaitable[None]], None]:
    """Plays a story in such a time, its threads in the loop itself."""
    time = Time()

    async def at_once(how: Callable[..., object], *arguments: object, **more: object) -> object:
        return how(*arguments, **more)

    monkeypatch.setattr(class_news, "in_thread", at_once)
    monkeypatch.setattr(class_news, "STREAMS", Streams())
    clock = SimpleNamespace(monotonic=lambda: time.now, time=lambda: time.now)
    monkeypatch.setattr(class_news, "time", clock)

    def run(story: Awaitable[None]) -> None:
        loop = asyncio.SelectorEventLoop(time)
        monkeypatch.setattr(loop, "time", lambda: time.now)
        try:
            loop.run_until_complete(story)
        finally:
            loop.close()

    return run


class Desk:
    """A teacher's browser.

    Attributes:
        ages: Of its pictures.
        n_pictures: How many came.
    """

    def __init__(self, opened: Opened) -> None:
        self.ages, self.n_pictures = Ages(), 0
        self._contents = Contents(Memory(page="class"), seat=Seat(opened.code, key=opened.key))
        self._is_news = asyncio.Event()

    async def hear(self, line: object) -> None:
        """Take a line of the news."""
        self._is_news.set()

    async def look(self) -> None:
        """Ask for a picture whenever there is news."""
        loop, asked = asyncio.get_running_loop(), 0.0
        while True:
            await self._is_news.wait()
            await asyncio.sleep(max(0.0, asked + BETWEEN - loop.time()))
            self._is_news.clear()
            asked = loop.time()
            picture = stage_message(STAGES["class"], self._contents).moment
            await asyncio.sleep(ON_ITS_WAY)
            self.n_pictures += 1
            self.ages.shown(dots_in(picture), loop.time())


def come(keeper: Rooms, code: str) -> Student:
    student = keeper.join(code).student
    here = replace(student, page="surface", query={"w1": "0", "w2": "0"}, is_here=True)
    told = keeper.tell(code, student.who, lambda _: here)
    assert told is not None
    return told


@pytest.mark.parametrize("others", [0, 1_000], ids=["alone", "among many"])
@pytest.mark.parametrize("period", [0.2, 5.0], ids=["busy", "calm"])
def test_the_last_word_of_everybody_is_seen_within_a_second(
    others: int,
    period: float,
    keeper: Rooms,
    play: Callable[[Awaitable[None]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Streams, "count_all", lambda self: 1 + others)
    opened, n_moves = keeper.open(), [0]
    students = [come(keeper, opened.code) for _ in range(8)]

    async def move(student: Student, desk: Desk, chance: random.Random) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + LESSON
        await asyncio.sleep(chance.random() * period)
        while loop.time() < until:
            place = round(chance.uniform(-1.4, 1.4), 2), round(chance.uniform(-1.4, 1.4), 2)
            query = dict(zip(("w1", "w2"), map(str, place), strict=True))
            name = name_of(student)
            step = desk.ages.asked(name, place)
            keeper.tell(opened.code, student.who, lambda now, q=query: replace(now, query=q))
            desk.ages.answered(name, step, loop.time())
            n_moves[0] += 1
            await asyncio.sleep(period)

    async def story() -> None:
        desk = Desk(opened)
        asking = [tell_teacher(opened.code, desk.hear), desk.look()]
        tasks = [asyncio.ensure_future(each) for each in asking]
        chances = [random.Random(each) for each in range(len(students))]
        await asyncio.gather(*map(move, students, [desk] * len(students), chances))
        await asyncio.sleep(OLDEST)
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert desk.ages.n_waiting == 0
        assert len(desk.ages.seconds) == n_moves[0]
        assert max(desk.ages.seconds) <= OLDEST
        assert desk.n_pictures <= LESSON / (0.75 if others else 0.5) + 3

    play(story())
