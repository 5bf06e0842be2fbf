"""A session counts its moves at the task of its link; the true tensors say when it is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
import torch
from torch import nn

from visualizer.rooms.room import Task
from visualizer.stages.registry import STAGES
from visualizer.stages.releases import release
from visualizer.state.link_task import (
    begun_again,
    follow_task,
    page_of_task,
    progress_told,
    task_told,
    without_task,
)
from visualizer.state.memory import arrive, undo, wrote
from visualizer.state.packed_task import TASK
from visualizer.state.pages import get_page
from visualizer.state.seat import Seat
from visualizer.state.session import Session
from visualizer.state.task_reading import make_task, write_task
from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

START = {"weight_1": 1.0, "weight_2": 1.0, "bias": 0.0}


def plain_loss(weights: tuple[float, float, float], dataset: str = "three_students") -> float:
    """Return the loss of a neuron on the page of the surface, by a module of PyTorch's own."""
    data = load_dataset(dataset, "raw")
    model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor([weights[:2]]))
        model[0].bias.copy_(torch.tensor([weights[2]]))
        return float(nn.MSELoss()(model(data.inputs)[:, 0], data.targets))


def opened(task: Task, page: str = "", **more: str) -> Session:
    """Return the session of who has followed the link to a task."""
    session = Session()
    come(session, page or task.page, {"task": write_task(task), **more})
    return session


def come(session: Session, page: str, query: Mapping[str, str], by_history: bool = False) -> None:
    """Open a page at an address, as a script run does."""
    found = {key: (text,) for key, text in query.items()}
    session.change(lambda now: replace(now, memory=arrive(now.memory, page, found, by_history)))
    follow_task(session)


def turn_to(session: Session, page: str) -> None:
    come(session, page, {})


def move(session: Session, page: str = "surface", **values: object) -> None:
    name = f"ab-{session.now.version}"
    release(session, STAGES[page], name, values)


def progress(session: Session) -> tuple[object, object]:
    told = progress_told(session.now)
    return told["moves"], told["reached"]


@pytest.fixture
def task() -> Task:
    """To get a little below the loss at the start, on the surface."""
    return make_task("surface", START, below=plain_loss((1.0, 1.0, 0.0)) - 0.01)


def test_each_release_is_a_move_until_the_loss_of_the_true_tensors_is_low_enough(
    task: Task,
) -> None:
    low = (0.0, 0.0, 0.0)
    task = replace(task, below=plain_loss(low) + 1e-6)
    session = opened(task)
    assert progress(session) == (0, 0)
    move(session, weight_1=0.9)
    assert plain_loss((0.9, 1.0, 0.0)) > task.below
    assert progress(session) == (1, 0)
    move(session, weight_1=0.9)  # where it was: no move
    move(session, weight_1=0.0, weight_2=0.0)
    assert progress(session) == (2, 2)
    move(session, weight_1=0.5)
    assert progress(session) == (2, 2)  # what is reached stays


def test_a_little_above_is_not_below(task: Task) -> None:
    low = plain_loss((0.0, 0.0, 0.0))
    for below, reached in ((low - 1e-5, 0), (low + 1e-5, 1)):
        session = opened(replace(task, below=below))
        move(session, weight_1=0.0, weight_2=0.0)
        assert progress(session) == (1, reached)


def test_after_too_many_moves_only_a_new_try_reaches_it(task: Task) -> None:
    session = opened(replace(task, below=plain_loss((0.0, 0.0, 0.0)) + 1e-6, moves=1))
    move(session, weight_1=0.9)
    move(session, weight_1=0.0, weight_2=0.0)
    assert progress(session) == (2, 0)
    session.change(begun_again)
    follow_task(session)
    assert progress(session) == (0, 0)
    assert session.now.values()["weight_1"] == 1.0
    move(session, weight_1=0.0, weight_2=0.0)
    assert progress(session) == (1, 1)


def test_undo_is_a_move_and_leads_to_the_start_as_starting_again_does(task: Task) -> None:
    session = opened(task)
    move(session, bias=0.1)
    move(session, bias=0.2)

    def take_back() -> None:
        session.change(lambda now: replace(now, memory=undo(now.memory)))
        follow_task(session)

    take_back()
    assert progress(session) == (3, 0)
    take_back()
    assert progress(session) == (0, 0)  # the start itself


def test_the_address_keeps_the_count_and_a_reload_goes_on(task: Task) -> None:
    session = opened(task)
    move(session, bias=0.1)
    move(session, bias=0.2)
    address = session.now.memory.address()
    assert address["moved"] == "2"
    again = Session()
    come(again, "surface", address)
    assert progress(again) == (2, 0)
    assert again.now.values()["bias"] == 0.2
    move(again, bias=0.3)
    assert progress(again) == (3, 0)


def test_the_browser_s_back_brings_the_count_of_then(task: Task) -> None:
    session = opened(task)
    addresses = []
    for bias in (0.1, 0.2):
        move(session, bias=bias)
        address = session.now.memory.address()
        written = {key: (text,) for key, text in address.items()}
        session.change(lambda now, w=written: replace(now, memory=wrote(now.memory, w)))
        addresses.append(address)
    come(session, "surface", addresses[0], by_history=True)
    assert progress(session) == (1, 0)
    assert session.now.values()["bias"] == 0.1
    move(session, bias=0.4)
    assert progress(session) == (2, 0)


