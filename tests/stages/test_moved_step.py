"""A weight or an input of the one step that is let go of: once, in its order, in its place."""

from __future__ import annotations

import pytest

from visualizer.stages.registry import STAGES
from visualizer.stages.releases import release
from visualizer.state.memory import arrive, change, undo
from visualizer.state.network_parameters import code_of
from visualizer.state.pages import complete
from visualizer.state.session import Contents, Session
from visualizer.state.views.backward import BackwardView, backward_view

STAGE = STAGES["backpropagation"]
SECOND = code_of(1, 0, 2)  # weight 8 of 9


@pytest.fixture
def session() -> Session:
    opened = Session()
    opened.change(lambda now: Contents(arrive(now.memory, "backpropagation", {})))
    return opened


def view_of(session: Session) -> BackwardView:
    return backward_view(complete("backpropagation", session.now.memory.chosen))


def inputs_of(session: Session) -> list[float]:
    view = view_of(session)
    return view.task.dataset.inputs[view.example].tolist()


def test_a_weight_that_is_told_again_with_another_part_stays_on_its_own(session: Session) -> None:
    before = view_of(session).start
    release(session, STAGE, "ab-1", {"back_weight": 2.5})
    again = {"back_weight": 2.5, "back_part": SECOND}
    release(session, STAGE, "ab-2", again, since={"back_weight": 1, "back_part": 2})
    assert view_of(session).start == (2.5, *before[1:])
    release(session, STAGE, "ab-3", {"back_weight": -1.5})
    assert view_of(session).start == (2.5, *before[1:7], -1.5, before[8])
    assert "back_weight" not in session.now.memory.chosen


def test_an_input_is_moved_and_the_other_examples_stay(session: Session) -> None:
    others = view_of(session).task.dataset.inputs[[0, 2, 3]]
    release(session, STAGE, "ab-1", {"back_input_1": 0.5})
    assert inputs_of(session) == pytest.approx([0.5, 0.3])
    release(session, STAGE, "ab-2", {"back_input_2": -2.0})
    assert inputs_of(session) == [0.5, -2.0]
    assert (view_of(session).task.dataset.inputs[[0, 2, 3]] == others).all()
    assert not {"back_input_1", "back_input_2"} & set(session.now.memory.chosen)
    session.change(lambda now: Contents(undo(now.memory)))
    assert inputs_of(session) == pytest.approx([0.5, 0.3])


@pytest.mark.parametrize("change_of", [{"back_example": 4}, {"back_data": "worked"}])
def test_another_example_comes_as_it_is(session: Session, change_of: dict[str, object]) -> None:
    release(session, STAGE, "ab-1", {"back_input_1": 0.5})
    release(session, STAGE, "ab-2", {"back_weight": 2.5})
    fresh = change(arrive(session.now.memory, "backpropagation", {"bp_at": ("40",)}), change_of)
    release(session, STAGE, "ab-3", change_of)
    wanted = backward_view(complete("backpropagation", fresh.chosen)).task.dataset
    assert view_of(session).task.dataset is wanted
    assert view_of(session).start[0] == 2.5, "the weights stay"


@pytest.mark.parametrize("change_of", [{"back_network": "2-3-1"}, {"back_seed": 3}])
def test_another_network_is_drawn_anew_and_the_example_stays(
    session: Session, change_of: dict[str, object]
) -> None:
    release(session, STAGE, "ab-1", {"back_input_1": 0.5})
    release(session, STAGE, "ab-2", {"back_weight": 2.5})
    release(session, STAGE, "ab-3", change_of)
    fresh = complete("backpropagation", change_of)
    assert view_of(session).start == backward_view(fresh).start
    assert inputs_of(session) == pytest.approx([0.5, 0.3])
