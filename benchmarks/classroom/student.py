"""A student: comes in, hears the news, moves a weight now and then, and comes when called."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress

from benchmarks.classroom.ages import Ages, State
from benchmarks.classroom.member import Member
from benchmarks.classroom.news import NewsError
from benchmarks.load.messages import RunError
from benchmarks.load.moments import MomentHeader
from benchmarks.load.protocol import Visitor
from visualizer.words.class_pictures import LOOK

WEIGHTS = ("weight_1", "weight_2")
INNER = 3  # one of so many positions at either end is left out: a dot there stands at the edge


class Student:
    """One student.

    Attributes:
        member: Their browser.
        ages: Notes when a move was made and answered; nothing without a class.
        name: What the teacher calls them; empty without a class.
        called: How often they have come.
        saw_at: When they last saw the stage that they were called to, as ``time.perf_counter()``
            says.
        saw: Where its weights stood.
        came_at: When they last had all of the page.
        has_orders: Set while they know what the teacher has said.
        failures: What went wrong, in words.
    """

    def __init__(self, member: Member) -> None:
        self.member = member
        self.ages: Ages | None = None
        self.name = ""
        self.called = 0
        self.came_at = self.saw_at = 0.0
        self.saw: State | None = None
        self.has_orders = asyncio.Event()
        self.failures: list[str] = []
        self._listening: asyncio.Task[None] | None = None

    @property
    def state(self) -> State:
        """Where both weights stand on the page."""
        return state_of(self.member)

    async def join(self, code: str) -> None:
        """Come into a class, and listen; return when the teacher was heard."""
        seat = await self.member.say("join", code=code)
        self.name = LOOK.format(animal=seat["animal"], colour=seat["colour"])
        self.called = 0
        right = {"code": str(seat["code"]), "secret": str(seat["secret"])}
        self._listening = asyncio.create_task(self._listen(right))
        await self.has_orders.wait()

    async def leave(self) -> None:
        """Listen no more."""
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening
        self._listening, self.ages, self.name = None, None, ""
        self.has_orders.clear()

    async def let_go(self, chance: random.Random) -> None:
        """Move one of both weights to another position, and wait for the answer."""
        async with self.member.turn:
            key = chance.choice(WEIGHTS)
            positions = self.member.settings()[key]
            edge = len(positions) // INNER
            state = self.state
            before = state[WEIGHTS.index(key)]
            value = chance.choice([each for each in positions[edge:-edge] if each != before])
            after = (value, state[1]) if key == WEIGHTS[0] else (state[0], value)
            if self.ages is None:
                await self.member.commit({key: value})
                return
            move = self.ages.asked(self.name, after)
            try:
                await self.member.commit({key: value})
            except BaseException:
                self.ages.forget(self.name, move)
                raise
            self.ages.answered(self.name, move, time.perf_counter())

    async def _listen(self, right: Mapping[str, str]) -> None:
        try:
            async for line in self.member.news(**right):
                orders = line.get("orders")
                if isinstance(orders, dict):
                    await self._obey(orders)
                    self.has_orders.set()
                elif "ended" in line:
                    return
            self.failures.append("the news ended too early")
        except (NewsError, RunError, OSError, EOFError) as error:
            self.failures.append(f"news: {type(error).__name__} {error}")
        finally:
            self.has_orders.set()  # nobody waits for what does not come

    async def _obey(self, orders: Mapping[str, object]) -> None:
        """Come if all were called, as a browser does.

        By the route; of another page it brings the stage, and a run the page.
        """
        called = orders["called"]
        if not isinstance(called, int) or called <= self.called:
            return
        self.called = called
        async with self.member.turn:
            if orders["page"] == self.member.place:
                await self.member.ask_stages(lead=True)
                self.saw_at, self.saw = time.perf_counter(), self.state
            else:
                wait, header = await self.member.look_ahead()
                self.saw_at, self.saw = time.perf_counter(), weights_in([header])
                await asyncio.sleep(wait)
                self.member.stages = {}
                await self.member.trigger("lead", f"{self.member.token[:8]}-{called}")
        self.came_at = time.perf_counter()


def state_of(visitor: Visitor) -> State:
    """Return where both weights stand on a page."""
    return weights_in(visitor.stages.values())


def weights_in(moments: Iterable[MomentHeader]) -> State:
    """Return where both weights stand in the moments of a page."""
    found = list(moments)
    settings = [
        next(each["settings"][key] for each in found if key in each["settings"]) for key in WEIGHTS
    ]
    first, second = (each["positions"][each["index"]] for each in settings)
    return first, second
