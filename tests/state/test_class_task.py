"""A task is reached by who gets its loss below, in as many moves as are allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from visualizer.rooms.looks import look_at
from visualizer.rooms.room import Student, Task
from visualizer.state.class_neurons import stands_at
from visualizer.state.class_task import goal_of, judged

START = {"w1": "2", "w2": "2", "b": "0"}
NEAR = {"w1": "0.5", "w2": "0.5", "b": "0"}
LOW = {"w1": "3", "w2": "-1", "b": "-1"}
ELSEWHERE = {"w1": "1", "w2": "2", "b": "0"}


def loss_at(query: Mapping[str, str]) -> float:
    (stand,) = stands_at([("surface", query)])
    assert stand is not None
    return stand.loss


def walk(task: Task | None, *queries: Mapping[str, str], page: str = "surface") -> Student:
    """Return a student who has been to these places, one after the other."""
    now = Student("s", "", look_at(0), "loss", {})
    for query in queries:
        now = judged(now, replace(now, page=page, query=query), task)
    return now


@pytest.fixture
def task() -> Task:
    """To get a little below what ELSEWHERE has."""
    return Task(5, "surface", START, below=min(loss_at(NEAR), loss_at(ELSEWHERE)) - 1e-4)


def test_each_other_place_is_a_move_and_the_start_is_none(task: Task) -> None:
    now = walk(task, START, ELSEWHERE, ELSEWHERE, NEAR)
    assert (now.task, now.moves, now.reached) == (5, 2, 0)
    assert now.loss == pytest.approx(min(loss_at(ELSEWHERE), loss_at(NEAR)))


def test_who_gets_below_has_reached_it_with_so_many_moves(task: Task) -> None:
    low = {"w1": "9", "w2": "-3", "b": "-6"}
    task = replace(task, below=loss_at(low) + 1e-6)
    assert loss_at(ELSEWHERE) > task.below
    now = walk(task, START, ELSEWHERE, low)
    assert now.reached == 2
    assert judged(now, replace(now, query=START), task).reached == 2  # what is reached stays
    assert judged(now, replace(now, query=ELSEWHERE), task).reached == 2


def test_too_many_moves_do_not_reach_it_but_a_new_try_does(task: Task) -> None:
    low = {"w1": "9", "w2": "-3", "b": "-6"}
    task = replace(task, below=loss_at(low) + 1e-6, moves=1)
    late = walk(task, START, ELSEWHERE, low)
    assert late.reached == 0
    again = judged(late, replace(late, query=START), task)
    assert again.moves == 0
    assert judged(again, replace(again, query=low), task).reached == 1


def test_another_task_is_begun_anew(task: Task) -> None:
    now = walk(task, START, ELSEWHERE)
    other = replace(task, number=9)
    begun = judged(now, replace(now, query=START), other)
    assert (begun.task, begun.moves, begun.loss) == (9, 0, None)


@pytest.mark.parametrize("more", [{"page": "loss"}, {"owns": True}])
def test_elsewhere_and_with_a_table_of_ones_own_nothing_is_judged(
    more: dict[str, object], task: Task
) -> None:
    before = Student("s", "", look_at(0), "surface", START)
    after = replace(before, query=ELSEWHERE, **more)  # type: ignore[arg-type]
    assert judged(before, after, task) == after


def test_what_was_seen_before_the_start_counts_for_nothing(task: Task) -> None:
    low = {"w1": "9", "w2": "-3", "b": "-6"}
    task = replace(task, below=loss_at(low) + 1e-6)
    early = walk(task, low)
    assert (early.task, early.moves, early.reached) == (0, 0, 0)
    begun = judged(early, replace(early, query=START), task)
    assert (begun.task, begun.moves) == (5, 0)
    assert judged(begun, replace(begun, query=low), task).reached == 1


def test_a_look_at_another_page_is_no_move(task: Task) -> None:
    now = walk(task, START, ELSEWHERE)
    away = judged(now, replace(now, page="loss", query={**ELSEWHERE, "example": "2"}), task)
    back = judged(away, replace(away, page="surface", query=ELSEWHERE), task)
    assert back.moves == 1
    assert judged(back, replace(back, query=NEAR), task).moves == 2


@pytest.mark.parametrize(
    ("free", "more", "counts"),
    [
        ((), {}, True),
        ((), {"data": "twelve_students"}, False),
        ((), {"scaling": "standardized"}, False),
        ((), {"activation": "tanh"}, True),
        (("weight_1",), {"activation": "tanh"}, False),
        (("weight_1",), {}, True),
        (("weight_1",), {"lr": "1"}, False),
        (("bias",), {}, False),
    ],
)
def test_other_examples_and_what_may_not_be_moved_make_another_task(
    free: tuple[str, ...], more: dict[str, str], counts: bool, task: Task
) -> None:
    task = replace(task, below=1.0, free=free)
    assert (walk(task, START, {**ELSEWHERE, **more}).reached > 0) == counts


def test_without_a_task_nothing_is_judged() -> None:
    assert walk(None, START, ELSEWHERE).moves == 0


@pytest.mark.parametrize(
    ("moves", "said"), [(0, "in any number of moves"), (1, "in one move"), (5, "in 5 moves")]
)
def test_the_goal_is_a_sentence(moves: int, said: str, task: Task) -> None:
    goal = goal_of(replace(task, below=0.05, moves=moves))
    assert goal == f"Loss below 0.05 on “The surface”, {said}."
