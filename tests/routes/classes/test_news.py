"""News of a class for who listens: told at once, told of changes, ended in time, and bounded."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from starlette.requests import Request
from starlette.types import Message

from visualizer.rooms.leading import called_to, paused
from visualizer.rooms.news import news
from visualizer.rooms.room import AwayError, Orders, Student
from visualizer.rooms.rooms import Rooms
from visualizer.routes.classes import news as class_news
from visualizer.routes.classes.news import send_news
from visualizer.routes.classes.streams import MOST_OF_ONE, Streams
from visualizer.seats.joining import put_student_out
from visualizer.words.class_line import PUT_OUT

SECONDS = 20  # after which what has not come never will


class Listener:
    """A browser that listens; it reads only what the test asks for."""

    def __init__(self, body: dict[str, object], reads: bool = True) -> None:
        self.lines: asyncio.Queue[dict[str, object]] = asyncio.Queue()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.n_sent = 0
        self._body = json.dumps(body).encode()
        self._has_asked = False
        self._left = asyncio.Event()
        self._may_read = asyncio.Event()
        if reads:
            self._may_read.set()
        scope = {"type": "http", "method": "POST", "path": "/class/news", "headers": []}
        self.task = asyncio.create_task(self._listen(scope))

    async def _listen(self, scope: dict[str, object]) -> None:
        response = await send_news(Request(scope, self._receive))
        await response(scope, self._receive, self._send)

    async def _receive(self) -> Message:
        if not self._has_asked:
            self._has_asked = True
            return {"type": "http.request", "body": self._body, "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
            return
        self.n_sent += 1
        await self._may_read.wait()
        for line in message["body"].splitlines():
            self.lines.put_nowait(json.loads(line) if self.status == 200 else {"said": line})

    async def next(self) -> dict[str, object]:
        return await asyncio.wait_for(self.lines.get(), SECONDS)

    async def next_with(self, key: str) -> dict[str, object]:
        while key not in (line := await self.next()):
            pass
        return line

    async def leave(self) -> None:
        self._left.set()
        await asyncio.wait_for(self.task, SECONDS)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not holds():
            await asyncio.sleep(0.01)


def run(story: Awaitable[None]) -> None:
    asyncio.run(asyncio.wait_for(story, 3 * SECONDS))


@pytest.fixture(autouse=True)
def streams(monkeypatch: pytest.MonkeyPatch) -> Streams:
    made = Streams()
    monkeypatch.setattr(class_news, "STREAMS", made)
    monkeypatch.setattr(class_news, "DESK_PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(class_news, "GONE_SECONDS", 0.05)
    return made


@asynccontextmanager
async def listening(*bodies: dict[str, str]) -> AsyncIterator[list[Listener]]:
    listeners = [Listener(body) for body in bodies]
    yield listeners
    for each in listeners:
        await each.leave()


def test_orders_are_told_at_once_and_at_every_change(keeper: Rooms) -> None:
    room = keeper.open()
    secret = keeper.join(room.code).secret

    async def story() -> None:
        async with listening({"code": room.code, "secret": secret}) as (student,):
            assert (await student.next())["orders"]["called"] == 0
            assert student.headers[b"content-encoding"] == b"identity"
            assert b"content-length" not in student.headers
            keeper.lead(room.code, room.key, lambda now: called_to(now, "loss", {"b": "1"}))
            line = await student.next()
            assert (line["orders"]["called"], line["orders"]["page"]) == (1, "loss")

    run(story())


def test_a_teacher_hears_who_comes_and_goes_and_a_student_does_not(keeper: Rooms) -> None:
    room = keeper.open()
    one, other = (keeper.join(room.code).secret for _ in range(2))

    async def story() -> None:
        async with listening({"code": room.code, "key": room.key}) as (desk,):
            assert (await desk.next())["here"] == 0
            async with listening({"code": room.code, "secret": one}) as (student,):
                await student.next()
                while (await desk.next_with("here"))["here"] != 1:
                    pass
                async with listening({"code": room.code, "secret": other}):
                    while (await desk.next_with("here"))["here"] != 2:
                        pass
                while (await desk.next_with("here"))["here"] != 1:
                    pass
                assert student.lines.empty()
            while (await desk.next_with("here"))["here"] != 0:
                pass

    run(story())


def test_the_end_is_told_and_the_answer_ends(keeper: Rooms) -> None:
    room = keeper.open()
    secret = keeper.join(room.code).secret

    async def story() -> None:
        student = Listener({"code": room.code, "secret": secret})
        desk = Listener({"code": room.code, "key": room.key})
        for each in (student, desk):
            await each.next()
        keeper.end(room.code, room.key)
        for each in (student, desk):
            assert str((await each.next_with("ended"))["ended"]).endswith(".")
            await asyncio.wait_for(each.task, SECONDS)

    run(story())


def test_silence_is_broken_by_beats(keeper: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_news, "BEAT_SECONDS", 0.05)
    room = keeper.open()
    secret = keeper.join(room.code).secret

    async def story() -> None:
        async with listening({"code": room.code, "secret": secret}) as (student,):
            await student.next()
            assert await student.next() == {"beat": 1}

    run(story())


def test_for_who_does_not_read_nothing_piles_up_and_the_latest_is_what_comes(keeper: Rooms) -> None:
    room = keeper.open()
    secret = keeper.join(room.code).secret

    async def story() -> None:
        student = Listener({"code": room.code, "secret": secret}, reads=False)
        await until(lambda: student.n_sent == 1)
        for on in [True, False] * 500 + [True]:
            keeper.lead(room.code, room.key, lambda now, on=on: paused(now, on))
        await asyncio.sleep(0)
        assert student.n_sent == 1
        student._may_read.set()
        await student.next()
        assert (await student.next())["orders"]["version"] == 1001
        assert student.n_sent == 2
        await student.leave()

    run(story())


def test_who_asks_line_by_line_gets_one_when_there_is_news(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_news, "BEAT_SECONDS", 0.2)
    room = keeper.open()
    secret = keeper.join(room.code).secret
    keeper.lead(room.code, room.key, lambda now: paused(now, True))

    async def ask_after(version: int) -> dict[str, object]:
        student = Listener({"code": room.code, "secret": secret, "after": version})
        await asyncio.wait_for(student.task, SECONDS)
        line = await student.next()
        assert student.lines.empty()
        return line

    async def story() -> None:
        for version in (-1, 0):
            assert (await ask_after(version))["orders"]["version"] == 1
        assert await ask_after(1) == {"beat": 1}

    run(story())


def test_a_store_that_is_away_for_a_while_ends_no_news(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_news, "AWAY_SECONDS", 0.01)
    room = keeper.open()
    secret = keeper.join(room.code).secret
    asked, orders = [0], keeper.orders

    def away_twice(code: str) -> Orders:
        asked[0] += 1
        if asked[0] in {1, 3}:
            raise AwayError("The classes cannot be reached.")
        return orders(code)

    monkeypatch.setattr(keeper, "orders", away_twice)

    async def story() -> None:
        async with listening({"code": room.code, "secret": secret}) as (student,):
            await student.next()
            keeper.lead(room.code, room.key, lambda now: paused(now, True))
            assert (await student.next())["orders"]["paused"]

    run(story())


def test_who_never_reads_is_given_up(keeper: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_news, "MOST_SEND_SECONDS", 0.05)
    room = keeper.open()
    student = keeper.join(room.code)

    async def story() -> None:
        listener = Listener({"code": room.code, "secret": student.secret}, reads=False)
        await asyncio.wait_for(listener.task, SECONDS)
        await until(lambda: not keeper.read(room.code).students[student.student.who].is_here)

    run(story())
    assert not news()._watchers


def test_one_has_few_streams_and_the_latest_ones(keeper: Rooms, streams: Streams) -> None:
    room = keeper.open()
    joined = keeper.join(room.code)
    body = {"code": room.code, "secret": joined.secret}

    async def story() -> None:
        listeners = []
        for _ in range(MOST_OF_ONE + 3):
            listeners.append(Listener(body))
            await listeners[-1].next()
        await until(lambda: sum(each.task.done() for each in listeners) == 3)
        assert streams.count(room.code, joined.student.who) == streams.count_all() == MOST_OF_ONE
        for each in listeners:
            await each.leave()
        assert streams.count(room.code, joined.student.who) == 0

    run(story())


def test_all_end_with_the_server(keeper: Rooms, streams: Streams) -> None:
    room = keeper.open()
    secret = keeper.join(room.code).secret

    async def story() -> None:
        listeners = [
            Listener({"code": room.code, "secret": secret}),
            Listener({"code": room.code, "key": room.key}),
        ]
        for each in listeners:
            await each.next()
        streams.end_all()
        for each in listeners:
            await asyncio.wait_for(each.task, SECONDS)

    run(story())


def test_who_listens_is_here_whatever_another_server_has_noted(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch, streams: Streams
) -> None:
    monkeypatch.setattr(class_news, "BEAT_SECONDS", 0.1)
    room = keeper.open()
    joined = keeper.join(room.code)
    who = joined.student.who

    def is_here() -> bool:
        return keeper.read(room.code).students[who].is_here

    async def story() -> None:
        listener = Listener({"code": room.code, "secret": joined.secret})
        await until(is_here)
        keeper.tell(room.code, who, lambda now: replace(now, is_here=False))
        await until(is_here)
        streams.end_all()  # the server is stopped, and the browser goes to another
        await asyncio.wait_for(listener.task, SECONDS)
        await asyncio.sleep(0.2)
        assert is_here()

    run(story())


def test_a_reload_is_not_told_as_going_away(keeper: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_news, "GONE_SECONDS", 0.3)
    room = keeper.open()
    joined = keeper.join(room.code)
    body = {"code": room.code, "secret": joined.secret}
    seen: list[bool] = []
    keeper.listen(
        lambda code, _: seen.append(keeper.read(code).students[joined.student.who].is_here)
    )

    async def story() -> None:
        async with listening(body) as (first,):
            await first.next()
        async with listening(body) as (second,):
            await second.next()
            await asyncio.sleep(0.5)  # longer than it takes to count as gone
            assert all(seen)
            assert seen

    run(story())


def test_who_sleeps_is_away_and_who_asks_anew_is_here(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_news, "HEARD_SECONDS", 0.2)
    room = keeper.open()
    awake, asleep = (keeper.join(room.code) for _ in range(2))

    def here() -> list[str]:
        return [each.who for each in keeper.read(room.code).students.values() if each.is_here]

    async def stay_awake() -> None:
        while True:
            listener = Listener({"code": room.code, "secret": awake.secret})
            assert await listener.next_with("again")
            await asyncio.wait_for(listener.task, SECONDS)

    async def story() -> None:
        # The network says nothing of a phone that sleeps: its connection stays.
        sleeper = Listener({"code": room.code, "secret": asleep.secret})
        staying = asyncio.create_task(stay_awake())
        await until(lambda: len(here()) == 2)
        await until(lambda: here() == [awake.student.who])
        assert not staying.done()
        staying.cancel()
        await sleeper.leave()

    run(story())


def test_who_does_something_is_not_asked_whether_they_are_awake(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(class_news, "HEARD_SECONDS", 0.05)
    room = keeper.open()
    joined = keeper.join(room.code)
    looked = asyncio.Semaphore(0)
    find, moves = keeper.student, [True]

    def find_after_a_move(code: str, who: str) -> Student | None:
        looked.release()
        found = find(code, who)
        return replace(found, seen=time.time()) if found and moves[0] else found

    monkeypatch.setattr(keeper, "student", find_after_a_move)

    async def story() -> None:
        async with listening({"code": room.code, "secret": joined.secret}) as (student,):
            for _ in range(3):
                await asyncio.wait_for(looked.acquire(), SECONDS)
            assert not student.task.done()
            moves[0] = False
            await student.next_with("again")

    run(story())


def test_who_is_put_out_hears_why_and_nobody_else_does(keeper: Rooms) -> None:
    room = keeper.open()
    one, other = (keeper.join(room.code) for _ in range(2))

    async def story() -> None:
        bodies = ({"code": room.code, "secret": each.secret} for each in (one, other))
        async with listening(*bodies) as (out, stays):
            for each in (out, stays):
                assert "out" not in (await each.next())["orders"], "marks are nobody's business"
            put_student_out(room.code, room.key, one.student.who)
            assert (await out.next_with("ended"))["ended"] == PUT_OUT
            assert "ended" not in await stays.next()
            assert not stays.task.done()

    run(story())
