"""What is told later is told once at a time, and the latest in the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

import pytest

from tests.seats.classes import moved, opened
from visualizer.rooms.rooms import Rooms
from visualizer.seats.reports import Reports
from visualizer.seats.talk import tell_class
from visualizer.state.seat import Seat
from visualizer.state.session import Session

SECONDS = 20


class Class:
    """Hears of sessions, slowly."""

    def __init__(self) -> None:
        self.heard: list[float] = []
        self.hears, self.goes_on = threading.Semaphore(0), threading.Semaphore(0)
        self.reports = Reports(self.tell)

    def tell(self, session: Session) -> None:
        bias = session.now.memory.values()["bias"]
        self.hears.release()
        assert self.goes_on.acquire(timeout=SECONDS)
        self.heard.append(float(str(bias)))

    def waits(self) -> None:
        assert self.hears.acquire(timeout=SECONDS)


@pytest.fixture
def listening() -> Iterator[Class]:
    made = Class()
    yield made
    made.reports.close()


def seated() -> Session:
    session = opened("neuron")
    session.change(lambda now: replace(now, seat=Seat("K7PQ2M", who="ab")))
    return session


def test_of_many_moves_meanwhile_the_latest_is_told_and_no_two_at_once(listening: Class) -> None:
    session = seated()
    for bias in (0.25, 0.5, 0.75, 1.0):
        moved(session, bias=bias)
        listening.reports.tell_later(session)
        if bias == 0.25:
            listening.waits()
    assert not listening.hears.acquire(blocking=False), "two reports of one session at once"
    listening.goes_on.release(2)
    listening.waits()
    listening.reports.close()
    assert listening.heard == [0.25, 1.0]


def test_a_session_whose_room_is_far_holds_no_other_up(listening: Class) -> None:
    one, other = seated(), seated()
    moved(other, bias=-1.0)
    for session in (one, other):
        listening.reports.tell_later(session)
    for _ in range(2):
        listening.waits()
    listening.goes_on.release(2)


def test_after_a_report_that_failed_the_next_one_is_told(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[int] = []
    told = threading.Semaphore(0)

    def tell(session: Session) -> None:
        heard.append(session.now.version)
        told.release()
        if len(heard) == 1:
            raise KeyError("a fault")

    reports, session = Reports(tell), seated()
    for _ in range(2):
        reports.tell_later(session)
        assert told.acquire(timeout=SECONDS)
    reports.close()
    assert len(heard) == 2
    assert "was not told" in caplog.text


def test_who_is_in_no_class_tells_nothing() -> None:
    heard: list[Session] = []
    reports = Reports(heard.append)
    reports.tell_later(opened("neuron"))
    reports.close()
    assert not heard


def test_a_teacher_who_stands_where_they_stood_tells_nothing(keeper: Rooms) -> None:
    room, session = keeper.open(), opened("neuron")
    session.change(lambda now: replace(now, seat=Seat(room.code, key=room.key)))
    told = threading.Semaphore(0)

    def tell(session: Session) -> None:
        tell_class(session)
        told.release()

    reports = Reports(tell)
    reports.tell_later(session)
    assert told.acquire(timeout=SECONDS), "who has just come is noted"
    reports.tell_later(session)
    moved(session, bias=-1.25)
    reports.tell_later(session)
    assert told.acquire(timeout=SECONDS), "who has moved is told of"
    reports.tell_later(session)
    reports.close()
    assert not told.acquire(blocking=False)


def test_many_threads_that_tell_lose_nothing() -> None:
    heard: list[object] = []
    reports = Reports(lambda session: heard.append(session.now.memory.values()["bias"]))
    session = seated()
    with ThreadPoolExecutor(8) as pool:
        wait([pool.submit(reports.tell_later, session) for _ in range(200)])
    moved(session, bias=2.5)
    reports.tell_later(session)
    reports.close()
    assert heard[-1] == 2.5
