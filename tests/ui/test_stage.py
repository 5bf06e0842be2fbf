"""What a stage writes into the address when its page runs."""

import json
import struct

import pytest
from streamlit.testing.v1 import AppTest

from tests.seats.classes import opened
from visualizer.live.compact import expand
from visualizer.live.stage import Commit
from visualizer.rooms.leading import with_task
from visualizer.rooms.rooms import Rooms
from visualizer.seats.joining import join_class
from visualizer.seats.talk import go_to_teacher, tell_class
from visualizer.stages.registry import STAGES
from visualizer.state.address import write_address
from visualizer.ui import stage


def script(page: str) -> None:
    import streamlit as st

    from visualizer.stages.registry import STAGES
    from visualizer.stages.releases import release
    from visualizer.ui.session import open_page, this_session
    from visualizer.ui.stage import show_stage

    open_page(page)
    for name, bias in st.session_state.pop("on_its_way", {}).items():  # since the run began
        release(this_session(), STAGES["neuron"], name, {"bias": bias})
    show_stage(page)


@pytest.fixture
def left() -> AppTest:
    """The page of the neuron was open, and now start is."""
    at = AppTest.from_function(script, kwargs={"page": "neuron"}, default_timeout=30)
    at.run()
    at.kwargs = {"page": "start"}
    return at


def shown_bias(at: AppTest) -> float:
    assert not at.exception
    data = next(each.proto.bytes for each in at.get("bidi_component") if each.key == "start_stage")
    data = expand(data)
    (length,) = struct.unpack_from("<I", data)
    bias = json.loads(data[4 : 4 + length])["settings"]["bias"]
    return bias["positions"][bias["index"]]


def test_a_release_of_the_page_that_was_left_is_in_the_address_whenever_it_comes(
    left: AppTest,
) -> None:
    left.session_state["on_its_way"] = {"ab-1": 1.25}
    left.run()
    assert shown_bias(left) == 1.25
    assert left.query_params == {"b": "1.25"}


def test_the_next_run_finds_in_the_address_what_the_one_before_wrote(left: AppTest) -> None:
    left.session_state["on_its_way"] = {"ab-1": 1.25, "ab-2": 1.5}
    left.run().run()
    assert shown_bias(left) == 1.5
    assert left.query_params == {"b": "1.5"}


def test_where_nothing_came_a_link_stays_as_it_was_typed() -> None:
    at = AppTest.from_function(script, kwargs={"page": "start"}, default_timeout=30)
    at.query_params = {"b": "1.50"}
    assert shown_bias(at.run()) == 1.5
    assert at.query_params == {"b": "1.50"}


def test_each_release_without_a_route_is_a_move_that_the_class_is_told_of_at_once(
    keeper: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, room = opened("surface"), keeper.open()
    monkeypatch.setattr(stage, "this_session", lambda: session)
    monkeypatch.setattr(stage, "write_address", lambda **_: None)
    monkeypatch.setattr(stage.st, "session_state", {})
    who = join_class(session, room.code).student.who
    start = write_address(session.now.memory.chosen, "surface")
    keeper.lead(room.code, room.key, lambda now: with_task(now, "surface", start, below=0.001))
    go_to_teacher(session)
    tell_class(session)
    for number, weight in enumerate((0.1, 0.2, 0.3)):
        for _ in range(2):  # no answer came, so it is told again
            told = Commit(f"ab-{number}", {"weight_1": weight})
            stage._take(STAGES["surface"], told)
        student = keeper.student(room.code, who)
        assert student is not None
        assert (student.query["w1"], student.moves) == (str(weight), number + 1)
