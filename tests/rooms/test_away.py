"""A server of rooms that is gone, silent, full or confused: a sentence, and back by itself."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import TypeVar

import pytest

from benchmarks.load.store import Store, running_store
from visualizer.rooms import redis_scripts as scripts
from visualizer.rooms.in_redis import RoomsInRedis
from visualizer.rooms.looks import look_at
from visualizer.rooms.records import LONGEST
from visualizer.rooms.redis_news import RedisNews
from visualizer.rooms.room import AwayError, FullError, NoRoomError, RoomError
from visualizer.rooms.rooms import ORDERS
from visualizer.words import rooms as words

SECONDS = 10  # longer than any of it takes
T = TypeVar("T")


@contextmanager
def keeper(address: str) -> Iterator[RoomsInRedis]:
    rooms = RoomsInRedis(address)
    yield rooms
    rooms.close()


@contextmanager
def silent_server() -> Iterator[tuple[str, list[socket.socket]]]:
    """Run a server that lets everybody in and says nothing; return where, and who is in."""
    let_in: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def let_them_in() -> None:
            with suppress(OSError):
                while True:
                    let_in.append(door.accept()[0])

        thread = threading.Thread(target=let_them_in)
        thread.start()
        yield f"redis://127.0.0.1:{door.getsockname()[1]}", let_in
        door.shutdown(socket.SHUT_RDWR)
        thread.join()
    for each in let_in:
        each.close()


@contextmanager
def breaking(store: Store, times: int) -> Iterator[str]:
    """Stand before the server, and break so many of the first connections once something is asked.

    Whoever connects greets first, and is answered; what is asked then is not.
    """

    class Between(BaseRequestHandler):
        broken = 0

        def handle(self) -> None:
            with socket.socket(socket.AF_UNIX) as behind:
                behind.connect(str(store.socket))
                while asked := self.request.recv(65_536):
                    if b"EVALSHA" in asked and Between.broken < times:
                        Between.broken += 1
                        return
                    behind.sendall(asked)
                    self.request.sendall(behind.recv(65_536))

    with ThreadingTCPServer(("127.0.0.1", 0), Between) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"redis://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def until_it_is_back(do: Callable[[], T]) -> T:
    """Return what comes of it once the server is no longer away."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with suppress(AwayError):
            return do()
        time.sleep(0.01)
    raise AssertionError("it does not come back")


def ways(rooms: RoomsInRedis) -> list[Callable[[], object]]:
    code = "AAAAAA"
    return [
        rooms.open,
        lambda: rooms.read(code),
        lambda: rooms.orders(code),
        lambda: rooms.student(code, "who"),
        lambda: rooms.student_with(code, "secret"),
        lambda: rooms.check_key(code, "key"),
        lambda: rooms.lead(code, "key", lambda now: now),
        lambda: rooms.join(code),
        lambda: rooms.join(code, "secret"),
        lambda: rooms.tell(code, "who", lambda now: now),
        lambda: rooms.leave(code, "who"),
        lambda: rooms.end(code, "key"),
    ]


