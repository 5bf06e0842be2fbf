"""What every scene owes its moment and every moment its scene, whatever they show."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.scenes.accepted import assert_accepted
from tests.scenes.stages import BUILDERS, Stage, stage
from visualizer.core.activations import ACTIVATIONS
from visualizer.figures.moves import MOST_DRAWN, at, n_positions
from visualizer.live.moment import Sweep
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.state.parameters import PARAMETERS, WEIGHTS

MOST_BYTES = 520_000  # of one release; the losses of a training that diverges need all digits

CASES = {
    "start": ("start", {}),
    "neuron": ("neuron", {}),
    "neuron_silu": ("neuron", {"activation": "silu"}),
    "activations": ("activations", {}),
    "activations_two": ("activations", {"second_activation": "silu", "dataset": "twelve_students"}),
    "your_data": ("your_data", {}),
    "your_data_linear": (
        "your_data",
        {"dataset": "twelve_students", "output": "identity", "scaling": "standardized"},
    ),
    "surface": ("surface", {}),
    "surface_over_the_bias": (
        "surface",
        {"axes": "w2_b", "dataset": "twelve_students", "scaling": "standardized", "weight_2": 0.33},
    ),
    "surface_diverging": (
        "surface",
        {"axes": "w1_b", "output": "identity", "learning_rate": 100.0, "activation": "relu"},
    ),
    "loss": ("loss", {}),
    "loss_twelve": ("loss", {"dataset": "twelve_students", "example": 7, "output": "identity"}),
    "learning_rate": ("learning_rate", {}),
    "learning_rate_long": ("learning_rate", {"n_steps": 300, "step": 40, "loss_axis": "log"}),
    "learning_rate_extreme": (
        "learning_rate",
        {"learning_rate_low": 100.0, "learning_rate_high": 0.001, "step": 200},
    ),
    "learning_rate_raw": (
        "learning_rate",
        {"dataset": "three_students", "scaling": "raw", "activation": "relu", "output": "sigmoid"},
    ),
    "your_data_far_off": (
        "your_data",
        {"output": "identity", "dataset": "twelve_students", "input_1": 900.0, "bias": -7.0},
    ),
    "training": ("training", {"step": 40}),
    "training_twelve": (
        "training",
        {"dataset": "twelve_students", "scaling": "tenths", "n_steps": 300, "step": 7},
    ),
    "training_diverging": (
        "training",
        {"output": "identity", "learning_rate": 10.0, "step": 100},
    ),
}


@pytest.fixture(scope="module", params=CASES)
def each(request: pytest.FixtureRequest) -> Stage:
    page, given = CASES[request.param]
    return stage(page, **given)


def test_every_number_that_is_named_has_words_and_a_value(each: Stage) -> None:
    declared = [quantity.name for quantity in each.scene.quantities]
    assert len(declared) == len(set(declared))
    assert each.named() <= set(declared)
    assert each.named() <= set(each.numbers())


def test_every_readout_says_what_it_is(each: Stage) -> None:
    readouts = [panel for panel in each.panels() if hasattr(panel, "names")]
    assert all(each.quantity(name).label for panel in readouts for name in panel.names)


def test_every_choice_has_a_text_for_every_value(each: Stage) -> None:
    choices = {quantity.name: quantity.choices for quantity in each.scene.quantities}
    for sweep in (*each.sweeps.values(), each.moment.fixed):
        for name, row in sweep.quantities.items():
            if choices.get(name):
                assert set(row.tolist()) <= set(range(len(choices[name])))


def test_every_control_has_a_place_among_its_positions(each: Stage) -> None:
    keys = [control.key for control in each.scene.controls()]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(each.moment.settings) == set(each.sweeps)
    for key, setting in each.moment.settings.items():
        positions = list(setting.positions)
        assert all(math.isfinite(value) for value in positions)
        assert positions == sorted(set(positions))
        assert positions[setting.index] == each.values[key]


def test_every_control_has_the_words_of_the_table(each: Stage) -> None:
    for control in each.scene.controls():
        if control.key not in ("step", "line"):
            assert control.label == PARAMETERS[control.key].label


def test_the_joint_sweep_has_a_row_for_every_position_of_its_controls(each: Stage) -> None:
    moment = each.moment
    wanted = sum(len(moment.settings[key].positions) for key in moment.joint.keys)
    rows = moment.joint.sweep.quantities.values()
    assert {tuple(row.shape) for row in rows} <= {(wanted,)}
    for moves in moment.joint.sweep.moves.values():
        assert {n_positions(move) for move in moves.values()} <= {wanted}


def test_a_sweep_holds_one_answer_for_each_position(each: Stage) -> None:
    for key, sweep in each.sweeps.items():
        wanted = len(each.moment.settings[key].positions)
        assert {tuple(row.shape) for row in sweep.quantities.values()} == {(wanted,)}
        for moves in sweep.moves.values():
            assert {n_positions(move) for move in moves.values()} <= {wanted}
    assert {tuple(row.shape) for row in each.moment.fixed.quantities.values()} <= {(1,)}


def test_what_moves_exists_and_what_exists_is_shown(each: Stage) -> None:
    pictures = {picture.name: picture for picture in each.scene.pictures}
    assert each.shown_pictures() == set(pictures)
    assert set(each.moment.layouts) <= set(pictures)
    for sweep in (*each.sweeps.values(), each.moment.fixed):
        assert set(sweep.moves) <= set(pictures)
    for picture in pictures.values():
        uids = [trace.uid for trace in picture.figure.data]
        assert None not in uids
        assert len(uids) == len(set(uids))
        assert {target.partition(".")[0] for target in picture.texts} <= set(uids)
        for part in picture.parts.items if picture.parts else ():
            assert part.control in {"", *each.moment.settings}
            assert part.text is None or part.text[0] in uids


def test_plotly_accepts_every_move_at_both_ends(each: Stage) -> None:
    pictures = {picture.name: picture for picture in each.scene.pictures}
    for key, sweep in each.sweeps.items():
        for name, moves in sweep.moves.items():
            for position in (0, each.index(key), len(each.moment.settings[key].positions) - 1):
                assert_accepted(pictures[name].figure, moves, position)


def test_all_controls_agree_on_what_is_shown_where_they_stand(each: Stage) -> None:
    shown = each.numbers()
    for key in each.sweeps:
        for name, row in each.sweeps[key].quantities.items():
            if name in each.sweeps.get("line", Sweep()).quantities:
                continue  # a drag shows the step before any of its lines
            found = float(row[each.index(key)])
            assert found == pytest.approx(shown[name], rel=2e-5, abs=2e-6, nan_ok=True), (key, name)


def test_all_controls_draw_the_same_where_they_stand(each: Stage) -> None:
    seen: dict[tuple[str, str], object] = {}
    for key, sweep in each.sweeps.items():
        for picture, moves in sweep.moves.items():
            for target, move in moves.items():
                if "so_far." in target:  # a slider draws every stride-th point of it
                    continue
                found = [_in_sight(value) for value in flat(at(move, each.index(key)))]
                known = seen.setdefault((picture, target), found)
                # A slider has half the bits of a curve that the steps have in full.
                rel = 2**-11 if target == "curve.y" else 1e-4
                assert found == approx(known, rel), (key, picture, target)


def _in_sight(value: object) -> object:
    """Return a number that lies beyond every picture as the farthest one that is drawn."""
    return min(value, MOST_DRAWN) if isinstance(value, float) else value


def flat(value: object) -> list:
    return [each for entry in value for each in flat(entry)] if isinstance(value, list) else [value]


def approx(values: list, rel: float) -> list:
    return [
        pytest.approx(value, rel=rel, abs=1e-5) if isinstance(value, float) else value
        for value in values
    ]


def test_a_release_is_small(each: Stage) -> None:
    name, _ = packed_scene(each.scene)
    assert len(pack_moment(each.moment, each.scene, name, "", ())) < MOST_BYTES


def ranges(part: object) -> Iterator[float]:
    """Return every number of every axis range in a layout."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from value if key == "range" else ranges(value)