def test_on_another_page_nothing_is_counted_and_it_is_told_where_the_task_is(task: Task) -> None:
    session = opened(task)
    turn_to(session, "loss")
    assert page_of_task(session.now) == "surface"
    move(session, "loss", example=2)
    assert progress(session) == (0, 0)
    assert "astray" not in progress_told(session.now)
    turn_to(session, "surface")
    assert progress(session) == (0, 0)


@pytest.mark.parametrize(
    ("free", "values", "astray"),
    [
        ((), {"weight_1": 0.0, "weight_2": 0.0}, False),
        ((), {"activation": "tanh", "weight_1": 0.0, "weight_2": 0.0}, False),
        ((), {"dataset": "twelve_students"}, True),
        ((), {"scaling": "standardized"}, True),
        (("weight_1", "weight_2"), {"weight_1": 0.0, "weight_2": 0.0}, False),
        (("weight_1", "weight_2"), {"weight_1": 0.0, "weight_2": 0.0, "bias": 0.1}, True),
        (("weight_1", "weight_2"), {"weight_1": 0.0, "activation": "tanh"}, True),
        (("weight_1", "weight_2"), {"weight_1": 0.0, "learning_rate": 1.0}, True),
        (("weight_1", "weight_2"), {"weight_1": 0.0, "axes": "w1_b"}, False),
    ],
)
def test_what_may_not_be_moved_counts_for_nothing_and_is_said(
    free: tuple[str, ...], values: dict[str, object], astray: bool, task: Task
) -> None:
    session = opened(replace(task, free=free, below=1.0))
    move(session, **values)
    assert progress_told(session.now)["astray"] == astray
    assert progress(session) == (1, 0 if astray else 1)


def test_on_the_page_of_the_training_it_is_the_loss_where_the_training_has_got_to() -> None:
    values = {"weight_1": 0.5, "weight_2": -1.0, "bias": 0.0, "learning_rate": 0.01, "step": 20}
    data = load_dataset("three_students", "raw")
    model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())

    def loss_with(rate: float) -> float:
        with torch.no_grad():
            model[0].weight.copy_(torch.tensor([[0.5, -1.0]]))
            model[0].bias.copy_(torch.tensor([0.0]))
        optimizer = torch.optim.SGD(model.parameters(), lr=rate)
        for _ in range(20):
            optimizer.zero_grad()
            nn.MSELoss()(model(data.inputs)[:, 0], data.targets).backward()
            optimizer.step()
        return nn.MSELoss()(model(data.inputs)[:, 0], data.targets).item()

    wanted = loss_with(0.03)
    assert wanted < loss_with(0.01)
    for below, reached in ((wanted - 1e-3, 0), (wanted + 1e-3, 1)):
        session = opened(make_task("training", values, free=("learning_rate",), below=below))
        move(session, "training", learning_rate=0.03)
        assert progress(session) == (1, reached)


def test_a_task_may_be_on_a_table_of_one_s_own() -> None:
    name = keep_table(
        Table(("a", "b", "c"), ("", "", ""), ((1.0, 2.0, 0.0), (3.0, 1.0, 1.0), (2.0, 5.0, 1.0)))
    )
    session = opened(make_task("loss", {**START, "dataset": name}, below=10.0))
    move(session, "loss", bias=0.1)
    assert progress(session) == (1, 1)


def test_in_a_class_the_task_of_a_link_waits(task: Task) -> None:
    session = opened(task)
    session.change(lambda now: replace(now, seat=Seat("AAAAAA", who="s")))
    move(session, bias=0.1)
    assert progress(session) == (0, 0)
    session.change(lambda now: replace(now, seat=None))
    move(session, bias=0.2)
    assert progress(session) == (1, 0)


def test_who_leaves_the_task_keeps_the_numbers_and_drops_it_from_the_address(task: Task) -> None:
    session = opened(task)
    move(session, bias=0.1)
    session.change(without_task)
    assert not {"task", "moved"} & set(session.now.memory.address())
    assert session.now.values()["bias"] == 0.1
    assert task_told(session.now) is None
    assert progress_told(session.now) == {}
    move(session, bias=0.3)
    assert "moved" not in session.now.memory.address()


def test_a_move_that_is_counted_is_one_that_undo_takes_back(task: Task) -> None:
    session = opened(task)
    move(session, bias=0.1)
    assert len(session.now.memory.past) == 1
    session.change(begun_again)
    assert len(session.now.memory.past) == 2


def test_what_is_told_names_the_goal_and_what_may_be_moved(task: Task) -> None:
    task = replace(task, below=0.05, moves=5, sentence="Try it.")
    goal = "Try it. Loss below 0.05 on “The surface”, in 5 moves."
    for free, said in (
        ((), goal),
        (("bias",), f"{goal} Only b can be moved."),
        (("weight_1", "weight_2", "bias"), f"{goal} Only w₁, w₂ and b can be moved."),
    ):
        told = task_told(opened(replace(task, free=free)).now)
        assert told is not None
        assert (told["said"], told["free"]) == (said, [*free])
        assert (told["page"], told["most"]) == ("surface", 5)


def test_without_a_task_a_session_is_left_as_it_is() -> None:
    session = Session()
    come(session, "surface", {"w1": "1"})
    before = session.now
    assert follow_task(session) is before
    move(session, bias=0.1)
    assert TASK.name not in session.now.memory.chosen
    assert session.now.tried == ""
    assert session.now.values().keys() == {*get_page("surface").names}
