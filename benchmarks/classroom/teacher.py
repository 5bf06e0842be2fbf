"""A teacher with two tabs: the desk, and the page that the class sees on the wall."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from benchmarks.classroom.ages import Ages
from benchmarks.classroom.member import Member
from benchmarks.classroom.news import NewsError
from benchmarks.classroom.picture import dots_in
from benchmarks.load.messages import RunError
from visualizer.words import class_desk as words

DESK = "class"  # the page and its stage
NEWS = "visualizer-class-news"  # what the desk's stage asks for when there are news
BETWEEN = 0.5  # s from one question to the next, as the browser keeps to

Make = Callable[[str], Member]
"""Makes a member who will open the page of this path."""


class Teacher:
    """One teacher.

    Attributes:
        desk: The tab with the desk.
        wall: The tab with a page of the lesson.
        code: Of the class; empty before it is open.
        ages: How old the picture of the desk is.
        n_pictures: How often it came.
        n_here: How many are here, as the news say.
        failures: What went wrong, in words.
    """

    def __init__(self, make: Make, page: str) -> None:
        self.desk, self.wall = make(DESK), make(page)
        self.code = self._key = ""
        self.ages = Ages()
        self.n_pictures = self.n_here = 0
        self.failures: list[str] = []
        self._has_news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.desk.look = self._look

    async def open_class(self) -> None:
        """Open both tabs, and the class; return when the desk is there."""
        for tab in (self.desk, self.wall):
            await tab.connect()
            await tab.open()
        await self.desk.press(words.OPEN)
        self.code, self._key = self.desk.desk["code"], self.desk.desk["key"]
        await self.wall.say("desk", code=self.code, key=self._key)
        self._tasks = [asyncio.create_task(each) for each in (self._listen(), self._renew())]

    async def call_all(self) -> float:
        """Call the class to the page on the wall; return when the button was pressed."""
        begin = time.perf_counter()
        await self.wall.say("order", code=self.code, key=self._key, order="come", on=True)
        return begin

    async def wait_for(self, count: int, seconds: float) -> None:
        """Wait until the news say that so many are here.

        Raises:
            TimeoutError: If they do not.
        """
        async with asyncio.timeout(seconds):
            while self.n_here != count:
                await asyncio.sleep(0.05)

    async def end_class(self) -> None:
        """End the class, and close both tabs."""
        for task in self._tasks[1:]:
            task.cancel()
        async with self.desk.turn:
            await self.desk.press(words.END_NOW)
        await self.close()

    async def close(self) -> None:
        """Close both tabs."""
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self._tasks = []
        for tab in (self.desk, self.wall):
            await tab.close()

    async def _listen(self) -> None:
        try:
            async for line in self.desk.news(code=self.code, key=self._key):
                if isinstance(here := line.get("here"), int):
                    self.n_here = here
                    self._has_news.set()
                elif "ended" in line:
                    return
            self.failures.append("the teacher's news ended too early")
        except (NewsError, RunError, OSError, EOFError) as error:
            self.failures.append(f"the teacher's news: {type(error).__name__} {error}")

    async def _renew(self) -> None:
        """Ask for the picture whenever there are news, as the browser does."""
        asked_at = -BETWEEN
        while True:
            await self._has_news.wait()
            await asyncio.sleep(max(0.0, asked_at + BETWEEN - time.perf_counter()))
            self._has_news.clear()
            asked_at = time.perf_counter()
            try:
                async with self.desk.turn:
                    await self.desk.ask_stages(wanted=NEWS)
            except (RunError, OSError, EOFError) as error:
                self.failures.append(f"the desk: {type(error).__name__} {error}")

    def _look(self, body: bytes) -> None:
        """Note what the picture shows, in the moment in which it has come."""
        at = time.perf_counter()
        self.n_pictures += 1
        self.ages.shown(dots_in(body), at)
