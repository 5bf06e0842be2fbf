"""Every place of a slice is the network that it says, and a drag shows its release."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from tests.scenes.accepted import assert_accepted
from visualizer.core.model import make_model
from visualizer.figures.moves import at
from visualizer.live.moment import Moment
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.live.scene import Picture
from visualizer.scenes.network_curve import drawn_steps
from visualizer.scenes.network_training import network_run
from visualizer.scenes.slice import scene_of
from visualizer.scenes.slice_cut import N_POINTS, cut_of
from visualizer.scenes.slice_lesson import slice_lesson
from visualizer.scenes.slice_moment import slice_moment
from visualizer.state.network_parameters import LAST_PART, code_of
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import complete
from visualizer.state.views.slice import SliceView, slice_view
from visualizer.words.slice import LESSON, WHEREABOUTS

KEYS = ("step_network", "slice_step")
DIVERGING: dict[str, object] = {
    "network_loss": "binary_cross_entropy",
    "network_activation": "identity",
    "learning_rate_network": 1e6,
}
CASES: dict[str, dict[str, object]] = {
    "default": {},
    "half way": {"step_network": 137, "slice_step": 40},
    "at the start": {"step_network": 0, "slice_step": 0},
    "random": {"slice_kind": "random", "slice_seed": 7, "step_network": 60},
    "random half way": {"slice_kind": "random", "slice_step": 80, "hidden_1": 4},
    "heights": {"network_data": "hill", "learning_rate_network": 0.1, "hidden_1": 3},
    "a table": {"network_data": "table", "dataset": "twelve_students", "network_l1": "0.001"},
    "more inputs": {"network_inputs": "sq_x1x2", "network_l2": "0.01", "network_batch": 4},
    "near": {"slice_reach": "near", "step_network": 10},
    "far": {"slice_reach": "far", "slice_step": 150},
    "no hidden layer": {"hidden_layers": 0},
    "four layers": {"hidden_layers": 4, **{f"hidden_{each}": 8 for each in range(1, 5)}},
    "cross-entropy": {"network_loss": "binary_cross_entropy", "network_optimizer": "adam"},
    "two biases": {"slice_across": code_of(0, 0, 0), "slice_up": code_of(1, 0, 0)},
    "one weight twice": {"slice_across": code_of(0, 1, 2), "slice_up": code_of(0, 1, 2)},
    "a weight that is not there": {"slice_across": LAST_PART, "hidden_1": 1},
    "diverging": DIVERGING,
    "diverging, random": {**DIVERGING, "slice_kind": "random", "slice_step": 0},
    "flat": {"learning_rate_network": 1e-9},
    "near, and in it": {"slice_reach": "near", "step_network": 0, "slice_step": 0},
    "beyond all numbers": {
        "network_start": write_weights([1e37] * 9),
        "network_activation": "relu",
        "network_loss": "binary_cross_entropy",
        "step_network": 0,
    },
}


def view_of(**given: object) -> SliceView:
    return slice_view(complete("slice", given))


@pytest.fixture(params=CASES)
def view(request: pytest.FixtureRequest) -> SliceView:
    return view_of(**CASES[request.param])


def field_of(moment: Moment) -> torch.Tensor:
    field = moment.fixed.moves["slice"]["field.z"]
    assert isinstance(field, torch.Tensor)
    return field[0]


def moved(view: SliceView, key: str, step: int) -> SliceView:
    if key == "slice_step":
        return replace(view, cut=step)
    return replace(view, network=replace(view.network, step=step))


@pytest.mark.parametrize("given", [{}, CASES["random"], CASES["half way"], CASES["two biases"]])
def test_the_program_on_the_page_makes_the_picture(given: dict[str, object]) -> None:
    view = view_of(**given)
    moment, setup = slice_moment(view), view.network.setup
    code = LESSON.code.format(**numbers_of(view, moment))
    space = {
        "torch": torch,
        "nn": nn,
        "vector_to_parameters": vector_to_parameters,
        "path": network_run(setup).parameters,
        "inputs": setup.dataset.inputs,
        "targets": setup.dataset.targets[:, None],
    }
    exec(code, space)
    found = torch.tensor(space["losses"]).view(N_POINTS, N_POINTS)
    torch.testing.assert_close(found, field_of(moment), rtol=2e-4, atol=2e-6)
    assert float(found.max()) > 1.2 * float(found.min())


def numbers_of(view: SliceView, moment: Moment) -> dict[str, str]:
    n_parameters = view.network.setup.architecture.n_parameters
    return {"n_parameters": str(n_parameters), **slice_lesson(moment, view)}


def test_the_words_below_can_be_filled(view: SliceView) -> None:
    numbers = numbers_of(view, slice_moment(view))
    for text in (*LESSON.answers, LESSON.code):
        said = text.format(**numbers)
        assert "{" not in said
        assert "nan" not in said


@pytest.mark.parametrize("kind", ["weights", "random"])
def test_a_slice_at_the_step_at_hand_goes_through_the_network(kind: str) -> None:
    for step in (0, 17, 300):
        moment = slice_moment(view_of(slice_kind=kind, step_network=step, slice_step=step))
        assert moment.number("distance") == 0
        assert moment.number("slice_loss") == moment.number("loss")
        assert WHEREABOUTS[int(moment.number("whereabouts"))].startswith("Here the network itself")


def test_the_distance_is_what_the_other_parameters_differ_by() -> None:
    view = view_of(step_network=0)
    parameters = network_run(view.network.setup).parameters
    others = [each for each in range(parameters.shape[1]) if each not in view.places]
    apart = (parameters[0] - parameters[300])[others].norm()
    moment = slice_moment(view)
    assert moment.number("distance") == pytest.approx(float(apart), rel=1e-5)
    assert moment.number("whole") == pytest.approx(
        float((parameters[0] - parameters[300]).norm()), rel=1e-5
    )
    below = parameters[300].clone()
    below[list(view.places)] = parameters[0][list(view.places)]
    model = make_model(view.network.setup.architecture, below)
    data = view.network.setup.dataset
    with torch.no_grad():
        loss = nn.functional.mse_loss(model(data.inputs)[:, 0], data.targets)
    assert moment.number("slice_loss") == pytest.approx(float(loss), rel=1e-5)
    assert parameters_to_vector(model.parameters()).tolist() == below.tolist()


def test_a_drag_shows_what_its_release_will_show(view: SliceView) -> None:
    for key in KEYS:
        moment = slice_moment(view, key)
        sweep = moment.sweeps[key]
        for step in (0, 3, 120, 300):
            after = slice_moment(moved(view, key, step))
            for name, row in after.fixed.quantities.items():
                shown = (
                    float(sweep.quantities[name][step])
                    if name in sweep.quantities
                    else float(moment.fixed.quantities[name][0])
                )
                assert shown == pytest.approx(float(row[0]), rel=1e-5, abs=1e-6, nan_ok=True), name


def test_where_a_control_stands_its_sweep_shows_what_is_there(view: SliceView) -> None:
    for key in KEYS:
        moment = slice_moment(view, key)
        index = moment.settings[key].index
        for picture, moves in moment.sweeps[key].moves.items():
            for target, move in moves.items():
                if "so_far" in target:
                    continue  # in all steps, or in those that are drawn
                one, other = at(moment.fixed.moves[picture][target], 0), at(move, index)
                if isinstance(one, str):
                    assert one == other
                else:
                    assert flat(other) == pytest.approx(flat(one), rel=1e-5, abs=1e-6, nan_ok=True)


def flat(value: object) -> list[float]:
    if isinstance(value, list):
        return [number for each in value for number in flat(each)]
    assert value is None or isinstance(value, float | int)
    return [math.nan if value is None else float(value)]


def test_nothing_is_swept_that_costs_much_before_somebody_asks(view: SliceView) -> None:
    assert set(slice_moment(view).sweeps) == {"step_network"}
    cold = {each.key for each in scene_of(view).controls() if each.cold}
    assert cold == {"slice_step"}


def test_plotly_takes_every_move_and_every_number_is_finite(view: SliceView) -> None:
    scene = scene_of(view)
    pictures = {each.name: each for each in scene.pictures if isinstance(each, Picture)}
    for at_hand in ("", "slice_step"):
        moment = slice_moment(view, at_hand)
        for sweep in (moment.fixed, *moment.sweeps.values()):
            for name, moves in sweep.moves.items():
                assert_accepted(pictures[name].figure, moves, 0)
        assert size_of(view, at_hand) > 0
        assert field_of(moment).isfinite().all()
    low, high = pictures["slice"].figure.layout.xaxis.range
    assert math.isfinite(low)
    assert low < high
    top = moment.layouts["slice_curve"]["yaxis.range"][1]
    assert math.isfinite(top)
    assert top > 0


def size_of(view: SliceView, at_hand: str = "") -> int:
    scene = scene_of(view)
    return len(pack_moment(slice_moment(view, at_hand), scene, packed_scene(scene)[0], ""))


def test_a_release_stays_small() -> None:
    assert size_of(view_of()) < 60_000
    assert size_of(view_of(), "slice_step") < 300_000


def test_a_training_that_diverged_says_so_and_its_lines_end() -> None:
    moment = slice_moment(view_of(**DIVERGING))
    last = moment.number("diverged_at") - 1
    assert last >= 0
    assert moment.number("way") == 1
    assert "diverged" in said_of(moment)
    assert moment.number("meet") == last
    below = flat(at(moment.fixed.moves["slice_curve"]["other.y"], 0))
    assert [math.isnan(each) for each in below] == [step > last for step in drawn_steps(300)]


def said_of(moment: Moment) -> str:
    return WHEREABOUTS[int(moment.number("whereabouts"))]


def test_a_start_beyond_all_numbers_is_told() -> None:
    view = view_of(**CASES["beyond all numbers"])
    moment = slice_moment(view)
    assert said_of(moment).startswith("At this start the loss is larger than any number")
    assert moment.number("way") == 2
    assert LESSON.answers[0].format(**numbers_of(view, moment)).endswith("and look again.")


def test_in_the_slice_but_beyond_the_picture() -> None:
    moment = slice_moment(view_of(**CASES["near, and in it"]))
    assert said_of(moment).endswith("but beyond the part of it that the picture shows.")


def test_the_answer_knows_a_training_that_stays_in_the_slice() -> None:
    for case, stays in (("default", False), ("at the start", False), ("flat", True)):
        view = view_of(**CASES[case])
        numbers = numbers_of(view, slice_moment(view))
        assert ("This training is an exception" in numbers["start"]) == stays
        assert (numbers["line"] == "") == stays


def test_of_a_large_network_a_picture_shows_next_to_nothing() -> None:
    view = view_of(**CASES["four layers"])
    moment = slice_moment(view)
    assert moment.number("seen") < 0.25 * moment.number("whole")
    assert cut_of(view).distances(torch.tensor([0]), torch.tensor([300])) > 3


def test_a_loss_that_is_not_all_that_is_lowered_says_so_here_too() -> None:
    view = slice_view(complete("slice", {"network_l1": "0.01"}))
    curve = next(each for each in scene_of(view).pictures if each.name == "slice_curve")
    assert isinstance(curve, Picture)
    assert curve.figure.layout.yaxis.title.text == "loss (MSE), without the L1 term"
