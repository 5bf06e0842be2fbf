"""The quota of uploads, by itself and on the real server."""

import asyncio
import uuid
from collections.abc import Callable

import pytest
from starlette.types import ASGIApp

from benchmarks.hostile.doors import upload
from benchmarks.load.protocol import Visitor
from tests.conftest import Server
from tests.server.asgi import Outcome, answer, ask
from visualizer.server.uploads import (
    MOST_SESSIONS,
    MOST_UPLOADS,
    TOO_MANY,
    WINDOW_SECONDS,
    Uploads,
)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """A middleware that stays, and the app behind it, whose status can be set."""

    def __init__(self) -> None:
        self.clock, self.status, self.reached = Clock(), 204, 0

        async def app(_scope, _receive, send) -> None:
            self.reached += 1
            await send({"type": "http.response.start", "status": self.status, "headers": []})
            await send({"type": "http.response.body"})

        self.uploads = Uploads(app, self.clock)

    def put(self, session: str = "s", prefix: str = "") -> int:
        path = f"{prefix}/_stcore/upload_file/{session}/{uuid.uuid4()}"
        return asyncio.run(ask(self.uploads, "PUT", path)).status

    def n_counted(self) -> int:
        return len(self.uploads._uploads)


def test_a_session_may_upload_so_many_files_and_no_more() -> None:
    desk = Desk()
    assert [desk.put() for _ in range(MOST_UPLOADS + 5)] == [204] * MOST_UPLOADS + [429] * 5
    assert desk.reached == MOST_UPLOADS
    assert desk.put("another") == 204


def test_after_a_while_there_is_room_again() -> None:
    desk = Desk()
    for _ in range(MOST_UPLOADS):
        desk.put()
    desk.clock.now = WINDOW_SECONDS - 1
    assert desk.put() == 429
    desk.clock.now = WINDOW_SECONDS
    assert desk.put() == 204


def test_who_keeps_trying_is_not_locked_out_for_longer() -> None:
    desk = Desk()
    for second in range(WINDOW_SECONDS + 1):
        desk.clock.now = second
        status = desk.put()
    assert status == 204


@pytest.mark.parametrize("prefix", ["", "/class/7"])
def test_the_door_is_known_under_a_prefix(prefix: str) -> None:
    desk = Desk()
    statuses = [desk.put(prefix=prefix) for _ in range(MOST_UPLOADS + 1)]
    assert statuses[-1] == 429


def test_what_the_app_refused_counts_for_nothing_and_is_not_remembered() -> None:
    desk = Desk()
    desk.status = 400
    for each in range(3 * MOST_UPLOADS):
        assert desk.put(f"made up {each}") == 400
        assert desk.put("s") == 400
    assert desk.n_counted() == 0
    desk.status = 204
    assert desk.put() == 204


def test_an_app_that_fails_leaves_nothing_behind() -> None:
    async def app(_scope, _receive, _send) -> None:
        raise OSError("the student has left")

    desk = Uploads(app)
    with pytest.raises(OSError, match="left"):
        asyncio.run(ask(desk, "PUT", "/_stcore/upload_file/s/f"))
    assert not desk._uploads


def test_so_many_at_once_are_counted_too() -> None:
    async def all_at_once() -> list[int]:
        gate = asyncio.Event()

        async def app(_scope, _receive, send) -> None:
            await gate.wait()
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

        desk = Uploads(app)
        asked = [
            asyncio.create_task(ask(desk, "PUT", f"/_stcore/upload_file/s/{n}"))
            for n in range(2 * MOST_UPLOADS)
        ]
        await asyncio.sleep(0)
        gate.set()
        return [outcome.status for outcome in await asyncio.gather(*asked)]

    statuses = asyncio.run(all_at_once())
    assert (statuses.count(204), statuses.count(429)) == (MOST_UPLOADS, MOST_UPLOADS)


def test_the_book_is_bounded() -> None:
    desk = Desk()
    for each in range(MOST_SESSIONS + 50):
        desk.put(f"session {each}")
    assert desk.n_counted() == MOST_SESSIONS


@pytest.mark.parametrize("method", ["GET", "DELETE", "OPTIONS", "POST"])
def test_other_requests_are_not_counted(method: str) -> None:
    make: Callable[[ASGIApp], Uploads] = Uploads
    for _ in range(MOST_UPLOADS + 1):
        assert answer(make, method, "/_stcore/upload_file/s/f", Outcome()).status == 200


def test_the_real_server_says_so_in_plain_words(server: Server) -> None:
    async def upload_all() -> list[tuple[int, bytes]]:
        async with Visitor(server.url, "your_data") as visitor:
            await visitor.open()
            door = f"{server.url}_stcore/upload_file/{visitor.session_id}/"
            return [
                await asyncio.to_thread(upload, f"{door}{uuid.uuid4()}", b"a,b,c")
                for _ in range(MOST_UPLOADS + 1)
            ]

    *taken, refused = asyncio.run(upload_all())
    assert {status for status, _ in taken} == {204}
    assert refused == (429, TOO_MANY.encode())
