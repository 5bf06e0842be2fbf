"""What every keeper of rooms does, wherever it keeps them."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from queue import Empty, SimpleQueue

import pytest

from tests.rooms.conftest import Place
from visualizer.rooms.codes import is_code
from visualizer.rooms.looks import Look
from visualizer.rooms.records import LONGEST
from visualizer.rooms.room import (
    FullError,
    NoRoomError,
    NotTheTeacherError,
    Orders,
    Student,
    Task,
    TooMuchError,
)
from visualizer.rooms.rooms import HOURS, MOST_STUDENTS, ORDERS, STUDENTS, Rooms

SECONDS = 10  # longer than any of it takes
UNKNOWN = "AAAAAA"
FULL_ORDERS = Orders(
    called=2, page="training", query={"w1": "−1,5", "name": "Größe 🦊"}, follows=True, paused=True,
    open_up_to="loss", hidden=("code",), locked=("rate",), shown=("start",), rounds={"loss": 2},
    task=Task(3, "loss", {"b": "0"}, ("bias",), 0.125, 5, "Below ⅛, “please”."),
)  # fmt: skip


def on(page: str) -> Callable[[Student], Student]:
    return lambda student: replace(student, page=page)


def paused(orders: Orders) -> Orders:
    return replace(orders, paused=True)


def counted(orders: Orders) -> Orders:
    return replace(orders, called=orders.called + 1)


def moved(student: Student) -> Student:
    return replace(student, moves=student.moves + 1)


def failing(_: object) -> Orders:
    raise KeyError("this change fails")


def news_of(rooms: Rooms) -> SimpleQueue[tuple[str, str]]:
    """Return where all news arrive from now on."""
    heard: SimpleQueue[tuple[str, str]] = SimpleQueue()
    rooms.listen(lambda code, kind: heard.put((code, kind)))
    while not heard.empty():  # what may have been missed before
        heard.get()
    return heard


def wait_for(heard: SimpleQueue[tuple[str, str]], news: tuple[str, str]) -> None:
    """Return once these have arrived."""
    while heard.get(timeout=SECONDS) != news:
        pass


def test_a_new_room_is_empty_and_nothing_is_said(rooms: Rooms) -> None:
    code, key = (opened := rooms.open()).code, opened.key
    assert is_code(code)
    rooms.check_key(code, key)
    room = rooms.read(code)
    assert (room.code, room.orders, room.students, room.version) == (code, Orders(), {}, 0)
    assert rooms.orders(code) == Orders()


def test_what_is_said_is_read_by_all_as_it_was_said(place: Place) -> None:
    opened = place.rooms.open()
    said = place.rooms.lead(opened.code, opened.key, lambda _: FULL_ORDERS)
    assert said == replace(FULL_ORDERS, version=1)
    for rooms in (place.rooms, place.another()):
        assert rooms.orders(opened.code) == rooms.read(opened.code).orders == said


def test_orders_and_changes_are_counted(rooms: Rooms) -> None:
    opened = rooms.open()
    assert rooms.lead(opened.code, opened.key, counted).version == 1
    assert rooms.lead(opened.code, opened.key, counted).version == 2
    assert rooms.lead(opened.code, opened.key, lambda now: replace(now, version=77)).version == 2
    assert rooms.lead(opened.code, opened.key, lambda now: now).version == 2
    who = rooms.join(opened.code).student.who
    rooms.tell(opened.code, who, on("loss"))
    rooms.tell(opened.code, who, on("loss"))
    assert rooms.read(opened.code).version == 4


def test_a_student_is_kept_as_told(place: Place) -> None:
    code = place.rooms.open().code
    joined = place.rooms.join(code)
    told = Student(
        "somebody", "else", joined.student.look, "loss", {"w1": "1e-3"}, True,
        {"loss": {1: 2, 2: -1}}, ("start", "loss"), 3, 12, 0.1 + 0.2, 7, True, 0.0,
    )  # fmt: skip
    place.let_pass(1)
    after = place.rooms.tell(code, joined.student.who, lambda _: told)
    mine = {"who": joined.student.who, "known_by": joined.student.known_by, "seen": place.now()}
    assert after == replace(told, **mine)
    assert place.another().read(code).students == {joined.student.who: after}


def test_students_stand_in_the_order_in_which_they_came(rooms: Rooms) -> None:
    code = rooms.open().code
    came = [rooms.join(code).student.who for _ in range(30)]
    rooms.tell(code, came[3], on("loss"))
    rooms.leave(code, came[7])
    came.append(rooms.join(code).student.who)
    del came[7]
    assert list(rooms.read(code).students) == came


def test_who_has_a_secret_of_the_room_is_who_they_were(rooms: Rooms) -> None:
    code, other = rooms.open().code, rooms.open().code
    first = rooms.join(code)
    told = rooms.tell(code, first.student.who, on("loss"))
    assert told is not None
    assert rooms.join(code, first.secret) == replace(first, student=told)
    for wrong in ("", "x" * 22, first.student.known_by, "\ud800", "a b\0c"):
        stranger = rooms.join(code, wrong)
        assert stranger.student.who != first.student.who
        assert stranger.secret not in {first.secret, wrong}
    assert rooms.join(other, first.secret).student.who != first.student.who
    rooms.leave(code, first.student.who)
    assert rooms.join(code, first.secret).student.who != first.student.who


def test_one_student_is_found_without_the_others_and_without_letting_anybody_in(
    place: Place,
) -> None:
    rooms = place.rooms
    code, other = rooms.open().code, rooms.open().code
    first, second = rooms.join(code), rooms.join(code)
    told = rooms.tell(code, first.student.who, on("loss"))
    before = rooms.read(code)
    for keeper in (rooms, place.another()):
        assert keeper.student(code, first.student.who) == told
        assert keeper.student_with(code, first.secret) == told
        assert keeper.student_with(code, second.secret) == second.student
        for wrong in ("", "x", "\ud800", first.student.known_by):
            assert keeper.student(code, wrong) is None
            assert keeper.student_with(code, wrong) is None
        assert keeper.student(other, first.student.who) is None
        assert keeper.student_with(other, first.secret) is None
    assert rooms.read(code) == before
    rooms.leave(code, first.student.who)
    assert rooms.student(code, first.student.who) is None
    assert rooms.student_with(code, first.secret) is None


def test_no_secret_stands_in_a_room(rooms: Rooms) -> None:
    opened = rooms.open()
    joined = rooms.join(opened.code)
    kept = str(rooms.read(opened.code))
    assert joined.secret not in kept
    assert opened.key not in kept


@pytest.mark.parametrize("forged", ["", "x", "\ud800"])
def test_a_forged_key_leads_nobody(rooms: Rooms, forged: str) -> None:
    opened, other = rooms.open(), rooms.open()
    for key in (forged, other.key, opened.key + "x"):
        with pytest.raises(NotTheTeacherError):
            rooms.check_key(opened.code, key)
        with pytest.raises(NotTheTeacherError):
            rooms.lead(opened.code, key, paused)
        with pytest.raises(NotTheTeacherError):
            rooms.end(opened.code, key)
    assert rooms.orders(opened.code) == Orders()


def ways_into(rooms: Rooms, code: str, key: str) -> list[Callable[[], object]]:
    return [
        lambda: rooms.read(code),
        lambda: rooms.orders(code),
        lambda: rooms.student(code, "who"),
        lambda: rooms.student_with(code, "secret"),
        lambda: rooms.check_key(code, key),
        lambda: rooms.lead(code, key, paused),
        lambda: rooms.join(code),
        lambda: rooms.join(code, "secret"),
        lambda: rooms.tell(code, "who", on("loss")),
        lambda: rooms.end(code, key),
    ]


@pytest.mark.parametrize("code", [UNKNOWN, "", "a", "*", "K7PQ2M\n", "\ud800", "A" * 5_000])
def test_no_room_is_no_room_by_whatever_way(rooms: Rooms, code: str) -> None:
    for way in ways_into(rooms, code, "key"):
        with pytest.raises(NoRoomError, match="There is no class with this code"):
            way()
    rooms.leave(code, "who")


def test_a_room_that_was_ended_is_gone_and_the_others_stay(rooms: Rooms) -> None:
    ended, other = rooms.open(), rooms.open()
    who = rooms.join(ended.code).student.who
    rooms.end(ended.code, ended.key)
    for way in ways_into(rooms, ended.code, ended.key):
        with pytest.raises(NoRoomError):
            way()
    rooms.leave(ended.code, who)
    assert rooms.orders(other.code) == Orders()


def test_who_is_not_there_is_told_nothing(rooms: Rooms) -> None:
    code = rooms.open().code
    who = rooms.join(code).student.who
    rooms.leave(code, who)
    rooms.leave(code, who)
    assert rooms.tell(code, who, on("loss")) is None
    assert rooms.tell(code, "", on("loss")) is None
    assert rooms.read(code).students == {}


def test_a_room_lasts_for_hours_after_the_last_word_of_anybody(place: Place) -> None:
    rooms, almost = place.rooms, HOURS - 0.01
    silent, spoken = rooms.open(), rooms.open()
    place.let_pass(almost)
    who = rooms.join(spoken.code).student.who
    place.let_pass(almost)
    with pytest.raises(NoRoomError):
        rooms.read(silent.code)
    rooms.tell(spoken.code, who, on("loss"))
    place.let_pass(almost)
    rooms.lead(spoken.code, spoken.key, paused)
    place.let_pass(almost)
    rooms.leave(spoken.code, who)
    place.let_pass(almost)
    # None of these is a word.
    assert rooms.read(spoken.code).version == 4
    rooms.lead(spoken.code, spoken.key, paused)
    rooms.check_key(spoken.code, spoken.key)
    place.let_pass(0.02)
    for way in ways_into(rooms, spoken.code, spoken.key):
        with pytest.raises(NoRoomError):
            way()


def test_a_class_is_full_at_its_limit_and_all_of_it_looks_different(rooms: Rooms) -> None:
    code = rooms.open().code
    first, *others = [rooms.join(code) for _ in range(MOST_STUDENTS)]
    looks = {each.student.look for each in (first, *others)}
    assert len(looks) == MOST_STUDENTS
    with pytest.raises(FullError, match="This class is full"):
        rooms.join(code)
    assert rooms.join(code, first.secret).student == first.student
    rooms.leave(code, others[0].student.who)
    assert rooms.join(code).student.look == others[0].student.look


def test_who_comes_next_is_not_taken_for_one_who_has_left(rooms: Rooms) -> None:
    code = rooms.open().code
    looks = set()
    for _ in range(60):
        student = rooms.join(code).student
        looks.add(student.look)
        rooms.leave(code, student.who)
    assert len(looks) == 60


def test_a_look_that_was_chosen_is_given_to_nobody_else(rooms: Rooms) -> None:
    code = rooms.open().code
    second = Look("badger", "green")
    first = rooms.join(code).student
    rooms.tell(code, first.who, lambda student: replace(student, look=second))
    assert [rooms.join(code).student.look for _ in range(60)].count(second) == 0
    assert rooms.read(code).students[first.who].look == second


def test_all_classes_together_have_a_limit(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{place.named}.MOST_OF_ALL", 5)
    rooms = place.rooms
    one, two = rooms.open(), rooms.open()
    for _ in range(3):
        rooms.join(one.code)
    place.let_pass(HOURS - 0.01)
    there = [rooms.join(two.code) for _ in range(2)]
    with pytest.raises(FullError, match="All places in classes are taken"):
        rooms.join(two.code)
    place.let_pass(0.02)  # the first class has gone
    rooms.join(two.code)
    rooms.leave(two.code, there[0].student.who)
    for _ in range(3):
        rooms.join(two.code)
    with pytest.raises(FullError):
        rooms.join(two.code)


def test_rooms_have_a_limit(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{place.named}.MOST_ROOMS", 3)
    rooms = place.rooms
    first = rooms.open()
    place.let_pass(HOURS - 0.01)
    second, _ = rooms.open(), rooms.open()
    with pytest.raises(FullError, match="As many classes are open"):
        rooms.open()
    rooms.end(second.code, second.key)
    rooms.open()
    with pytest.raises(FullError):
        rooms.open()
    place.let_pass(0.02)
    with pytest.raises(NoRoomError):
        rooms.orders(first.code)
    rooms.open()


def test_every_change_is_told_and_nothing_else(place: Place) -> None:
    rooms = place.rooms
    opened = rooms.open()
    code, key = opened.code, opened.key
    heard = news_of(rooms)
    rooms.lead(code, key, paused)
    wait_for(heard, (code, ORDERS))
    joined = rooms.join(code)
    who = joined.student.who
    wait_for(heard, (code, STUDENTS))
    rooms.tell(code, who, on("loss"))
    wait_for(heard, (code, STUDENTS))
    # None of these changes anything.
    rooms.lead(code, key, paused)
    rooms.tell(code, who, on("loss"))
    rooms.join(code, joined.secret)
    rooms.leave(code, "nobody")
    rooms.read(code)
    rooms.leave(code, who)
    assert heard.get(timeout=SECONDS) == (code, STUDENTS)
    rooms.end(code, key)
    assert heard.get(timeout=SECONDS) == (code, ORDERS)
    with pytest.raises(Empty):
        heard.get_nowait()


def test_what_another_process_changes_is_told(place: Place) -> None:
    opened = place.rooms.open()
    here, there = news_of(place.rooms), place.another()
    place.rooms.orders(opened.code)
    who = there.join(opened.code).student.who
    wait_for(here, (opened.code, STUDENTS))
    there.lead(opened.code, opened.key, paused)
    wait_for(here, (opened.code, ORDERS))
    assert place.rooms.read(opened.code).students[who].who == who


def test_what_another_process_has_made_of_a_student_meanwhile_is_changed_and_not_undone(
    place: Place,
) -> None:
    here, there = place.rooms, place.another()
    code = here.open().code
    who = here.join(code).student.who
    here.tell(code, who, on("loss"))
    there.tell(code, who, lambda student: replace(student, page="neuron", is_here=True))
    assert here.tell(code, who, on("loss")) == here.student(code, who)
    student = there.student(code, who)
    assert student is not None
    assert (student.page, student.is_here) == ("loss", True)
    there.leave(code, who)
    assert here.tell(code, who, on("start")) is None


def test_a_listener_that_fails_takes_nothing_from_the_others(
    rooms: Rooms, caplog: pytest.LogCaptureFixture
) -> None:
    opened = rooms.open()

    def fail(*_: str) -> None:
        raise RuntimeError("this listener fails")

    rooms.listen(fail)
    heard = news_of(rooms)
    assert rooms.lead(opened.code, opened.key, paused).paused
    wait_for(heard, (opened.code, ORDERS))
    assert "a listener to the news of a room failed" in caplog.text


def test_a_listener_may_ask_and_wait_for_others_that_do(rooms: Rooms) -> None:
    """It is called under no lock."""
    opened = rooms.open()
    seen: SimpleQueue[bool] = SimpleQueue()

    def look(code: str, kind: str) -> None:
        with ThreadPoolExecutor(1) as elsewhere:
            seen.put(elsewhere.submit(rooms.orders, code).result(SECONDS).paused)

    rooms.listen(look)
    rooms.lead(opened.code, opened.key, paused)
    while not seen.get(timeout=SECONDS):
        pass


def test_a_change_may_take_its_time_and_others_go_on(rooms: Rooms) -> None:
    """What a change makes of something is found out under no lock."""
    opened = rooms.open()
    code, who = opened.code, rooms.join(opened.code).student.who

    def while_others_change(student: Student) -> Student:
        if student.page != "loss":
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(rooms.tell, code, who, on("loss")).result(SECONDS)
                elsewhere.submit(rooms.lead, code, opened.key, paused).result(SECONDS)
        return moved(student)

    after = rooms.tell(code, who, while_others_change)
    assert after is not None
    assert (after.page, after.moves) == ("loss", 1)
    assert rooms.read(code).students[who] == after
    assert rooms.orders(code).paused


def test_orders_that_two_change_at_the_same_time_are_changed_by_both(rooms: Rooms) -> None:
    opened = rooms.open()

    def while_another_leads(orders: Orders) -> Orders:
        if not orders.paused:
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(rooms.lead, opened.code, opened.key, paused).result(SECONDS)
        return counted(orders)

    after = rooms.lead(opened.code, opened.key, while_another_leads)
    assert (after.paused, after.called, after.version) == (True, 1, 2)
    assert rooms.orders(opened.code) == after


def test_a_room_that_ends_during_a_change_is_gone(rooms: Rooms) -> None:
    opened, code = (given := rooms.open()), given.code
    who = rooms.join(code).student.who

    def end_it(student: Student) -> Student:
        rooms.end(code, opened.key)
        return moved(student)

    with pytest.raises(NoRoomError):
        rooms.tell(code, who, end_it)
    with pytest.raises(NoRoomError):
        rooms.read(code)


def test_who_leaves_during_a_change_is_gone(rooms: Rooms) -> None:
    code = rooms.open().code
    who = rooms.join(code).student.who

    def leave(student: Student) -> Student:
        rooms.leave(code, who)
        return moved(student)

    assert rooms.tell(code, who, leave) is None
    assert rooms.read(code).students == {}


def test_a_change_that_fails_changes_nothing(rooms: Rooms) -> None:
    opened = rooms.open()
    student = rooms.join(opened.code).student
    before = rooms.read(opened.code)
    with pytest.raises(KeyError):
        rooms.lead(opened.code, opened.key, failing)
    with pytest.raises(KeyError):
        rooms.tell(opened.code, student.who, failing)
    assert rooms.read(opened.code) == before
    assert rooms.lead(opened.code, opened.key, paused).paused


def test_what_is_too_much_is_refused_and_changes_nothing(rooms: Rooms) -> None:
    opened = rooms.open()
    student = rooms.join(opened.code).student
    before, much = rooms.read(opened.code), {"w1": "1" * LONGEST}
    with pytest.raises(TooMuchError):
        rooms.lead(opened.code, opened.key, lambda now: replace(now, query=much))
    with pytest.raises(TooMuchError):
        rooms.tell(opened.code, student.who, lambda now: replace(now, query=much))
    assert rooms.read(opened.code) == before


@pytest.mark.parametrize("loss", [math.nan, math.inf, -math.inf])
def test_a_loss_that_is_no_number_is_none(rooms: Rooms, loss: float) -> None:
    code = rooms.open().code
    who = rooms.join(code).student.who
    after = rooms.tell(code, who, lambda student: replace(student, page="loss", loss=loss))
    assert after is not None
    assert after.loss is None
    assert rooms.read(code).students[who] == after


def test_changes_at_the_same_time_are_all_made(place: Place) -> None:
    opened = place.rooms.open()
    code, who = opened.code, place.rooms.join(opened.code).student.who
    keepers = [place.rooms, place.another()]
    begin = threading.Barrier(8)

    def work(number: int) -> None:
        rooms = keepers[number % 2]
        begin.wait(SECONDS)
        for _ in range(25):
            rooms.tell(code, who, moved)
            rooms.lead(code, opened.key, counted)
            rooms.leave(code, rooms.join(code).student.who)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    room = place.rooms.read(code)
    assert room.students[who].moves == 200
    assert (room.orders.called, room.orders.version) == (200, 200)
    assert list(room.students) == [who]
    assert room.version == 1 + 4 * 200


def test_who_comes_at_the_same_time_looks_different_and_no_more_come_than_have_place(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{place.named}.MOST_STUDENTS", 40)
    code = place.rooms.open().code
    keepers = [place.rooms, place.another()]
    begin = threading.Barrier(8)

    def come(number: int) -> int:
        refused = 0
        begin.wait(SECONDS)
        for _ in range(10):
            try:
                keepers[number % 2].join(code)
            except FullError:
                refused += 1
        return refused

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(come, range(8))) == 40
    students = place.rooms.read(code).students.values()
    assert len({each.look for each in students}) == len(students) == 40
