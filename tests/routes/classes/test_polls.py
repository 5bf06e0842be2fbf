"""News of a class for who asks for them: what is new, for whom it is, and who asks no more."""

from __future__ import annotations

import pytest

from tests.seats.classes import moved, opened
from visualizer.rooms.leading import called_to, paused, with_task
from visualizer.rooms.room import NotTheTeacherError, Opened
from visualizer.rooms.rooms import Rooms
from visualizer.routes.classes import polls as class_polls
from visualizer.routes.classes.polls import EVERY_SECONDS, MISSED, MOST_A_SECOND, Polls, latest_news
from visualizer.seats.joining import NotInError, PutOutError, join_class, put_student_out
from visualizer.seats.presence import note_presence
from visualizer.seats.talk import go_to_teacher, tell_class

Told = list[tuple[str, str]]


class Clock:
    """Time that goes on when the test says so, and does then what was put off until then."""

    def __init__(self) -> None:
        self.now = 0.0
        self.put_off: list[tuple[float, object]] = []

    def later(self, seconds: float, how: object) -> None:
        self.put_off.append((self.now + seconds, how))

    def go_on(self, seconds: float) -> None:
        end = self.now + seconds
        while due := [each for each in self.put_off if each[0] <= end]:
            first = min(due, key=lambda each: each[0])
            self.put_off.remove(first)
            self.now = first[0]
            first[1]()  # type: ignore[operator]
        self.now = end


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gone() -> Told:
    return []


@pytest.fixture
def polls(clock: Clock, gone: Told) -> Polls:
    return Polls(lambda *who: gone.append(who), lambda: clock.now, clock.later)


@pytest.fixture
def room(keeper: Rooms, polls: Polls, monkeypatch: pytest.MonkeyPatch) -> Opened:
    monkeypatch.setattr(class_polls, "POLLS", polls)
    return keeper.open()


def student_in(room: Opened, **values: object) -> tuple[dict[str, object], object]:
    session = opened("neuron", **values)
    joined = join_class(session, room.code)
    return {"code": room.code, "secret": joined.secret, "after": -1}, session


def test_a_student_hears_what_the_teacher_has_said_and_only_once(
    room: Opened, keeper: Rooms
) -> None:
    asks, _ = student_in(room)
    first = latest_news(asks, "")
    assert first["orders"]["paused"] is False  # type: ignore[index]
    assert latest_news({**asks, "after": 0}, "") == {"pause": EVERY_SECONDS}
    orders = keeper.lead(room.code, room.key, lambda now: paused(now, True))
    told = latest_news({**asks, "after": 0}, "")["orders"]
    assert (told["paused"], told["version"]) == (True, orders.version)  # type: ignore[index]
    assert latest_news({**asks, "after": orders.version}, "") == {"pause": EVERY_SECONDS}


def test_the_desk_hears_who_is_here_and_nothing_while_nothing_happens(room: Opened) -> None:
    desk = {"code": room.code, "key": room.key, "after": -1}
    assert latest_news(desk, "")["here"] == 0
    asks, session = student_in(room)
    latest_news(asks, "")
    line = latest_news(desk, "")
    assert line["here"] == 1
    desk["after"] = line["version"]
    assert latest_news(desk, "") == {"pause": EVERY_SECONDS}
    latest_news(asks, "")
    assert latest_news(desk, "") == {"pause": EVERY_SECONDS}, "a question is no news"
    moved(session, bias=1.5)  # type: ignore[arg-type]
    tell_class(session)  # type: ignore[arg-type]
    assert latest_news(desk, "")["version"] != desk["after"]


def test_a_student_hears_how_far_they_are_with_a_task(room: Opened, keeper: Rooms) -> None:
    asks, session = student_in(room)
    assert "task" not in latest_news(asks, "")
    start = {"w1": "0.5", "w2": "0.5", "b": "0"}
    keeper.lead(
        room.code,
        room.key,
        lambda now: with_task(
            called_to(now, "neuron", start), "neuron", start, free=(), below=0.01, moves=0,
            sentence="",
        ),
    )  # fmt: skip
    go_to_teacher(session)  # type: ignore[arg-type]
    tell_class(session)  # type: ignore[arg-type]
    assert latest_news(asks, "")["task"]["moves"] == 0  # type: ignore[index]


@pytest.mark.parametrize("after", [None, "0", True, 1e30, [], {"a": 1}])
def test_whatever_a_browser_says_it_has_it_gets_an_answer(room: Opened, after: object) -> None:
    asks, _ = student_in(room)
    assert "orders" in latest_news({**asks, "after": after}, "")