def test_a_server_that_is_not_there_is_said_in_a_sentence_and_once_in_the_log(
    tmp_path: Path, redis_server: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(tmp_path)
    with keeper(store.address) as rooms:
        for way in ways(rooms):
            with pytest.raises(AwayError) as caught:
                way()
            assert str(caught.value) == words.AWAY
        assert caplog.text.count("the rooms of classes cannot be reached") == 1
        store.start()
        try:
            opened = until_it_is_back(rooms.open)
            assert rooms.orders(opened.code).version == 0
        finally:
            store.kill()
    assert caplog.text.count("the rooms of classes can be reached again") == 1


def test_a_server_that_is_silent_holds_nobody_up() -> None:
    """It is asked by one in a second; who comes meanwhile is told at once."""
    with silent_server() as (address, let_in), keeper(address) as rooms:
        refused = 0
        with ThreadPoolExecutor(1) as thread:
            for _ in range(5):
                for way in ways(rooms):
                    with pytest.raises(AwayError):
                        thread.submit(way).result(SECONDS)
                    refused += 1
        assert refused == 60
        assert len(let_in) < 10


def test_many_who_ask_a_silent_server_at_once_wait_for_one_answer_only() -> None:
    with silent_server() as (address, let_in), keeper(address) as rooms:
        with pytest.raises(AwayError):
            rooms.open()
        time_is_up = time.monotonic() + SECONDS
        while rooms._line._rests_until > time.monotonic():
            assert time.monotonic() < time_is_up
            time.sleep(0.01)
        before = len(let_in)

        def ask(_: int) -> bool:
            with suppress(AwayError):
                rooms.open()
                return False
            return True

        with ThreadPoolExecutor(30) as threads:
            assert all(threads.map(ask, range(30)))
        assert len(let_in) <= before + 1


@pytest.mark.usefixtures("patience")
def test_whatever_fails_in_the_news_they_begin_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("visualizer.rooms.redis_news.REST", 0.01)
    listen, tries = RedisNews._listen, iter(range(3))

    def fail_first(news: RedisNews) -> None:
        if next(tries, None) is not None:
            raise ZeroDivisionError
        listen(news)

    monkeypatch.setattr(RedisNews, "_listen", fail_first)
    with keeper(store.address) as rooms:
        opened = rooms.open()
        heard: SimpleQueue[tuple[str, str]] = SimpleQueue()
        rooms.listen(lambda code, kind: heard.put((code, kind)))
        assert heard.get(timeout=SECONDS) == (opened.code, ORDERS)
    assert caplog.text.count("the news of rooms failed") == 3


def test_what_is_no_code_is_not_even_asked_for(tmp_path: Path) -> None:
    with keeper(f"unix://{tmp_path}/nowhere") as rooms:
        for code in ("", "*", "AAAAAA ", "AAAAA\n", "Ａ" * 6, "\ud800" * 6, "A" * 5_000):
            with pytest.raises(NoRoomError):
                rooms.orders(code)
            rooms.leave(code, "who")


def test_a_server_that_stands_still_is_back_when_it_goes_on(
    redis_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visualizer.rooms.redis_news.BEAT", 0.3)
    listen, begun = RedisNews._listen, SimpleQueue[None]()

    def counted(news: RedisNews) -> None:
        begun.put(None)
        listen(news)

    monkeypatch.setattr(RedisNews, "_listen", counted)
    with running_store(tmp_path) as store, keeper(store.address) as rooms:
        opened = rooms.open()
        heard: SimpleQueue[tuple[str, str]] = SimpleQueue()
        rooms.listen(lambda code, kind: heard.put((code, kind)))
        assert store.process is not None
        os.kill(store.process.pid, signal.SIGSTOP)
        try:
            with pytest.raises(AwayError):
                rooms.orders(opened.code)
            for _ in range(2):  # the news leave a line on which nothing is answered
                begun.get(timeout=SECONDS)
        finally:
            os.kill(store.process.pid, signal.SIGCONT)
        assert until_it_is_back(lambda: rooms.orders(opened.code)).version == 0
        until_it_is_back(
            lambda: rooms.lead(opened.code, opened.key, lambda now: replace(now, paused=True))
        )
        while heard.get(timeout=SECONDS) != (opened.code, ORDERS):
            pass


@pytest.mark.usefixtures("patience")
def test_connections_that_broke_are_opened_anew_and_nobody_notices(store: Store) -> None:
    with keeper(store.address) as rooms, keeper(store.address) as other:
        opened = rooms.open()
        heard: SimpleQueue[tuple[str, str]] = SimpleQueue()
        rooms.listen(lambda code, kind: heard.put((code, kind)))
        while not heard.empty():
            heard.get()
        with store.client() as client:
            client.client_kill_filter(_type="normal", skipme=True)
            client.client_kill_filter(_type="pubsub")
        assert rooms.orders(opened.code).version == 0
        # What may have been said meanwhile is looked up.
        assert heard.get(timeout=SECONDS)[0] == opened.code
        other.lead(opened.code, opened.key, lambda now: replace(now, paused=True))
        while (
            heard.get(timeout=SECONDS) != (opened.code, ORDERS)
            or not rooms.orders(opened.code).paused
        ):
            pass


@pytest.mark.usefixtures("patience")
def test_a_connection_that_breaks_before_the_answer_is_opened_anew_once(store: Store) -> None:
    with breaking(store, 1) as address, keeper(address) as rooms:
        assert rooms.orders(rooms.open().code).version == 0
    with breaking(store, 9) as address, keeper(address) as rooms, pytest.raises(AwayError):
        rooms.open()


@pytest.mark.usefixtures("patience")
def test_a_look_that_is_taken_at_the_last_moment_is_not_given_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keeper(store.address) as rooms, keeper(store.address) as other:
        code = rooms.open().code
        first = rooms.join(code).student
        run = rooms._line.run

        def run_late(script: str, *arguments: object) -> object:
            if script == scripts.SIT:
                other.tell(code, first.who, lambda now: replace(now, look=look_at(1)))
            return run(script, *arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(rooms._line, "run", run_late)
        second = rooms.join(code).student
        assert rooms.read(code).students[first.who].look == look_at(1)
        assert second.look == look_at(2)


@pytest.mark.usefixtures("patience")
def test_a_change_whose_answer_was_lost_is_made_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keeper(store.address) as rooms:
        run = rooms._line.run

        def run_twice(script: str, *arguments: object) -> object:
            run(script, *arguments)  # type: ignore[arg-type]
            return run(script, *arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(rooms._line, "run", run_twice)
        opened = rooms.open()
        student = rooms.join(opened.code).student
        rooms.lead(opened.code, opened.key, lambda now: replace(now, called=now.called + 1))
        rooms.tell(opened.code, student.who, lambda now: replace(now, moves=now.moves + 1))
        room = rooms.read(opened.code)
        assert room.orders.called == 1
        assert {who: each.moves for who, each in room.students.items()} == {student.who: 1}
        with store.client() as client:
            assert client.scard(scripts.INDEX) == 1


@pytest.mark.usefixtures("patience")
def test_a_server_without_memory_takes_nobody_more_and_forgets_nobody(
    redis_server: str, tmp_path: Path
) -> None:
    options = ("--maxmemory", "4mb", "--maxmemory-policy", "noeviction")
    with running_store(tmp_path, options) as store, keeper(store.address) as rooms:
        opened = rooms.open()
        there: list[str] = []

        def one_more() -> None:
            there.append(rooms.join(opened.code).student.who)
            query = {"w1": "1" * (LONGEST // 2)}
            rooms.tell(opened.code, there[-1], lambda now: replace(now, query=query))

        with pytest.raises(FullError, match="All places in classes are taken"):
            deque(iter(one_more, "never"))
        assert len(there) > 100
        assert list(rooms.read(opened.code).students) == there
        rooms.end(opened.code, opened.key)
        rooms.join(rooms.open().code)


@pytest.mark.usefixtures("patience")
def test_the_place_of_another_program_is_no_room(store: Store) -> None:
    with keeper(store.address) as rooms, store.client() as client:
        opened = rooms.open()
        code = opened.code
        student = rooms.join(code).student
        client.hset(scripts.ROOM + code, f"s:{student.who}", "mark 1 {}")
        assert rooms.read(code).students == {}
        assert rooms.tell(code, student.who, lambda now: replace(now, page="x")) is None
        client.hset(scripts.ROOM + code, "orders", 'mark {"version": "many"}')
        for way in (lambda: rooms.read(code), lambda: rooms.orders(code)):
            with pytest.raises(NoRoomError):
                way()
        client.delete(scripts.ROOM + code)
        client.set(scripts.ROOM + code, "something else")
        with pytest.raises(RoomError):
            rooms.read(code)


@pytest.mark.usefixtures("patience")
def test_a_room_leaves_nothing_behind(store: Store) -> None:
    with keeper(store.address) as rooms, store.client() as client:
        opened = rooms.open()
        joined = rooms.join(opened.code)
        rooms.leave(opened.code, joined.student.who)
        assert {*client.hgetall(scripts.ROOM + opened.code)} == {"key", "orders", "version", "came"}
        rooms.join(opened.code)
        assert all(0 < client.pttl(key) <= 3 * 3_600_000 for key in client.scan_iter())
        assert not {joined.secret, opened.key} & {
            *client.hgetall(scripts.ROOM + opened.code).values()
        }
        rooms.end(opened.code, opened.key)
        assert list(client.scan_iter()) == []
