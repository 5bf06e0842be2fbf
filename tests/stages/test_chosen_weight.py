"""A weight of the network that is let go of: once, in its order, on its own part."""

from __future__ import annotations

import pytest

from visualizer.scenes.network_numbers import codes_of
from visualizer.scenes.network_training import parameters_at
from visualizer.stages.registry import STAGES
from visualizer.stages.releases import release
from visualizer.state.address import read_address, write_address
from visualizer.state.memory import arrive, undo
from visualizer.state.network_parameters import code_of
from visualizer.state.pages import complete
from visualizer.state.session import Contents, Session
from visualizer.state.views.network import NetworkView, network_view

STAGE = STAGES["network"]
FIRST, SECOND = code_of(0, 0, 1), code_of(1, 0, 2)


@pytest.fixture
def session() -> Session:
    opened = Session()
    opened.change(lambda now: Contents(arrive(now.memory, "network", {})))
    return opened


def view_of(session: Session) -> NetworkView:
    return network_view(complete("network", session.now.memory.chosen))


def weight(session: Session, code: int) -> float:
    view = view_of(session)
    return float(parameters_at(view)[codes_of(view.setup.architecture).tolist().index(code)])


def test_a_weight_that_is_told_again_with_another_part_stays_on_its_own(session: Session) -> None:
    before = weight(session, SECOND)
    release(session, STAGE, "ab-1", {"network_weight": 3.0})
    again = {"network_weight": 3.0, "network_part": SECOND}
    release(session, STAGE, "ab-2", again, since={"network_weight": 1, "network_part": 2})
    assert (weight(session, FIRST), weight(session, SECOND)) == (3.0, before)


@pytest.mark.parametrize(
    ("name", "value"), [("step_network", 100), ("hidden_1", 4), ("learning_rate_network", 0.5)]
)
def test_what_follows_a_weight_is_not_undone_by_hearing_of_it_again(
    session: Session, name: str, value: float
) -> None:
    release(session, STAGE, "ab-1", {"network_weight": 3.0})
    release(
        session, STAGE, "ab-2", {"network_weight": 3.0, name: value},
        since={"network_weight": 1, name: 2},
    )  # fmt: skip
    release(
        session, STAGE, "ab-3", {"network_weight": 3.0, name: value}, "network_weight",
        since={"network_weight": 1, name: 2},
    )  # fmt: skip
    chosen = session.now.memory.chosen
    assert chosen[name] == value
    assert "network_weight" not in chosen
    assert len(session.now.memory.past) == 2


def test_what_was_lost_on_the_way_is_done_in_its_order(session: Session) -> None:
    told = {"network_part": SECOND, "network_weight": 3.0, "step_network": 40}
    before = weight(session, SECOND)
    since = {"network_weight": 1, "network_part": 2, "step_network": 3}
    release(session, STAGE, "ab-3", told, since=since)
    view = view_of(session)
    assert view.step == 40
    assert view.setup.start[0] == 3.0
    assert view.setup.start[codes_of(view.setup.architecture).tolist().index(SECOND)] == before


def test_what_was_taken_back_is_not_done_again(session: Session) -> None:
    release(session, STAGE, "ab-1", {"learning_rate_network": 0.5})
    session.change(lambda now: Contents(undo(now.memory), carried_out=now.carried_out))
    told = {"learning_rate_network": 0.5, "step_network": 40}
    release(
        session, STAGE, "ab-2", told, since={"learning_rate_network": 1, "step_network": 2}
    )  # fmt: skip
    assert session.now.memory.chosen == {"step_network": 40}


def test_a_weight_let_go_of_after_its_page_was_left_is_there_later(session: Session) -> None:
    session.change(lambda now: Contents(arrive(now.memory, "start", {})))
    release(session, STAGE, "ab-1", {"network_weight": 3.0})
    assert session.now.memory.page == "start"
    assert "network_weight" not in session.now.memory.chosen
    assert (weight(session, FIRST), view_of(session).step) == (3.0, 0)


@pytest.mark.parametrize("since", [{}, {"network_weight": "x"}, {"network_weight": None}, {"a": 1}])
def test_whoever_says_nothing_of_it_told_it_now(session: Session, since: dict[str, object]) -> None:
    release(session, STAGE, "ab-1", {"network_weight": 3.0}, since=since)
    release(session, STAGE, "not numbered", {"network_weight": 2.0}, since=since)
    assert weight(session, FIRST) == 2.0


def test_a_link_does_not_move_a_weight() -> None:
    values, notices = read_address({"part_value": ["5"]}, "network")
    assert values == {}
    assert notices == ["“part_value” is not a setting of this app, so it is ignored."]
    assert write_address({"network_weight": 5.0}, "network") == {}
