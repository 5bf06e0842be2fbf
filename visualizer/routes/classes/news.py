"""News of a class for a browser that listens: an answer that goes on, one line for each change.

What has changed is read when it is sent. Who reads slowly gets the latest and misses what was
between, so nothing piles up for anybody.
"""

from __future__ import annotations

import asyncio
import json
import math
import secrets
import time
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from visualizer.rooms.leading import is_out
from visualizer.rooms.news import Watcher, news
from visualizer.rooms.place import rooms
from visualizer.rooms.room import AwayError, NoRoomError, Student
from visualizer.rooms.rooms import ORDERS, STUDENTS
from visualizer.routes.classes.requests import (
    Found,
    in_thread,
    read_body,
    refusal,
    text_in,
)
from visualizer.routes.classes.streams import STREAMS, Stream
from visualizer.seats.joining import PutOutError, check_desk, student_with
from visualizer.seats.lines import desk_line, orders_line
from visualizer.seats.presence import note_presence
from visualizer.words.class_line import DESK_ENDED, ENDED, PUT_OUT

BEAT_SECONDS = 15.0
AWAY_SECONDS = 1.0
PAUSE_SECONDS = 0.1  # at least, between two lines to a student
DESK_PAUSE_SECONDS = 0.5  # to a teacher, for whom every move of everybody is news
# Where many are in classes: each line makes a desk ask for a picture, for which their releases
# wait. One that is a second old, its way included, is still new.
LONG_DESK_PAUSE_SECONDS = 0.75
MANY = 200  # who listen in this process
MOST_SEND_SECONDS = 30.0  # that a line waits for somebody who does not read
HEARD_SECONDS = 30.0  # at most, without a word of a student: their browser asks anew, if awake
OLDEST_SECONDS = 300.0  # of a stream: a phone may have left it for another without a word
GONE_SECONDS = 4.0  # without a stream, until a student counts as gone: a reload takes a moment
HEADERS = {
    "Cache-Control": "no-store, no-transform",
    "Content-Encoding": "identity",  # a compressed line would wait for the next
    "X-Accel-Buffering": "no",
}

_LOOKING: set[asyncio.Task[None]] = set()

Say = Callable[[Found], Awaitable[None]]


