"""What a session in a class hears and tells, and what a session without one does: nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.seats.classes import moved, opened, turned_to
from visualizer.rooms import leading
from visualizer.rooms.looks import ANIMALS, COLOURS, Look
from visualizer.rooms.room import AwayError, NoRoomError, NotTheTeacherError, Orders, Student
from visualizer.rooms.rooms import Rooms
from visualizer.seats.joining import (
    NotInError,
    come_back,
    join_class,
    leave_class,
    take_desk,
)
from visualizer.seats.lines import desk_line, orders_line
from visualizer.seats.looks import take_look
from visualizer.seats.talk import (
    go_to_teacher,
    hear_class,
    is_astray,
    note_arrival,
    tell_class,
)
from visualizer.seats.teaching import give_order
from visualizer.state.answered import guessed
from visualizer.state.guesses import JUST_SHOWN
from visualizer.state.memory import undo
from visualizer.state.session import Session


def guess(session: Session, page: str, option: int) -> None:
    session.change(lambda now: guessed(now, page, option))


def test_without_a_class_no_room_is_looked_for(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = opened()
    before = session.now
    monkeypatch.setattr("visualizer.seats.talk.rooms", lambda: pytest.fail("asked for"))
    assert hear_class(session) is None
    tell_class(session)
    assert go_to_teacher(session) == ("", frozenset())
    assert session.now is before


def test_who_joins_is_seen_where_they_are(keeper: Rooms) -> None:
    code, _ = vars(keeper.open()).values()
    session = opened("neuron", bias=0.25)
    joined = join_class(session, f" {code.lower()[:3]}-{code[3:]}")
    student = keeper.read(code).students[joined.student.who]
    assert (student.page, student.query) == (
        "neuron",
        keeper.read(code).students[student.who].query,
    )
    assert student.query["b"] == "0.25"
    moved(session, bias=-1.5)
    tell_class(session)
    assert keeper.read(code).students[student.who].query["b"] == "-1.5"


def test_a_reload_is_the_same_student_and_a_second_join_of_one_session_too(keeper: Rooms) -> None:
    code = keeper.open().code
    first = join_class(opened(), code)
    back = opened("loss")
    again = come_back(back, code, first.secret, called=2)
    assert again.who == first.student.who
    assert (back.now.seat.who, back.now.seat.called) == (first.student.who, 2)
    join_class(back, code)
    assert len(keeper.read(code).students) == 1


def test_a_made_up_secret_is_nobody_s_and_tells_nothing_of_a_class(keeper: Rooms) -> None:
    code, session = keeper.open().code, opened()
    for each in (code, "AAAAAA", ""):
        with pytest.raises(NotInError, match="no longer in a class"):
            come_back(session, each, "made-up")
    assert session.now.seat is None
    assert not keeper.read(code).students


def test_all_go_where_the_teacher_is_once_and_undo_leads_back(keeper: Rooms) -> None:
    room = keeper.open()
    teacher, student = opened("neuron", bias=0.75), opened("neuron", bias=-2.0)
    take_desk(teacher, room.code, room.key)
    join_class(student, room.code)
    give_order(teacher, room.code, room.key, "come", on=True)
    page, changed = go_to_teacher(student)
    assert (page, changed) == ("neuron", {"bias"})
    assert student.now.memory.values()["bias"] == 0.75
    assert student.now.seat.called == 1
    student.change(lambda now: replace(now, memory=undo(now.memory)))
    assert student.now.memory.values()["bias"] == -2.0


def test_who_moves_something_after_that_has_gone_their_own_way(keeper: Rooms) -> None:
    room = keeper.open()
    teacher, student = opened("neuron", bias=0.75), opened("start")
    take_desk(teacher, room.code, room.key)
    join_class(student, room.code)
    give_order(teacher, room.code, room.key, "follow", on=True)
    go_to_teacher(student)
    tell_class(student)  # of the page that they are about to leave
    assert not is_astray(student.now)
    turned_to(student, "neuron")
    note_arrival(student, "neuron")
    assert not is_astray(student.now)
    guess(student, "neuron", 1)
    assert not is_astray(student.now), "a guess moves nothing"
    moved(student, bias=1.0)
    assert is_astray(student.now)
    go_to_teacher(student)
    note_arrival(student, "neuron")
    assert not is_astray(student.now)


def test_a_move_before_the_class_is_told_of_the_page_is_one_s_own(keeper: Rooms) -> None:
    room = keeper.open()
    teacher, student = opened("surface", bias=1.0), opened("neuron", bias=0.5)
    take_desk(teacher, room.code, room.key)
    join_class(student, room.code)
    give_order(teacher, room.code, room.key, "come", on=True)
    go_to_teacher(student)
    turned_to(student, "surface")
    note_arrival(student, "surface")
    moved(student, bias=-2.0)
    tell_class(student)  # late: the rooms are far
    assert is_astray(student.now)
    moved(teacher, bias=1.5)
    give_order(teacher, room.code, room.key, "come", on=True)
    go_to_teacher(student)
    student.change(lambda now: replace(now, memory=undo(now.memory)))
    assert student.now.memory.values()["bias"] == -2.0


def test_moves_of_a_teacher_whom_all_follow_are_told_and_of_another_not(keeper: Rooms) -> None:
    room = keeper.open()
    teacher = opened("neuron", bias=0.75)
    take_desk(teacher, room.code, room.key)
    tell_class(teacher)
    assert keeper.orders(room.code).version == 0
    give_order(teacher, room.code, room.key, "follow", on=True)
    moved(teacher, bias=1.25)
    tell_class(teacher)
    orders = keeper.orders(room.code)
    assert (orders.page, orders.query["b"]) == ("neuron", "1.25")
    turned_to(teacher, "class" if "class" in _pages() else "plans")
    tell_class(teacher)
    assert keeper.orders(room.code).page == "neuron", "nobody is led to the teacher's own page"


def test_a_teacher_s_move_while_the_one_before_is_told_is_led_as_well(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, teacher = keeper.open(), opened("neuron", bias=0.5)
    take_desk(teacher, room.code, room.key)
    give_order(teacher, room.code, room.key, "follow", on=True)
    moved(teacher, bias=0.75)
    orders, moves = keeper.orders, [1.0]

    def late(code: str) -> Orders:  # the rooms are far
        for bias in moves[:]:
            moves.clear()
            moved(teacher, bias=bias)
        return orders(code)

    monkeypatch.setattr(keeper, "orders", late)
    for _ in range(2):
        tell_class(teacher)
    assert keeper.orders(room.code).query["b"] == "1"


def _pages() -> set[str]:
    from visualizer.state.pages import PAGES

    return set(PAGES)


def test_only_a_session_of_the_teacher_that_moves_leads(keeper: Rooms) -> None:
    room = keeper.open()
    hand, phone = opened("neuron", bias=0.75), opened("loss")
    take_desk(hand, room.code, room.key)
    give_order(hand, room.code, room.key, "follow", on=True)
    take_desk(phone, room.code, room.key)  # it wakes up, elsewhere
    tell_class(phone)
    assert keeper.orders(room.code).page == "neuron"
    moved(hand, bias=1.0)
    tell_class(hand)
    tell_class(phone)
    assert keeper.orders(room.code).query["b"] == "1"
    moved(phone, bias=0.25)
    tell_class(phone)
    assert keeper.orders(room.code).page == "loss"


def test_who_leaves_while_they_are_led_has_left(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, student = keeper.open(), opened("neuron")
    joined = join_class(student, room.code)
    keeper.lead(room.code, room.key, lambda now: leading.called_to(now, "loss", {"b": "1"}))
    bring = student.now.bring_tables_back

    def leave_then(contents: object) -> None:
        leave_class(student, room.code, joined.secret)
        bring()

    monkeypatch.setattr(type(student.now), "bring_tables_back", leave_then)
    go_to_teacher(student)
    assert student.now.seat is None


def test_nobody_is_called_to_a_page_of_the_teacher_s(keeper: Rooms) -> None:
    room = keeper.open()
    teacher = opened("plans")
    for order in ("come", "follow", "dance"):
        with pytest.raises(ValueError, match=r"\.$"):
            give_order(teacher, room.code, room.key, order, on=True)
    assert give_order(teacher, room.code, room.key, "pause", on=True).paused
    assert keeper.orders(room.code).called == 0


def test_a_forged_key_says_and_takes_nothing(keeper: Rooms) -> None:
    room = keeper.open()
    stranger = opened()
    with pytest.raises(NotTheTeacherError):
        take_desk(stranger, room.code, "x" * 22)
    for order in ("come", "follow", "pause"):
        with pytest.raises(NotTheTeacherError):
            give_order(stranger, room.code, "x" * 22, order, on=True)
    assert stranger.now.seat is None
    assert keeper.orders(room.code).version == 0


def test_answers_are_shown_and_questions_asked_again(keeper: Rooms) -> None:
    room = keeper.open()
    student = opened("neuron")
    joined = join_class(student, room.code)
    guess(student, "neuron", 0)
    tell_class(student)
    keeper.lead(room.code, room.key, lambda now: leading.asked_again(now, "neuron"))
    hear_class(student)
    assert "neuron" not in student.now.guesses
    guess(student, "neuron", 2)
    tell_class(student)
    told = keeper.read(room.code).students[joined.student.who].guesses
    assert told == {"neuron": {1: 0, 2: 2}}
    hear_class(student)
    assert student.now.guesses["neuron"] == 2, "it is not asked a third time"
    keeper.lead(room.code, room.key, lambda now: leading.answer_shown(now, "loss"))
    hear_class(student)
    assert student.now.guesses["loss"] == JUST_SHOWN


def test_a_reload_keeps_the_guess_of_the_second_round(keeper: Rooms) -> None:
    room = keeper.open()
    student = opened("neuron")
    joined = join_class(student, room.code)
    keeper.lead(room.code, room.key, lambda now: leading.asked_again(now, "neuron"))
    hear_class(student)
    guess(student, "neuron", 2)
    tell_class(student)
    back = opened("neuron")
    guess(back, "neuron", 2)  # as its address says
    come_back(back, room.code, joined.secret)
    hear_class(back)
    assert back.now.guesses["neuron"] == 2


def test_after_the_end_there_is_no_seat_and_everything_else(keeper: Rooms) -> None:
    room = keeper.open()
    student = opened("neuron", bias=0.25)
    join_class(student, room.code)
    keeper.end(room.code, room.key)
    tell_class(student)
    assert hear_class(student) is None
    assert student.now.seat is None
    assert student.now.memory.values()["bias"] == 0.25
    with pytest.raises(NoRoomError):
        join_class(student, room.code)


def test_only_who_has_the_secret_leaves_or_changes_a_look(keeper: Rooms) -> None:
    room = keeper.open()
    session = opened()
    one, other = join_class(session, room.code), join_class(opened(), room.code)
    assert leave_class(opened(), room.code, "made-up") == ""
    with pytest.raises(NotInError):
        take_look(room.code, "made-up")
    look = take_look(room.code, one.secret)
    assert look != one.student.look
    students = keeper.read(room.code).students
    assert students[one.student.who].look == look
    assert students[other.student.who].look == other.student.look
    assert leave_class(session, room.code, one.secret) == one.student.who
    assert list(keeper.read(room.code).students) == [other.student.who]
    assert session.now.seat is None


def test_who_leaves_tells_no_more_though_the_rooms_are_away(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, session = keeper.open().code, opened("neuron", bias=0.25)
    joined = join_class(session, code)

    def away(*_: object) -> None:
        raise AwayError("The classes cannot be reached.")

    with monkeypatch.context() as patch:
        for name in ("leave", "student_with"):
            patch.setattr(keeper, name, away)
        with pytest.raises(AwayError):
            leave_class(session, code, joined.secret)
    moved(session, bias=-1.25)
    tell_class(session)
    assert keeper.read(code).students[joined.student.who].query["b"] == "0.25"


def test_one_session_is_one_student_however_often_it_leaves_and_comes(keeper: Rooms) -> None:
    code, session = keeper.open().code, opened()
    for _ in range(5):
        join_class(session, code)
        leave_class(session, code, "made-up")
        join_class(session, code)
    assert len(keeper.read(code).students) == 1


def test_who_came_anew_is_not_thrown_out_by_the_leaving_of_who_they_were(keeper: Rooms) -> None:
    code, before = keeper.open().code, opened()
    old = join_class(before, code)
    session = opened()  # the page was loaded again
    new = join_class(session, code)
    assert leave_class(session, code, old.secret) == old.student.who
    assert session.now.seat.who == new.student.who
    assert list(keeper.read(code).students) == [new.student.who]


def test_a_lead_that_changes_nothing_costs_no_numbers_of_one_s_own(keeper: Rooms) -> None:
    room = keeper.open()
    teacher, student = opened("neuron", bias=1.5), opened("neuron", bias=3.25)
    moved(student, bias=1.5)
    take_desk(teacher, room.code, room.key)
    join_class(student, room.code)
    give_order(teacher, room.code, room.key, "follow", on=True)
    for bias in (1.5, 0.25, 0.5):
        moved(teacher, bias=bias)
        tell_class(teacher)
        go_to_teacher(student)
        note_arrival(student, "neuron")
    student.change(lambda now: replace(now, memory=undo(now.memory)))
    assert student.now.memory.values()["bias"] == 1.5


def test_who_goes_to_another_class_keeps_the_place_there_when_the_first_is_left(
    keeper: Rooms,
) -> None:
    first, second, session = keeper.open().code, keeper.open().code, opened()
    before = join_class(opened(), first)  # in a page that was loaded again since
    join_class(session, second)
    assert leave_class(session, first, before.secret) == before.student.who
    assert session.now.seat.code == second
    assert not keeper.read(first).students


def test_after_any_number_of_the_teacher_s_moves_one_undo_leads_back(keeper: Rooms) -> None:
    room = keeper.open()
    teacher, student = opened("neuron", bias=0.0), opened("neuron", bias=-2.0)
    take_desk(teacher, room.code, room.key)
    join_class(student, room.code)
    give_order(teacher, room.code, room.key, "follow", on=True)
    for place in range(150):
        moved(teacher, bias=place / 100)
        tell_class(teacher)
        go_to_teacher(student)
        note_arrival(student, "neuron")
    assert student.now.memory.values()["bias"] == 1.49
    student.change(lambda now: replace(now, memory=undo(now.memory)))
    assert student.now.memory.values()["bias"] == -2.0
    moved(student, bias=0.5)
    go_to_teacher(student)
    student.change(lambda now: replace(now, memory=undo(now.memory)))
    assert student.now.memory.values()["bias"] == 0.5, "a move of one's own is not skipped"


def test_who_has_left_in_another_tab_has_left_in_this_one(keeper: Rooms) -> None:
    code, one, twin = keeper.open().code, opened(), opened()
    joined = join_class(one, code)
    come_back(twin, code, joined.secret)
    leave_class(one, code, joined.secret)
    tell_class(twin)
    assert twin.now.seat is None


def test_of_two_reports_that_cross_the_newer_one_stands(keeper: Rooms) -> None:
    code, session = keeper.open().code, opened("neuron", bias=0.25)
    joined = join_class(session, code)
    tell = keeper.tell

    def overtaken(code: str, who: str, how: Callable[[Student], Student]) -> Student | None:
        keeper.tell = tell
        moved(session, bias=1.5)
        tell_class(session)  # the later one is told first
        return tell(code, who, how)

    keeper.tell = overtaken
    moved(session, bias=1.0)
    tell_class(session)
    assert keeper.read(code).students[joined.student.who].query["b"] == "1.5"


def test_what_the_teacher_has_shown_is_nobody_s_guess(keeper: Rooms) -> None:
    room, sessions = keeper.open(), [opened() for _ in range(3)]
    asked, quiet, late = sessions
    whos = [join_class(each, room.code).student.who for each in (asked, quiet)]
    guess(asked, "neuron", JUST_SHOWN)  # by themselves
    tell_class(asked)
    keeper.lead(room.code, room.key, lambda now: leading.answer_shown(now, "neuron"))
    whos.append(join_class(late, room.code).student.who)
    for each in sessions:
        hear_class(each)
        tell_class(each)
        assert each.now.guesses["neuron"] == JUST_SHOWN
    keeper.lead(room.code, room.key, lambda now: leading.asked_again(now, "neuron"))
    for each in sessions:
        tell_class(each)  # before they have heard that it is asked again
    students = keeper.read(room.code).students
    told = [students[who].guesses.get("neuron", {}) for who in whos]
    assert told == [{1: JUST_SHOWN}, {}, {}]


def test_no_secret_is_in_what_browsers_are_told(keeper: Rooms) -> None:
    room = keeper.open()
    teacher = opened("neuron", bias=0.75)
    joined = join_class(opened(), room.code)
    give_order(teacher, room.code, room.key, "come", on=True)
    told = repr((orders_line(keeper.orders(room.code)), desk_line(keeper.read(room.code))))
    for secret in (room.key, joined.secret, joined.student.known_by):
        assert secret not in told
    assert "0.75" not in told, "nor the numbers of the teacher: the server takes them over"


def test_another_look_is_one_that_nobody_has(keeper: Rooms) -> None:
    code = keeper.open().code
    every = len(ANIMALS) * len(COLOURS)
    joined = [keeper.join(code) for _ in range(every - 1)]
    taken = {each.student.look for each in joined}
    (free,) = {Look(a, c) for a in ANIMALS for c in COLOURS} - taken
    mine = next(each for each in joined if each.student.look.animal != free.animal)
    assert take_look(code, mine.secret) == free
    assert take_look(code, mine.secret, "fox", "no colour") == free, "nothing else is free"
