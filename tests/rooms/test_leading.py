"""What a teacher says changes what it names, and leaves alone what was said before."""

from dataclasses import fields, replace

import pytest

from visualizer.rooms.codes import hashed
from visualizer.rooms.in_process import RoomsInProcess
from visualizer.rooms.leading import (
    MOST_OUT,
    answer_shown,
    asked_again,
    called_to,
    following,
    hidden,
    is_out,
    locked,
    moved_on,
    open_up_to,
    paused,
    put_out,
    with_locked,
    with_task,
    without_task,
)
from visualizer.rooms.records import LONGEST, write_orders
from visualizer.rooms.room import LONGEST_SENTENCE, Orders, Task

SAID = Orders(
    version=6,
    called=2,
    page="loss",
    query={"w1": "0.5"},
    hidden=("code",),
    locked=("bias",),
    shown=("start",),
    rounds={"start": 2},
)
"""Orders of a lesson that goes on."""


def changed(before: Orders, after: Orders) -> set[str]:
    """Return the names of what differs."""
    names = (each.name for each in fields(Orders))
    return {name for name in names if getattr(before, name) != getattr(after, name)}


def test_who_calls_says_where_to_and_that_it_is_a_new_call() -> None:
    after = called_to(SAID, "surface", {"w1": "1"})
    assert (after.page, after.query, after.called) == ("surface", {"w1": "1"}, 3)
    assert changed(SAID, after) == {"page", "query", "called"}


def test_a_call_to_the_same_place_is_a_call_nevertheless() -> None:
    assert changed(SAID, called_to(SAID, SAID.page, SAID.query)) == {"called"}


def test_to_be_followed_calls_all_once_and_then_leads_each_move() -> None:
    led = following(SAID, True, "neuron", {"b": "1"})
    assert (led.follows, led.page, led.query, led.called) == (True, "neuron", {"b": "1"}, 3)
    assert following(led, True, "surface", {}) == led
    moved = moved_on(led, "neuron", {"b": "2"})
    assert changed(led, moved) == {"query"}


def test_who_is_not_followed_leads_nobody() -> None:
    assert moved_on(SAID, "surface", {"w1": "7"}) == SAID
    assert following(SAID, False, "surface", {"w1": "7"}) == SAID


def test_the_end_of_following_leaves_all_where_they_are() -> None:
    led = following(SAID, True, "neuron", {"b": "1"})
    assert changed(led, following(led, False, "surface", {})) == {"follows"}


def test_a_pause_begins_and_ends() -> None:
    assert changed(SAID, paused(SAID, True)) == {"paused"}
    assert paused(paused(SAID, True), False) == SAID


def test_pages_are_open_up_to_one_of_them_or_all() -> None:
    assert open_up_to(SAID, "loss").open_up_to == "loss"
    assert open_up_to(open_up_to(SAID, "loss"), "") == SAID


def test_parts_are_hidden_one_by_one_each_once() -> None:
    two = hidden(hidden(SAID, "question", True), "code", True)
    assert two.hidden == ("code", "question")
    assert hidden(two, "code", False).hidden == ("question",)
    with pytest.raises(ValueError, match="code, explanation, question"):
        hidden(SAID, "stage", True)


def test_controls_are_locked_one_by_one_or_all_at_once() -> None:
    two = locked(locked(SAID, "weight_1", True), "bias", True)
    assert sorted(two.locked) == ["bias", "weight_1"]
    assert locked(two, "bias", False).locked == ("weight_1",)
    assert with_locked(two, ["weight_2"]).locked == ("weight_2",)


def test_an_answer_is_shown_once_and_taken_back_by_asking_again() -> None:
    shown = answer_shown(answer_shown(SAID, "loss"), "loss")
    assert shown.shown == ("start", "loss")
    again = asked_again(shown, "loss")
    assert again.shown == ("start",)
    assert again.rounds == {"start": 2, "loss": 2}
    assert asked_again(again, "loss").rounds["loss"] == 3


def test_a_task_calls_all_to_its_start() -> None:
    after = with_task(
        SAID, "surface", {"w1": "2"}, free=["weight_1"], below=0.1, moves=5, sentence="Roll down."
    )
    assert after.task == Task(7, "surface", {"w1": "2"}, ("weight_1",), 0.1, 5, "Roll down.")
    assert (after.called, after.page, after.query) == (3, "surface", {"w1": "2"})
    assert changed(after, without_task(after)) == {"task"}


def test_who_has_a_task_is_not_led_away_from_it() -> None:
    assert not with_task(following(SAID, True, "loss", {}), "loss", {}).follows


def test_two_tasks_of_a_room_never_have_the_same_number() -> None:
    rooms = RoomsInProcess()
    opened = rooms.open()
    numbers = []
    for _ in range(3):
        orders = rooms.lead(opened.code, opened.key, lambda now: with_task(now, "loss", {}))
        assert orders.task is not None
        numbers.append(orders.task.number)
        rooms.lead(opened.code, opened.key, without_task)
    assert len(set(numbers)) == 3
    assert 0 not in numbers  # which is that of none


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Reach 0.1 \n without the bias\x00\u202e. ", "Reach 0.1 without the bias ."),
        ("a" * 1000, "a" * LONGEST_SENTENCE),
        ("", ""),
    ],
)
def test_the_sentence_of_a_task_is_one_short_line(said: str, kept: str) -> None:
    task = with_task(Orders(), "loss", {}, sentence=said).task
    assert task is not None
    assert task.sentence == kept


@pytest.mark.parametrize("wrong", [{"below": -0.1}, {"moves": -1}])
def test_a_task_that_nobody_can_reach_is_none(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        with_task(Orders(), "loss", {}, **wrong)


def test_orders_are_values_that_share_nothing_with_who_gave_them() -> None:
    query = {"w1": "1"}
    after = called_to(replace(SAID), "loss", query)
    query["w1"] = "2"
    assert after.query == {"w1": "1"}


def test_who_is_put_out_is_known_by_a_mark_that_is_no_way_in() -> None:
    known = [hashed(f"secret {number}") for number in range(MOST_OUT + 5)]
    orders = Orders()
    for each in known:
        assert not is_out(orders, each)
        orders = put_out(orders, each)
        assert is_out(orders, each)
        assert put_out(orders, each) is orders
    assert [is_out(orders, each) for each in known] == [False] * 5 + [True] * MOST_OUT
    assert not set(orders.out) & set(known)
    # All that can be held besides still has its room.
    longest = replace(orders, query={"x": "1" * 4_096}, locked=tuple(f"{n:030}" for n in range(60)))
    assert len(write_orders(longest)) < LONGEST