class Talk(Response):
    """An answer that goes on until ``tell`` returns or nobody listens any more."""

    media_type = "application/x-ndjson"

    def __init__(self, tell: Callable[[Say], Awaitable[None]]) -> None:
        """Answer with the lines that ``tell`` says."""
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the lines as they come."""
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})

        async def say(line: Found) -> None:
            body = json.dumps(line, separators=(",", ":")).encode() + b"\n"
            async with asyncio.timeout(MOST_SEND_SECONDS):
                await send({"type": "http.response.body", "body": body, "more_body": True})

        telling = asyncio.ensure_future(self._tell(say))
        leaving = asyncio.ensure_future(_until_left(receive))
        both = (telling, leaving)
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in both:
                each.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        if not telling.cancelled() and telling.exception() is None:
            await send({"type": "http.response.body", "body": b""})


async def _until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def send_news(request: Request) -> Response:
    """Answer with the news of a class, as they come."""
    try:
        found = await read_body(request)
        code = text_in(found, "code")
        key, secret = text_in(found, "key", ""), text_in(found, "secret", "")
        after = _version_in(found)
        if key:
            await in_thread(check_desk, code, key)
            return Talk(lambda say: tell_teacher(code, say, after))
        student = await in_thread(student_with, code, secret)
    except ClientDisconnect:
        return Response(status_code=400)
    except Exception as error:  # whatever its cause
        return refusal(error)
    return Talk(lambda say: tell_student(code, student, say, after))


def _version_in(found: Found) -> int | None:
    """Return the version that a browser has, -1 for none; nothing if it asks for all that comes."""
    after = found.get("after")
    return after if type(after) is int and -1 <= after < 2**31 else None


async def tell_student(code: str, student: Student, say: Say, after: int | None = None) -> None:
    """Say what the teacher says, at once and at every change; see :func:`_tell_changes`.

    It ends when a student has done nothing for a while, and a browser asks anew at once. Of a phone
    that sleeps the network tells nothing: it is here as long as something is heard of it.
    """
    who, asked = student.who, time.monotonic()
    share = 0.5 + secrets.randbelow(1000) / 2000  # not all of a class at the same moment
    patience = HEARD_SECONDS * share

    def read() -> tuple[int, Found]:
        orders = rooms().orders(code)
        if is_out(orders, student.known_by):
            raise PutOutError(PUT_OUT)
        return orders.version, {"orders": orders_line(orders)}

    def ask_left() -> float:
        age = time.monotonic() - asked
        if age < patience or age > OLDEST_SECONDS:
            return patience - age
        now = rooms().student(code, who)
        # Another clock may have noted it, or this one been set back: then it may be long ago.
        return patience - abs(time.time() - now.seen) if now else 0.0

    try:
        watched = (await in_thread(news)).watch(code, {ORDERS})
        with watched as watcher, STREAMS.opened(code, who, watcher) as stream:
            await _mark(code, who, is_here=True)

            async def say_and_mark(line: Found) -> None:
                if "beat" in line:  # another server may have noted since that they are gone
                    await _mark(code, who, is_here=True)
                await say(line)

            await _tell_changes(
                read, say_and_mark, watcher, stream, lambda: PAUSE_SECONDS, after, ask_left
            )
            if after is None and not stream.has_ended:
                await say({"again": 1})
    except NoRoomError:
        await say({"ended": ENDED})
    except PutOutError as error:
        await say({"ended": str(error)})
    finally:
        _look_later(code, who)


async def tell_teacher(code: str, say: Say, after: int | None = None) -> None:
    """Say how many are here and what holds, at once and at every change."""

    def read() -> tuple[int, Found]:
        room = rooms().read(code)
        return room.version, desk_line(room)

    try:
        watched = (await in_thread(news)).watch(code, {ORDERS, STUDENTS})
        with watched as watcher, STREAMS.opened(code, "", watcher) as stream:
            await _tell_changes(read, say, watcher, stream, _desk_pause, after)
    except NoRoomError:
        await say({"ended": DESK_ENDED})


def _desk_pause() -> float:
    return LONG_DESK_PAUSE_SECONDS if STREAMS.count_all() > MANY else DESK_PAUSE_SECONDS


async def _tell_changes(
    read: Callable[[], tuple[int, Found]],
    say: Say,
    watcher: Watcher,
    stream: Stream,
    pause: Callable[[], float],
    after: int | None,
    ask_left: Callable[[], float] = lambda: math.inf,
) -> None:
    """Say what ``read`` finds whenever its version is another, and a beat where all is silent.

    Behind a proxy that holds an answer back until its end, a browser names the version that it has
    in ``after``, and gets one line. Nothing more is said once ``ask_left`` says that no seconds are
    left; it is asked again when those are over.
    """
    until = time.monotonic()
    last, is_late = -1 if after is None else after, False
    while not stream.has_ended:
        try:
            if time.monotonic() >= until:
                until = time.monotonic() + (left := await in_thread(ask_left))
                if left <= 0:
                    return
            version, line = await in_thread(read)
        except AwayError:  # for a while, in which a browser finds out by the silence
            await asyncio.sleep(AWAY_SECONDS)
            continue
        if version != last:
            await say(line)
            last = version
        elif is_late:
            await say({"beat": 1})
        if after is not None and (version != after or is_late):
            return
        await _rest(stream, pause())
        left = max(0.0, until - time.monotonic())
        is_late = not await watcher.wait(min(BEAT_SECONDS, left))


async def _rest(stream: Stream, seconds: float) -> None:
    if not stream.has_ended:
        await asyncio.sleep(seconds)


def _look_later(code: str, who: str) -> None:
    """Note that a student is gone if nobody listens for them a moment later."""
    loop = asyncio.get_running_loop()

    async def look() -> None:
        # Of a server that is stopped everybody goes to another, which knows it.
        if not STREAMS.count(code, who) and not STREAMS.is_over:
            await _mark(code, who, is_here=False)

    def begin() -> None:
        task = loop.create_task(look())
        _LOOKING.add(task)  # or it might be forgotten before its end
        task.add_done_callback(_LOOKING.discard)

    loop.call_later(GONE_SECONDS, begin)


async def _mark(code: str, who: str, *, is_here: bool) -> None:
    await in_thread(note_presence, code, who, is_here=is_here)
