"""The page of a class: a teacher opens one, sees it, leads it, and ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenApp, expect_no_failure, go_to, header, places, standing
from tests.seats.classes import moved
from visualizer.rooms.leading import asked_again, called_to, is_out, paused
from visualizer.rooms.place import rooms
from visualizer.rooms.room import AwayError, Orders, Student
from visualizer.rooms.rooms import Rooms
from visualizer.seats.joining import join_class
from visualizer.seats.reports import REPORTS
from visualizer.seats.talk import go_to_teacher, is_astray, take_seat, tell_class
from visualizer.server.script_turn import _has_turn
from visualizer.stages.registry import STAGES
from visualizer.stages.releases import release
from visualizer.state.class_neurons import stands_at
from visualizer.state.seat import Seat
from visualizer.state.session import Session
from visualizer.ui import class_entry
from visualizer.ui.class_line import TURN, TYPED
from visualizer.ui.session import KEY
from visualizer.words import class_desk as words


@pytest.fixture(autouse=True)
def own_rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rooms]:
    """Rooms of the test's own, in a process that has the routes of a class."""
    monkeypatch.setattr("visualizer.ui.class_entry.class_url", lambda: "class")
    rooms.cache_clear()
    yield rooms()
    rooms.cache_clear()


def opened(open_app: OpenApp, came_from: str = "") -> AppTest:
    """Return the desk of a class that was just opened."""
    app = open_app(came_from or "class", {"w1": "0.7"} if came_from else None)
    if came_from:
        go_to(app, "class")
    app.button("open_class").click().run()
    return app


def seat(app: AppTest) -> Seat:
    return app.session_state[KEY].now.seat


def orders(app: AppTest) -> Orders:
    return rooms().orders(seat(app).code)


def comes(app: AppTest, page: str = "surface", **more: object) -> Student:
    """Let a student in who is on ``page``."""
    code = seat(app).code
    student = rooms().join(code).student
    told = replace(student, page=page, is_here=True, pages=(page,), **more)  # type: ignore[arg-type]
    rooms().tell(code, student.who, lambda _: told)
    return told


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.title, app.info, app.warning)
    return "\n".join(each.value for kind in kinds for each in kind)


def expect_no_stage(app: AppTest) -> None:
    assert not app.exception
    assert not [each for each in app.get("bidi_component") if each.key == "class_stage"]


def labels(app: AppTest) -> list[str]:
    return [each.label for each in app.button]


