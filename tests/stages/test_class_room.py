"""What a session sees of a room: the teacher all of it, anybody else nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Thread

import pytest

from visualizer.rooms.place import rooms
from visualizer.rooms.room import Opened, Room
from visualizer.stages.class_room import class_of, looking_at, room_of
from visualizer.stages.message import stage_message
from visualizer.stages.registry import STAGES, around
from visualizer.stages.releases import release
from visualizer.state.memory import Memory
from visualizer.state.seat import Seat
from visualizer.state.session import Contents, Session


@pytest.fixture(autouse=True)
def own_rooms() -> Iterator[None]:
    """Rooms of the test's own."""
    rooms.cache_clear()
    yield
    rooms.cache_clear()


@pytest.fixture
def opened() -> Opened:
    return rooms().open()


def at_desk(opened: Opened) -> Contents:
    return Contents(Memory(page="class"), seat=Seat(opened.code, key=opened.key))


def comes(opened: Opened, **query: str) -> str:
    student = rooms().join(opened.code).student
    told = replace(student, page="surface", query=query, is_here=True)
    rooms().tell(opened.code, student.who, lambda _: told)
    return student.who


def test_the_teacher_sees_the_room(opened: Opened) -> None:
    who = comes(opened)
    assert [each.who for each in class_of(at_desk(opened)).students] == [who]


@pytest.mark.parametrize("seat", [None, "student", "forged"])
def test_nobody_else_does(seat: str | None, opened: Opened) -> None:
    who = comes(opened)
    seats = {"student": Seat(opened.code, who=who), "forged": Seat(opened.code, key="x")}
    contents = Contents(Memory(page="class"), seat=seats.get(seat or ""))
    assert room_of(contents) is None
    assert class_of(contents).students == ()
    shown = stage_message(STAGES["class"], contents)
    assert b"surface" not in shown.moment


def test_a_click_near_a_dot_chooses_who_stands_there_and_elsewhere_nobody(opened: Opened) -> None:
    one, two = comes(opened, w1="1", w2="1"), comes(opened, w1="-1", w2="-1")
    session = Session()
    session.change(lambda _: at_desk(opened))

    def click(number: int, across: object, up: object) -> str:
        values = {"class_across": across, "class_up": up}
        return release(session, STAGES["class"], f"a-{number}", values).seat.desk.chosen

    assert click(1, 1.05, 0.97) == one
    assert click(2, -1.1, -0.95) == two
    assert click(3, 2.8, -2.8) == ""
    assert click(4, "1", None) == ""
    assert click(5, True, False) == ""
    assert session.now.memory.chosen == {}


def test_while_the_room_is_looked_at_nobody_waits_for_the_session(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, session = comes(opened, w1="1", w2="1"), Session()
    session.change(lambda _: at_desk(opened))
    read, changed = rooms().read, []

    def slow_read(code: str) -> Room:
        other = Thread(target=lambda: changed.append(session.change(lambda now: replace(now))))
        other.start()
        other.join(10)
        return read(code)

    monkeypatch.setattr(rooms(), "read", slow_read)
    values = {"class_across": 1.0, "class_up": 1.0}
    assert release(session, STAGES["class"], "a-1", values).seat.desk.chosen == who
    assert changed, "the session was locked meanwhile"


def test_a_move_of_a_student_changes_the_moment_and_nothing_around_it(opened: Opened) -> None:
    who, contents = comes(opened, w1="1", w2="1"), at_desk(opened)
    before, around_it = stage_message(STAGES["class"], contents), around(contents)
    moved = {"w1": "0.5", "w2": "1"}
    rooms().tell(opened.code, who, lambda student: replace(student, query=moved))
    after = stage_message(STAGES["class"], contents)
    assert after.name == before.name
    assert after.moment != before.moment
    assert around(contents) == around_it


def test_who_joins_takes_most_elsewhere_or_is_led_changes_what_is_around(opened: Opened) -> None:
    contents = at_desk(opened)
    seen = [around(contents)]
    who = comes(opened)
    seen.append(around(contents))
    rooms().tell(opened.code, who, lambda student: replace(student, page="loss"))
    seen.append(around(contents))
    rooms().lead(opened.code, opened.key, lambda orders: replace(orders, paused=True))
    seen.append(around(contents))
    seen.append(around(looking_at(contents, chosen=who)))
    assert len(set(seen)) == len(seen)


def test_news_are_asked_for_without_changing_anything(opened: Opened) -> None:
    session = Session()
    session.change(lambda _: at_desk(opened))
    after = release(session, STAGES["class"], "a-1", {}, "visualizer-class-news")
    assert after.seat == at_desk(opened).seat
    assert after.answered("class") == "a-1"
