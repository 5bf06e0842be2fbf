"""The network: what is dragged, what a release shows, and that both are what PyTorch finds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial

import numpy as np
import pytest
import torch
from torch import nn

from tests.scenes.accepted import assert_accepted
from tests.scenes.networks import CASES, facts_of, rest, view_of
from visualizer.core.architecture import Architecture
from visualizer.core.model import make_model
from visualizer.figures.moves import at
from visualizer.live.diagram import Diagram
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.live.scene import Picture
from visualizer.scenes.branch_course import QUANTITIES as BRANCH_QUANTITIES
from visualizer.scenes.branch_course import WAITS
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_frames import between_frames, frames_of
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_numbers import (
    BEYOND,
    COPIES,
    DEAD,
    DIVERGED,
    NO_ACTIVATION,
    NO_LAYER,
    ONE_COPY,
    SATURATED,
    codes_of,
)
from visualizer.scenes.network_sweeps import SWEEPS
from visualizer.scenes.network_training import network_run, parameters_at
from visualizer.stages.chosen_weight import take_weight
from visualizer.state.memory import Memory, arrive, change
from visualizer.state.network_parameters import UNITS, code_of
from visualizer.state.packed_weights import write_weights
from visualizer.state.session import Contents
from visualizer.state.views.network import NetworkView, network_view
from visualizer.words.hidden_layers import FACTS, FOLDS, VERDICTS
from visualizer.words.training import BRANCH_COURSES

MOST_BYTES = 300_000  # of one release of the usual network


def contents_of(given: Mapping[str, object]) -> Contents:
    return Contents(memory=change(arrive(Memory(), "network", {}), given))


class Case:
    """A network, and its moments: made once for the tests, which only look at them."""

    def __init__(self, given: dict[str, object]) -> None:
        self.given = given
        self.view = view_of(**given)
        self.scene = scene_of(self.view)
        self.moment = cache(partial(network_moment, self.view))
        self.hot = [key for key in SWEEPS if key in self.moment("").settings]


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return Case(CASES[request.param])


def test_nothing_is_swept_before_somebody_asks(case: Case) -> None:
    assert case.moment("").sweeps == {}
    assert case.moment("no such control").sweeps == {}


def test_every_control_can_be_asked_for_and_says_so(case: Case) -> None:
    controls = case.scene.controls()
    assert {control.key for control in controls} == set(case.hot)
    assert all(control.cold for control in controls)
    for key in case.hot:
        assert set(case.moment(key).sweeps) == {key}


def test_a_sweep_holds_where_its_control_stands(case: Case) -> None:
    view = case.view
    for key in case.hot:
        moment = case.moment(key)
        at_rest, index = rest(moment), moment.settings[key].index
        for name, row in moment.sweeps[key].quantities.items():
            assert len(row) == len(moment.settings[key].positions)
            assert float(row[index]) == pytest.approx(
                at_rest[name], rel=2e-4, abs=2e-5, nan_ok=True
            ), (key, name)
        for picture, moves in moment.sweeps[key].moves.items():
            for target, move in moves.items():
                # The part up to now goes through all steps, or through those that are drawn; of a
                # training that has not begun nobody knows the curve before it is asked for.
                unknown = target.startswith("curve") and not view.step
                if "so_far" in target or unknown or target not in moment.fixed.moves[picture]:
                    continue
                still = numbers(at(moment.fixed.moves[picture][target], 0))
                close = 1.01 if target.endswith("_1.field") else 1e-3
                torch.testing.assert_close(
                    numbers(at(move, index)),
                    still,
                    rtol=2e-3,
                    atol=close,
                    equal_nan=True,
                    msg=f"{key}, {target}",
                )


def test_a_drag_shows_what_its_release_will_show(case: Case) -> None:
    contents = contents_of(case.given)
    view = network_view(contents.values())  # what is chosen by hand can set more, such as a rate
    for key in case.hot:
        moment = network_moment(view, key)
        positions = moment.settings[key].positions
        for position in {len(positions) // 3, 2 * len(positions) // 3} - {
            moment.settings[key].index  # back where it stood nothing is released
        }:
            memory = change(contents.memory, {key: positions[position]})
            released = take_weight(replace(contents, memory=memory))
            after = rest(network_moment(network_view(released.values())))
            sweep = moment.sweeps[key].quantities
            course = sweep.get("branch_course", torch.zeros(position + 1))[position]
            for name in scene_numbers(view) - unsaid(round(float(course))):
                dragged = float(sweep[name][position]) if name in sweep else rest(moment)[name]
                assert dragged == pytest.approx(after[name], rel=5e-3, abs=1e-4, nan_ok=True), (
                    key,
                    name,
                )


def unsaid(course: int) -> set[str]:
    """Return the numbers of a branch that its sentence does not tell; if it waits, all of them."""
    every = {each.name for each in BRANCH_QUANTITIES} | {"loss_end"}
    if course == WAITS:
        return every
    return {name for name in every - {"branch_course"} if name not in BRANCH_COURSES[course]}


def scene_numbers(view: NetworkView) -> set[str]:
    names = {each.name for each in scene_of(view).quantities}
    return names if view.test else names - {"test_loss"}


def test_plotly_accepts_every_move(case: Case) -> None:
    pictures = {each.name: each for each in case.scene.pictures}
    for key in case.hot:
        moment = case.moment(key)
        for name, moves in moment.sweeps[key].moves.items():
            picture = pictures[name]
            if isinstance(picture, Picture):
                for position in (0, moment.settings[key].index):
                    assert_accepted(picture.figure, moves, position)


def test_every_sentence_that_can_hold_is_there(case: Case) -> None:
    texts = {"verdict": VERDICTS, "facts": FACTS, "fold": FOLDS, "branch_course": BRANCH_COURSES}
    for key in case.hot:
        moment = case.moment(key)
        for name, choices in texts.items():
            for sweep in (moment.fixed, moment.sweeps[key]):
                row = sweep.quantities.get(name, torch.zeros(1))
                assert set(row.tolist()) <= set(range(len(choices)))


def test_every_axis_is_finite(case: Case) -> None:
    moment = case.moment("")
    low, high = moment.layouts["loss_curve"]["yaxis.range"]
    assert 0 == low < high < math.inf


@pytest.mark.parametrize("key", sorted(SWEEPS))
@pytest.mark.parametrize(("branch", "share"), [(-1, 1.0), (60, 1.1)])
def test_a_release_is_small(key: str, branch: int, share: float) -> None:
    view = view_of(branch_step_network=branch)
    scene = scene_of(view)
    moment = network_moment(view, key)
    n_bytes = len(pack_moment(moment, scene, packed_scene(scene)[0], ""))
    assert n_bytes < share * MOST_BYTES


def numbers(value: object) -> torch.Tensor:
    """Return what a move assigns; no number, which figures write as ``None``, as NaN."""
    return torch.from_numpy(np.array(value, dtype=float))


def test_the_pictures_are_what_a_model_answers() -> None:
    view = view_of(hidden_layers=2, hidden_1=3, hidden_2=2, network_seed=3)
    model = make_model(view.setup.architecture, parameters_at(view))
    moves = network_moment(view).fixed.moves
    dataset = view.setup.dataset
    picture = next(each for each in scene_of(view).pictures if each.name == "plane")
    assert isinstance(picture, Picture)
    field = picture.figure.data[0]
    up, across = 5, 20
    point = dataset.transform(torch.tensor([[field.x[across], field.y[up]]]))
    with torch.no_grad():
        answer = model(point).logit()
        seen = model[:4](dataset.inputs)
    assert moves["plane"]["field.z"][0, up, across] == pytest.approx(float(answer), rel=2e-3)
    passes = dataset.targets > 0.5
    assert torch.allclose(moves["fold"]["pass.x"][0].float(), seen[passes, 0], atol=1e-3)
    assert torch.allclose(moves["fold"]["fail.y"][0].float(), seen[~passes, 1], atol=1e-3)


def test_the_gradient_of_the_chosen_part_is_that_of_autograd() -> None:
    for part in codes_of(view_of(hidden_layers=2).setup.architecture).tolist():
        view = view_of(hidden_layers=2, network_part=part, step_network=40)
        place = codes_of(view.setup.architecture).tolist().index(part)
        model = make_model(view.setup.architecture, parameters_at(view))
        predictions = model(view.setup.dataset.inputs)
        nn.functional.mse_loss(predictions, view.setup.dataset.targets[:, None]).backward()
        wanted = torch.cat([each.grad.flatten() for each in model.parameters()])[place]
        found = rest(network_moment(view))["chosen_gradient"]
        assert found == pytest.approx(float(wanted), rel=1e-4, abs=1e-7)


def test_a_weight_moved_by_hand_is_a_new_start_and_all_others_stay() -> None:
    contents = contents_of({"network_part": code_of(1, 0, 2)})
    before = parameters_at(network_view(contents.values()))
    moved = take_weight(replace(contents, memory=change(contents.memory, {"network_weight": 0.7})))
    view = network_view(moved.values())
    assert view.step == 0
    assert "network_weight" not in moved.memory.chosen
    place = codes_of(view.setup.architecture).tolist().index(code_of(1, 0, 2))
    after = parameters_at(view)
    assert after[place] == pytest.approx(0.7)
    others = torch.arange(len(after)) != place
    assert torch.equal(after[others], before[others])


@pytest.mark.parametrize("name", [*UNITS[:1], "hidden_layers", "network_seed", "network_inputs"])
def test_a_network_of_another_size_or_seed_is_drawn_anew(name: str) -> None:
    contents = contents_of({"network_weight": 0.7})
    moved = take_weight(contents)
    assert "network_start" in moved.memory.chosen
    other = "x1x2" if name == "network_inputs" else 3
    assert "network_start" not in change(moved.memory, {name: other}).chosen


def test_a_part_that_a_smaller_network_lacks_gives_way_to_the_first() -> None:
    moment = network_moment(view_of(hidden_1=1, network_part=code_of(0, 7, 1)))
    assert float(moment.fixed.moves["network"]["net.chosen"][0]) == code_of(0, 0, 1)


def test_equal_units_stay_equal_and_it_is_said() -> None:
    fact, numbers = facts_of(network_start="equal", hidden_1=4)
    assert (fact, numbers["copies"]) == (COPIES, 3)


def test_two_equal_units_are_one_pair() -> None:
    fact, numbers = facts_of(network_start="equal", hidden_1=2)
    assert (fact, numbers["copies"]) == (ONE_COPY, 1)


def test_units_that_only_lie_flat_alike_did_not_start_alike() -> None:
    fact, numbers = facts_of(
        network_activation="sigmoid",
        network_optimizer="adam",
        learning_rate_network=10.0,
        hidden_1=4,
    )
    assert numbers["copies"] > 0
    assert fact not in {COPIES, ONE_COPY}


def test_a_unit_that_jumps_between_its_flat_ends_is_not_dead() -> None:
    fact, numbers = facts_of(network_optimizer="adam", learning_rate_network=10.0, hidden_1=4)
    assert (fact, numbers["dead"], numbers["saturated"]) == (SATURATED, 0, 4)


def test_without_a_hidden_layer_or_an_activation_it_is_said_that_the_border_is_straight() -> None:
    assert facts_of(hidden_layers=0)[0] == NO_LAYER
    assert facts_of(network_activation="identity", hidden_layers=3)[0] == NO_ACTIVATION


def test_dead_units_are_counted() -> None:
    # Biases of −100: no example lifts a sum above 0.
    network = view_of(network_activation="relu", hidden_1=2).setup.architecture
    weights = torch.ones(network.n_parameters)
    weights[4:6] = -100.0
    start = write_weights(weights.tolist())
    fact, numbers = facts_of(
        network_activation="relu", hidden_1=2, network_start=start, step_network=0
    )
    assert (fact, numbers["dead"]) == (DEAD, 2)


def test_a_training_that_diverges_says_so_and_shows_the_step_before() -> None:
    view = view_of(**CASES["diverging"])
    run = network_run(view.setup)
    assert 0 < run.diverged_at <= 300
    numbers = rest(network_moment(view))
    assert numbers["verdict"] == DIVERGED
    assert torch.equal(parameters_at(view), run.parameters[run.diverged_at - 1])


def test_a_start_beyond_all_numbers_is_not_blamed_on_the_rate() -> None:
    network = view_of().setup.architecture
    start = write_weights([3e38] * network.n_parameters)
    view = view_of(network_activation="relu", network_loss="mse", network_start=start)
    huge = replace(view, setup=replace(view.setup, loss="mse"))
    moment = network_moment(huge, "network_weight")
    assert all(math.isfinite(value) for value in moment.settings["network_weight"].positions)
    told = view_of(
        network_activation="identity", network_loss="binary_cross_entropy", network_start=start
    )
    assert network_run(told.setup).diverged_at == 0
    assert rest(network_moment(told))["verdict"] == BEYOND


def test_a_rate_stands_where_the_loop_ends_however_wild_the_training() -> None:
    wild = {
        "network_data": "moons", "network_activation": "relu", "network_optimizer": "adam",
        "learning_rate_network": 1.0, "hidden_layers": 3, "hidden_1": 8, "hidden_2": 6,
        "hidden_3": 5, "network_seed": 1,
    }  # fmt: skip
    moment = network_moment(view_of(**wild), "learning_rate_network")
    index = moment.settings["learning_rate_network"].index
    sweep = moment.sweeps["learning_rate_network"].quantities
    assert float(sweep["loss"][index]) == pytest.approx(rest(moment)["loss"], rel=1e-4)


@pytest.mark.parametrize("key", sorted(set(SWEEPS) - {"network_example"}))  # which trains nothing
def test_every_sweep_moves_all_of_the_curve(key: str) -> None:
    moment = network_moment(view_of(hidden_layers=4, branch_step_network=10), key)
    curve = set(moment.fixed.moves["loss_curve"])
    if key == "branch_rate_network":  # the training itself stays
        curve = {target for target in curve if target.startswith("branch.")}
    assert set(moment.sweeps[key].moves["loss_curve"]) == curve


def test_frames_hold_the_step_at_hand_and_lie_between_their_neighbours() -> None:
    frames = frames_of(300, 137)
    assert {0, 20, 137, 300} <= set(frames.tolist())
    where = between_frames(frames, 300)
    assert where[frames].tolist() == list(range(len(frames)))
    assert (where.diff() > 0).all()


def test_the_diagram_knows_every_part_of_the_largest_network() -> None:
    view = view_of(hidden_layers=4, **dict.fromkeys(UNITS, 8))
    architecture: Architecture = view.setup.architecture
    codes = codes_of(architecture)
    assert len(set(codes.tolist())) == architecture.n_parameters == 249
    moved = network_moment(view).fixed.moves["network"]
    weights = moved["net.weights"][0].float()
    assert torch.allclose(weights[codes], parameters_at(view), rtol=1e-3, atol=1e-4)
    assert moved["net.sizes"][0].tolist() == [8, 8, 8, 8, 1]
    assert any(isinstance(each, Diagram) for each in scene_of(view).pictures)
