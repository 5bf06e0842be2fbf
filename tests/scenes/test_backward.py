"""One step of backpropagation: what is dragged, released, linked, and sent by strangers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes.backward import (
    CASES,
    dragged,
    moment_of,
    named,
    quantity,
    view_of,
    whole_sweeps,
)
from tests.state.strategies import any_values
from visualizer.figures.moves import at, n_positions
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.backward import CONTROLS, scene_of
from visualizer.scenes.backward_moment import backward_moment
from visualizer.stages.chosen_weight import take_part_and_inputs
from visualizer.state.address import read_address, write_address
from visualizer.state.backward_parameters import FAR, SHAPES
from visualizer.state.memory import Memory, arrive, change
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import complete
from visualizer.state.session import Contents
from visualizer.state.views.backward import backward_view

MOST_BYTES = 300_000


@pytest.fixture(scope="module", params=CASES)
def given_values(request: pytest.FixtureRequest) -> dict[str, object]:
    return CASES[request.param]


# What a scene and a moment owe each other


def test_every_number_that_is_named_has_words_and_a_value(given_values: dict) -> None:
    view = view_of(**given_values)
    scene, numbers = scene_of(view), dragged(backward_moment(view), "", 0)
    declared = [each.name for each in scene.quantities]
    assert len(declared) == len(set(declared))
    assert named(scene) <= set(declared)
    assert set(declared) <= set(numbers)


def test_a_sweep_has_an_answer_and_a_text_for_each_position(given_values: dict) -> None:
    view = view_of(**given_values)
    scene, moment = scene_of(view), backward_moment(view)
    sweeps = whole_sweeps(moment)
    assert set(sweeps) == {each.key for each in scene.controls()} == set(moment.settings)
    for key, sweep in sweeps.items():
        wanted = len(moment.settings[key].positions)
        assert {len(row) for row in sweep.quantities.values()} == {wanted}
        assert {n_positions(each) for each in sweep.moves["network"].values()} == {wanted}
    for sweep in (*sweeps.values(), moment.fixed):
        for name, row in sweep.quantities.items():
            choices = quantity(scene, name).choices
            assert not choices or set(row.tolist()) <= set(range(len(choices)))


def test_a_drag_shows_what_its_release_will_show(given_values: dict) -> None:
    memory = change(arrive(Memory(), "backpropagation", {}), given_values)
    contents = Contents(memory=memory)
    moment = backward_moment(backward_view(contents.values()))
    for key, setting in moment.settings.items():
        last = len(setting.positions) - 1
        for position in {last // 3, 2 * last // 3, last} - {setting.index}:
            moved = change(memory, {key: setting.positions[position]})
            assert moved.notices == ()
            released = take_part_and_inputs(replace(contents, memory=moved))
            after = backward_moment(backward_view(released.values()))
            shown, wanted = dragged(moment, key, position), dragged(after, "", 0)
            for name, value in wanted.items():
                assert shown[name] == pytest.approx(value, rel=1e-5, abs=1e-7), (key, name)
            drawn = whole_sweeps(moment)[key].moves["network"]
            fresh = whole_sweeps(after)["back_moment"].moves["network"]
            for target, move in drawn.items():
                if target in fresh:
                    index = after.settings["back_moment"].index
                    assert at(move, position) == at(fresh[target], index), (key, target)


def test_where_they_stand_all_controls_show_the_same(given_values: dict) -> None:
    moment = moment_of(**given_values)
    shown = dragged(moment, "", 0)
    for key in CONTROLS:
        assert dragged(moment, key, moment.settings[key].index) == shown


def test_a_release_is_small(given_values: dict) -> None:
    view = view_of(**given_values)
    scene = scene_of(view)
    assert len(pack_moment(backward_moment(view), scene, packed_scene(scene)[0], "")) < MOST_BYTES


def test_what_is_dragged_and_chosen_keeps_the_scene() -> None:
    scene = scene_of(view_of())
    for given_now in (
        {"back_part": 3, "back_rate": 2.0, "back_moment": 4, "back_seed": 5, "back_example": 1},
        {"back_point": write_weights([0.1, 0.2]), "back_batch": "mean"},
    ):
        assert scene_of(view_of(**given_now)) is scene


# What a stranger may send


def test_a_link_restores_the_step() -> None:
    for given_now in CASES.values():
        values = complete("backpropagation", given_now)
        address = {
            key: (text,) for key, text in write_address(given_now, "backpropagation").items()
        }
        found, notices = read_address(address, "backpropagation")
        assert notices == []
        assert complete("backpropagation", found) == values


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"bp_w": write_weights([0.5] * 5)}, "bp_w holds 5 numbers, and this network has 9"),
        ({"bp_w": write_weights([0.5] * 8 + [1e30])}, "bp_w = “w."),
        ({"bp_x": write_weights([0.5] * 3)}, "bp_x = “w."),
        ({"bp_x": "0.5"}, "bp_x = “0.5”"),
        ({"bp_net": "9-9-9"}, "bp_net = “9-9-9” is not one of"),
        ({"bp_student": "5"}, "bp_student = “5”"),
        ({"bp_at": "41"}, "bp_at = “41” is not a whole number between 0 and 40"),
        ({"bp_lr": "nan"}, "bp_lr = “nan”"),
    ],
)
def test_a_bad_link_says_so_and_shows_the_usual(query: Mapping[str, str], said: str) -> None:
    asked = {key: [text] for key, text in query.items()}
    values, notices = read_address(asked, "backpropagation")
    assert values == {}
    assert len(notices) == 1
    assert notices[0].startswith(said)
    assert complete("backpropagation", values) == complete("backpropagation", {})


def far(count: int) -> st.SearchStrategy[str]:
    number = st.floats(-FAR, FAR, width=32) | st.sampled_from([0.0, FAR, -FAR, 1e-30])
    return st.lists(number, min_size=count, max_size=count).map(write_weights)


@given(any_values(), st.data())
@settings(deadline=None, derandomize=True, database=None, max_examples=60)
def test_any_values_make_a_moment_of_numbers(values: dict, data: st.DataObject) -> None:
    values = complete("backpropagation", values)
    hidden, outputs = SHAPES[values["back_network"]]
    values |= {
        "back_point": data.draw(st.just("table") | far(2)),
        "back_start": data.draw(st.just("seed") | far(3 * hidden + outputs * (hidden + 1))),
    }
    view = backward_view(values)
    moment = backward_moment(view)
    for sweep in (moment.joint.sweep, *moment.sweeps.values(), moment.fixed):
        for name, row in sweep.quantities.items():
            assert row.isfinite().all(), name
    scene = scene_of(view)
    assert pack_moment(moment, scene, packed_scene(scene)[0], "")