def test_clicks_that_come_before_the_desk_open_no_second_class(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session, opens = Session(), []
    monkeypatch.setattr(class_entry, "this_session", lambda: session)
    real = rooms().open
    monkeypatch.setattr(rooms(), "open", lambda: opens.append(1) or real())
    for _ in range(20):
        class_entry._open()
    assert len(opens) == 1
    first = session.now.seat
    rooms().end(first.code, first.key)  # then another one may be opened
    class_entry._open()
    assert len(opens) == 2
    assert session.now.seat.code != first.code


def test_a_page_without_a_class_offers_to_open_one_and_connects_to_none(open_app: OpenApp) -> None:
    app = open_app("class")
    assert not app.exception
    assert [each.label for each in app.button if each.key == "open_class"] == [words.OPEN]
    assert seat(app) is None
    expect_no_stage(app)


def test_a_plain_script_says_that_its_news_are_slower(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert words.NEWS_ARE_ASKED_FOR not in said(open_app("class"))
    monkeypatch.setattr("visualizer.ui.class_entry.class_url", str)
    app = open_app("class")
    assert words.NEWS_ARE_ASKED_FOR in said(app)
    assert words.OPEN in labels(app)


def test_who_opens_a_class_gets_its_code_and_the_desk(open_app: OpenApp) -> None:
    app = opened(open_app)
    expect_no_failure(app)
    code = seat(app).code
    assert [each.value for each in app.title][-1] == code
    rooms().check_key(code, seat(app).key)
    assert header(app)["scene"]
    app.toggle("class_shows_code").set_value(False).run()
    assert code not in [each.value for each in app.title]


def test_a_typed_code_leads_into_its_class_and_another_text_says_what_a_code_is(
    open_app: OpenApp,
) -> None:
    app = open_app("class")
    app.text_input("class_code_typed").set_value(" k7p-q2m").run()
    assert words.JOIN.format(code="K7PQ2M") in said(app)
    assert app.session_state[TYPED] == ("K7PQ2M", 1)  # told to the browser, once
    app.text_input("class_code_typed").set_value("<b>hello</b>").run()
    assert "six letters and digits" in said(app)
    assert not app.exception


def test_when_no_more_classes_can_be_opened_a_sentence_says_so(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visualizer.rooms.in_process.MOST_ROOMS", 0)
    app = opened(open_app)
    assert seat(app) is None
    assert "As many classes are open" in said(app)


def test_the_desk_looks_at_the_page_where_most_are_or_at_another(open_app: OpenApp) -> None:
    app = opened(open_app)
    for page in ("loss", "loss", "surface"):
        comes(app, page)
    app.run()
    expect_no_failure(app)
    assert words.CALL.format(page="Loss") in labels(app)
    app.selectbox("class_page").set_value("surface").run()
    assert words.CALL.format(page="The surface") in labels(app)
    assert seat(app).desk.page == "surface"


def test_all_are_called_with_the_numbers_of_the_teacher(open_app: OpenApp) -> None:
    app = opened(open_app, came_from="neuron")
    assert words.CALL.format(page="The neuron") in labels(app)  # where the teacher was
    app.button("class_call").click().run()
    assert (orders(app).called, orders(app).page) == (1, "neuron")
    assert orders(app).query["w1"] == "0.7"


@pytest.mark.parametrize(
    ("key", "holds"),
    [("class_follow", lambda now: now.follows), ("class_pause", lambda now: now.paused)],
)
def test_a_switch_says_it_to_all_and_takes_it_back(
    key: str, holds: Callable[[Orders], bool], open_app: OpenApp
) -> None:
    app = opened(open_app)
    app.toggle(key).set_value(True).run()
    assert holds(orders(app))
    assert app.toggle(key).value
    app.toggle(key).set_value(False).run()
    assert not holds(orders(app))


def test_a_switch_shows_what_was_said_elsewhere(open_app: OpenApp) -> None:
    app = opened(open_app)
    rooms().lead(seat(app).code, seat(app).key, lambda now: paused(now, True))
    app.run()
    assert app.toggle("class_pause").value
    assert orders(app).paused


def test_pages_parts_and_sliders_are_limited(open_app: OpenApp) -> None:
    app = opened(open_app)
    comes(app)
    app.run()
    app.selectbox("class_open_up_to").set_value("loss").run()
    app.get("button_group")[0].set_value(["code"]).run()
    app.multiselect("class_locked").set_value(["bias"]).run()
    now = orders(app)
    assert (now.open_up_to, now.hidden, now.locked) == ("loss", ("code",), ("bias",))
    app.get("button_group")[0].set_value([]).run()
    assert orders(app).hidden == ()


def popovers(app: AppTest) -> list[tuple[int, ...]]:
    return [place for place, what in places(app).items() if what == "popover"]


def test_what_is_open_on_the_desk_stays_where_it_is_while_the_class_begins(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser closes a popover that changes its place, under the hand of who chooses in it."""
    app = opened(open_app)
    before = popovers(app)
    assert len(before) == 5
    assert words.CODE in said(app)
    comes(app)
    app.get("button_group")[0].set_value(["code"]).run()
    assert words.CODE not in said(app)
    assert popovers(app) == before
    app.toggle(class_entry.SHOWS_CODE).set_value(True).run()
    assert words.CODE in said(app)
    assert popovers(app) == before
    app.selectbox("class_page").set_value("plans").run()
    assert "class_answer" not in [each.key for each in app.button]
    assert popovers(app) == before

    def gone(*_: object) -> None:
        raise AwayError("away")

    monkeypatch.setattr(rooms(), "lead", gone)
    app.toggle("class_pause").set_value(True).run()
    assert app.warning
    assert popovers(app) == before


def test_guesses_are_shown_and_hidden_again(open_app: OpenApp) -> None:
    app = opened(open_app)
    comes(app, guesses={"surface": {1: 1}})
    app.run()
    assert seat(app).desk.guesses == ()
    app.button("class_guesses").click().run()
    assert seat(app).desk.guesses == ("surface",)
    expect_no_failure(app)
    app.button("class_guesses").click().run()
    assert seat(app).desk.guesses == ()


def test_the_answer_is_shown_and_the_question_asked_again(open_app: OpenApp) -> None:
    app = opened(open_app)
    comes(app)
    app.run()
    app.button("class_answer").click().run()
    assert orders(app).shown == ("surface",)
    assert app.button("class_answer").disabled
    app.button("class_again").click().run()
    assert (orders(app).shown, orders(app).rounds) == ((), {"surface": 2})


def test_a_student_is_seen_on_the_own_screen_and_undo_leads_back(open_app: OpenApp) -> None:
    app = opened(open_app, came_from="neuron")
    student = comes(app, query={"w1": "-2.5", "w2": "1", "b": "0"})
    app.run()
    app.selectbox("class_chosen").set_value(student.who).run()
    app.button("class_see").click().run()
    assert standing(app)["weight_1"] == -2.5
    assert app.session_state[KEY].now.memory.page == "surface"
    go_to(app, "surface").button("undo_move").click().run()  # where a browser is by now
    assert standing(app)["weight_1"] == 0.7


def test_a_student_is_passed_on_to_all(open_app: OpenApp) -> None:
    app = opened(open_app)
    student = comes(app, query={"w1": "-2.5"})
    app.run()
    app.selectbox("class_chosen").set_value(student.who).run()
    app.button("class_pass_on").click().run()
    assert (orders(app).page, orders(app).query) == ("surface", {"w1": "-2.5"})


def test_a_student_with_a_table_of_their_own_keeps_it(open_app: OpenApp) -> None:
    app = opened(open_app)
    student = comes(app, owns=True)
    app.run()
    app.selectbox("class_chosen").set_value(student.who).run()
    assert words.KEEPS_TABLE in said(app)
    assert app.button("class_see").disabled
    assert app.button("class_pass_on").disabled


def test_a_student_who_has_left_meanwhile_makes_no_trouble(open_app: OpenApp) -> None:
    app = opened(open_app)
    student = comes(app)
    app.run()
    app.selectbox("class_chosen").set_value(student.who).run()
    rooms().leave(seat(app).code, student.who)
    app.run()
    expect_no_failure(app)


def test_while_streamlit_turns_to_a_page_for_a_call_others_have_their_turn(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, held, switch = open_app("neuron"), [], st.switch_page

    def spy(page: object) -> None:
        held.append(_has_turn.get())
        switch(page)

    monkeypatch.setattr(st, "switch_page", spy)
    app.session_state[TURN] = "surface"
    app.run()
    # The first run of a test knows no pages yet: then the line turns, once it has a turn.
    assert held == [False, True]
    assert app.session_state[KEY].now.memory.page == "surface"
    assert TURN not in app.session_state
    expect_no_failure(app)


def test_what_is_moved_once_a_page_is_open_is_the_student_s_own(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app("neuron")
    session = app.session_state[KEY]
    room = rooms().open()
    join_class(session, room.code)
    rooms().lead(room.code, room.key, lambda now: called_to(now, "surface", {"b": "1"}))
    monkeypatch.setattr(REPORTS, "tell_later", lambda _: None)  # the rooms are far
    go_to_teacher(session)
    go_to(app, "surface")
    assert not is_astray(session.now)
    moved(session, bias=-2.0)
    assert is_astray(session.now)


def test_a_student_is_taken_out_and_no_longer_seen(open_app: OpenApp) -> None:
    app = opened(open_app)
    student, other = comes(app), comes(app)
    app.run()
    app.selectbox("class_chosen").set_value(student.who).run()
    app.button("class_put_out").click().run()
    assert list(rooms().read(seat(app).code).students) == [other.who]
    assert is_out(orders(app), student.known_by)
    assert not is_out(orders(app), other.known_by)
    assert seat(app).desk.chosen == ""
    expect_no_failure(app)


def test_a_task_is_given_and_taken_away(open_app: OpenApp) -> None:
    app = opened(open_app, came_from="surface")
    app.number_input("class_task_below").set_value(0.02).run()
    app.number_input("class_task_moves").set_value(4).run()
    app.multiselect("class_task_free").set_value(["weight_1"]).run()
    app.text_input("class_task_sentence").set_value("Without the bias.").run()
    app.button("class_task_give").click().run()
    task = orders(app).task
    assert (task.page, task.query["w1"]) == ("surface", "0.7")
    assert (task.below, task.moves, task.free) == (0.02, 4, ("weight_1",))
    assert task.sentence == "Without the bias."
    assert (orders(app).called, orders(app).page) == (1, "surface")
    expect_no_failure(app)
    app.button("class_task_end").click().run()
    assert orders(app).task is None


def test_a_task_that_is_done_at_its_start_is_not_given(open_app: OpenApp) -> None:
    app = opened(open_app, came_from="surface")
    app.number_input("class_task_below").set_value(50.0).run()
    assert app.button("class_task_give").disabled
    assert "choose a lower loss" in said(app)


def test_a_student_reaches_the_task_of_the_teacher(open_app: OpenApp) -> None:
    app = opened(open_app, came_from="surface")
    app.number_input("class_task_below").set_value(0.2).run()
    app.button("class_task_give").click().run()
    code, who = seat(app).code, rooms().join(seat(app).code).student.who
    student = open_app("loss")
    session = student.session_state[KEY]
    take_seat(session, Seat(code, who=who))
    go_to_teacher(session)
    go_to(student, "surface")

    def progress() -> tuple[int, int, int]:
        found = rooms().read(code).students[who]
        return found.task, found.moves, found.reached

    number = orders(app).task.number
    assert progress() == (number, 0, 0)
    assert standing(student)["weight_1"] == 0.7
    for moves, weights in enumerate(((1.0, 1.0, 0.0), (1.0, 0.5, -3.0)), start=1):
        values = dict(zip(("weight_1", "weight_2", "bias"), weights, strict=True))
        release(session, STAGES["surface"], f"a-{moves}", values)
        tell_class(session)
        (stand,) = stands_at([("surface", rooms().read(code).students[who].query)])
        assert progress() == (number, moves, moves if stand.loss < 0.2 else 0)
    assert stand.loss < 0.2
    app.run()
    expect_no_failure(app)


def test_a_class_ends_at_once(open_app: OpenApp) -> None:
    app = opened(open_app)
    code = seat(app).code
    app.button("end_class").click().run()
    assert seat(app) is None
    assert words.OPEN in labels(app)
    with pytest.raises(Exception, match="There is no class"):
        rooms().read(code)


def test_after_a_class_that_has_ended_by_itself_another_can_be_opened(open_app: OpenApp) -> None:
    app = opened(open_app)
    rooms().end(seat(app).code, seat(app).key)
    app.run()
    expect_no_stage(app)
    assert words.OPEN in labels(app)


def test_while_the_rooms_are_away_pages_say_so_and_go_on(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(open_app, came_from="surface")

    def away(*_: object) -> None:
        raise AwayError("The rooms are away.")

    with monkeypatch.context() as patch:
        for name in ("read", "orders", "lead", "check_key"):
            patch.setattr(type(rooms()), name, away)
        app.run()
        expect_no_stage(app)
        assert "The rooms are away." in said(app)
        go_to(app, "plans")
        assert not app.exception
        assert words.ASK_MY_CLASS not in labels(app)
    go_to(app, "class")
    expect_no_failure(app)


@pytest.mark.parametrize(("button", "asked"), [("class_call", "lead"), ("end_class", "end")])
def test_what_was_not_done_because_the_rooms_are_away_is_said_and_the_desk_stays(
    button: str, asked: str, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(open_app, came_from="surface")
    held = seat(app)

    def away(*_: object) -> None:
        raise AwayError("The rooms are away.")

    with monkeypatch.context() as patch:
        patch.setattr(type(rooms()), asked, away)
        app.button(button).click().run()
    assert "The rooms are away." in said(app)
    assert seat(app).key == held.key
    rooms().check_key(held.code, held.key)
    app.run()
    assert "The rooms are away." not in said(app)


def test_the_desk_stays_with_its_page_until_another_has_clearly_more(open_app: OpenApp) -> None:
    app = opened(open_app)

    def looked_at() -> str:
        app.run()
        return next(each for each in labels(app) if each.startswith("Call all"))

    for page in ("loss", "loss", "surface", "surface"):
        comes(app, page)
    assert "Loss" in looked_at()
    comes(app, "surface")
    comes(app, "loss")
    comes(app, "surface")
    assert "Loss" in looked_at()
    comes(app, "surface")
    assert "The surface" in looked_at()


def test_who_has_typed_the_code_and_opened_no_page_yet_hides_nobody(open_app: OpenApp) -> None:
    app = opened(open_app)
    for page in ("class", "class", "class", "surface"):
        comes(app, page)
    app.run()
    assert words.CALL.format(page="The surface") in labels(app)


def test_a_task_that_begins_with_a_divergence_is_not_given(open_app: OpenApp) -> None:
    app = open_app("training", {"lr": "100", "output": "identity", "step": "100"})
    go_to(app, "class")
    app.button("open_class").click().run()
    assert app.button("class_task_give").disabled
    assert words.TASK_DIVERGED in said(app)


def test_a_forged_key_opens_no_desk(open_app: OpenApp) -> None:
    app = opened(open_app)
    session = app.session_state[KEY]
    session.change(lambda now: replace(now, seat=replace(now.seat, key="forged")))
    app.run()
    expect_no_stage(app)
    assert words.HAS_ENDED in said(app)


def test_a_student_is_told_that_this_is_the_teachers_desk(open_app: OpenApp) -> None:
    app = opened(open_app)
    code, student = seat(app).code, comes(app)
    other = open_app("class")
    session = other.session_state[KEY]
    session.change(lambda now: replace(now, seat=Seat(code, who=student.who)))
    other.run()
    assert words.YOU_ARE_IN.format(code=code) in said(other)
    assert words.OPEN not in labels(other)


def test_a_plan_asks_its_question_of_a_class_if_there_is_one(open_app: OpenApp) -> None:
    assert words.ASK_MY_CLASS not in labels(open_app("plans"))
    app = go_to(opened(open_app, came_from="surface"), "plans")
    assert words.ASK_MY_CLASS in labels(app)
    app.button("ask_loss").click().run()
    assert (orders(app).called, orders(app).page) == (1, "loss")


def test_a_second_round_is_seen_beside_the_first(open_app: OpenApp) -> None:
    app = opened(open_app)
    comes(app, guesses={"surface": {1: 0, 2: 1}})
    rooms().lead(seat(app).code, seat(app).key, lambda now: asked_again(now, "surface"))
    app.run()
    app.button("class_guesses").click().run()
    expect_no_failure(app)