def test_every_axis_is_finite_and_holds_still(each: Stage) -> None:
    for picture in each.scene.pictures:
        layout = picture.figure.layout.to_plotly_json()
        assert all(math.isfinite(value) for value in ranges(layout))
    for changes in each.moment.layouts.values():
        for path, (low, high) in changes.items():
            assert path.endswith(".range")
            assert math.isfinite(low)
            assert low < high < math.inf


def test_the_same_choice_makes_the_same_scene(each: Stage) -> None:
    again = stage(each.page, **{**each.values, "bias": 1.25})
    assert again.scene is each.scene
    assert packed_scene(again.scene)[0] == packed_scene(each.scene)[0]


@pytest.mark.parametrize("page", ["neuron", "activations", "training"])
def test_every_activation_makes_another_scene(page: str) -> None:
    names = {packed_scene(stage(page, activation=name).scene)[0] for name in ACTIVATIONS}
    assert len(names) == len(ACTIVATIONS)


# In a race a click sets the start of all; what is dragged there is the rates.
@pytest.mark.parametrize("page", sorted(set(BUILDERS) - {"learning_rate"}))
def test_every_part_of_the_neuron_can_be_dragged(page: str) -> None:
    assert set(WEIGHTS) <= {control.key for control in stage(page).scene.controls()}


# What only a release renews: who leads in the game of the loss, which counts releases, and the ends
# of axes, which hold still under a finger.
RELEASED = {"loss": {"best_loss", "descent_loss", "lowest_drawn", "highest_drawn"}}


def left_behind(made: Stage, key: str, position: int) -> set[str]:
    """Return the numbers on the page that a drag leaves as they are though its release does not."""
    place = made.moment.settings[key].positions[position]
    released = stage(made.page, **{**made.values, key: place}).numbers()
    dragged = made.numbers(key, position)
    return {
        name
        for name in made.named() - RELEASED.get(made.page, set())
        if dragged[name] != pytest.approx(released[name], rel=2e-4, abs=2e-5, nan_ok=True)
    }


def test_a_drag_shows_what_its_release_will_show(each: Stage) -> None:
    for key in each.sweeps:
        last = len(each.moment.settings[key].positions) - 1
        for position in (last // 3, 2 * last // 3):
            assert left_behind(each, key, position) == set(), (key, position)


def test_a_number_that_only_the_steps_move_is_noticed() -> None:
    made = stage("training", step=40)
    joint = made.moment.joint
    others = {name: row for name, row in joint.sweep.quantities.items() if name != "loss"}
    forgetful = replace(joint, sweep=replace(joint.sweep, quantities=others))
    careless = replace(made, moment=replace(made.moment, joint=forgetful))
    assert "loss" in made.moment.sweeps["step"].quantities
    assert left_behind(made, "weight_1", 45) == set()
    assert left_behind(careless, "weight_1", 45) == {"loss"}