def test_nobody_hears_the_news_of_others(room: Opened, keeper: Rooms) -> None:
    asks, _ = student_in(room)
    (who,) = keeper.read(room.code).students
    for wrong in ("", who, "x" * 22):
        with pytest.raises(NotInError):
            latest_news({**asks, "secret": wrong}, "")
    with pytest.raises(NotTheTeacherError):
        latest_news({"code": room.code, "key": "x" * 22, "after": -1}, "")
    keeper.end(room.code, room.key)
    with pytest.raises(NotInError):
        latest_news(asks, "")


def test_who_was_put_out_is_told_so(room: Opened, keeper: Rooms) -> None:
    asks, _ = student_in(room)
    latest_news(asks, "")
    (who,) = keeper.read(room.code).students
    put_student_out(room.code, room.key, who)
    with pytest.raises(PutOutError):
        latest_news(asks, "")


@pytest.fixture
def by_clock(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks no more is gone as the clock of the test says."""
    made = Polls(
        lambda code, who: note_presence(code, who, is_here=False), lambda: clock.now, clock.later
    )
    monkeypatch.setattr(class_polls, "POLLS", made)


def test_who_asks_is_here_and_who_asks_no_more_is_gone(
    keeper: Rooms, clock: Clock, by_clock: None
) -> None:
    room = keeper.open()
    stays, _ = student_in(room)
    goes, _ = student_in(room)
    here = lambda: [each.is_here for each in keeper.read(room.code).students.values()]  # noqa: E731
    assert here() == [False, False]
    latest_news(goes, "")
    for _ in range(MISSED):
        latest_news(stays, "")
        assert here() == [True, True]
        clock.go_on(EVERY_SECONDS)
    assert here() == [True, False]
    latest_news(goes, "")
    assert here() == [True, True]


def test_a_page_out_of_sight_that_asks_once_a_minute_is_gone_until_it_is_looked_at(
    keeper: Rooms, clock: Clock, by_clock: None
) -> None:
    room = keeper.open()
    asks, _ = student_in(room)

    def is_here() -> bool:
        (student,) = keeper.read(room.code).students.values()
        return student.is_here

    latest_news(asks, "")
    for _ in range(2 * MISSED):  # just out of sight: it asks as before
        clock.go_on(EVERY_SECONDS)
        latest_news({**asks, "hidden": True}, "")
        assert is_here()
    clock.go_on(60)
    assert not is_here()
    version = keeper.read(room.code).version
    for _ in range(3):
        latest_news({**asks, "hidden": True}, "")
        clock.go_on(60)
    assert keeper.read(room.code).version == version, "it comes and goes"
    latest_news({**asks, "hidden": False}, "")
    assert is_here()


def test_many_ask_less_often_and_none_of_them_is_gone_for_it(
    polls: Polls, clock: Clock, gone: Told
) -> None:
    few = int(EVERY_SECONDS * MOST_A_SECOND)
    assert {polls.note("A", f"{number}") for number in range(few)} == {EVERY_SECONDS}
    for number in range(10 * few):
        polls.note("B", f"{number}")
    pause = polls.note("A", "0")
    assert pause == 11 * EVERY_SECONDS
    clock.go_on((MISSED - 1) * pause)
    assert not gone
    polls.note("A", "0")
    clock.go_on(2 * pause)
    assert len(gone) == 11 * few - 1
    assert ("A", "0") not in gone


def test_one_who_cannot_be_told_of_keeps_no_other_here(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    tried: Told = []

    def fails(*who: str) -> None:
        tried.append(who)  # type: ignore[arg-type]
        raise KeyError("a fault")

    polls = Polls(fails, lambda: clock.now, clock.later)
    for who in ("one", "two"):
        polls.note("A", who)
    clock.go_on(100 * EVERY_SECONDS)
    polls.note("A", "three")
    clock.go_on(100 * EVERY_SECONDS)
    assert [who for _, who in tried] == ["one", "two", "three"]
    assert "was not told" in caplog.text


def test_where_nobody_asks_nothing_goes_on(polls: Polls, clock: Clock, gone: Told) -> None:
    polls.note("A", "one")
    polls.note("A", "one")
    assert len(clock.put_off) == 1
    clock.go_on(100 * EVERY_SECONDS)
    assert gone == [("A", "one")]
    assert not clock.put_off
    polls.note("A", "one")
    assert len(clock.put_off) == 1
