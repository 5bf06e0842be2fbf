"""A release counts once, in whatever order and however often it is told, and whoever lets go."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.stages.registry import STAGES
from visualizer.stages.releases import MOST_REMEMBERED, release
from visualizer.stages.stage import Deed
from visualizer.state.memory import arrive
from visualizer.state.session import Contents, Session

STAGE = STAGES["neuron"]


def opened() -> Session:
    """Return a session whose page is open."""
    session = Session()
    session.change(lambda now: replace(now, memory=arrive(now.memory, STAGE.page, {})))
    return session


def tell(session: Session, name: str, bias: float = 0.25) -> Contents:
    return release(session, STAGE, name, {"bias": bias})


def test_a_late_copy_of_what_an_earlier_opening_let_go_of_is_not_carried_out_again() -> None:
    session = opened()
    tell(session, "ab-3", 1.0)
    tell(session, "cd-1", 2.0)
    for late in ("ab-3", "ab-2"):
        contents = tell(session, late, 1.0)
        assert contents.memory.chosen["bias"] == 2.0
        assert len(contents.memory.past) == 2


def test_the_name_that_is_answered_is_the_one_that_was_told_last() -> None:
    session = opened()
    assert session.now.answered(STAGE.name) == ""
    for name in ("ab-3", "cd-1", "cd-2", "last"):
        assert tell(session, name).answered(STAGE.name) == name
    assert session.now.answered("start") == ""


def test_who_waits_for_an_answer_gets_it_though_another_was_told_meanwhile() -> None:
    session = opened()
    tell(session, "ab-1", 1.0)
    tell(session, "cd-1", 2.0)
    contents = tell(session, "ab-1", 1.0)
    assert contents.answered(STAGE.name) == "ab-1"
    assert tell(session, "cd-1", 2.0).answered(STAGE.name) == "cd-1"
    assert tell(session, "ab-0", 3.0).answered(STAGE.name) == "cd-1", "nobody waits for it"


def test_told_again_without_a_need_nothing_changes() -> None:
    session = opened()
    before = tell(session, "ab-1")
    assert tell(session, "ab-1") is before


def test_only_the_latest_few_openings_are_remembered() -> None:
    session = opened()
    for opening in range(3 * MOST_REMEMBERED):
        tell(session, f"opening{opening}-1")
        contents = tell(session, f"opening{opening}-2")
    names = contents.carried_out[STAGE.name]
    assert names == tuple(f"opening{2 * MOST_REMEMBERED + n}-2" for n in range(MOST_REMEMBERED))


@given(st.lists(st.tuples(st.integers(1, MOST_REMEMBERED), st.integers(1, 4)), max_size=40))
def test_each_release_counts_once_unless_a_later_one_of_its_opening_did(
    told: list[tuple[int, int]],
) -> None:
    session, newest, bias = opened(), {}, 0.0
    for n, (opening, number) in enumerate(told, 1):
        is_news = number > newest.get(opening, 0)
        newest[opening] = max(number, newest.get(opening, 0))
        bias = n / 64 if is_news else bias
        contents = tell(session, f"v{opening}-{number}", n / 64)
        assert contents.memory.chosen["bias"] == bias


def test_what_a_release_does_besides_is_found_and_done_once() -> None:
    found: list[dict[str, object]] = []
    done: list[str] = []

    def takes(_: Contents, values: dict[str, object]) -> Deed:
        found.append(dict(values))
        return lambda now: (done.append("deed"), now)[1]

    session, stage = opened(), replace(STAGE, takes=takes)
    values, since = {"bias": 1.0, "weight_1": 2.0}, {"bias": 1, "weight_1": 2}
    for _ in range(2):
        release(session, stage, "ab-2", values, since=since)
    assert found == [values]
    assert done == ["deed"]
    release(session, stage, "ab-3", values, since=since)
    assert done == ["deed"], "what an earlier one has done"
    assert session.now.answered(STAGE.name) == "ab-3"


@pytest.mark.parametrize("name", ["x", "a b", "ab-", "-1", "AB-1", "ab-1-2", "ab-9999999999", "é"])
def test_a_name_that_counts_nothing_is_over_once_it_was_told(name: str) -> None:
    session = opened()
    tell(session, name, 1.0)
    tell(session, "cd-1", 2.0)
    assert tell(session, name, 1.0).memory.chosen["bias"] == 2.0
    assert tell(session, f"{name}!", 1.0).memory.chosen["bias"] == 1.0
