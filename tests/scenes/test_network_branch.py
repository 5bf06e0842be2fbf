"""The branch of a network's training: a plain loop that changes its rate at the step is witness."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from plotly.graph_objects import Contour
from torch import Tensor

from tests.core.plain import plain_model, plain_training
from tests.scenes.networks import rest, view_of
from visualizer.core.branch import Branch
from visualizer.core.optimizers import OPTIMIZERS
from visualizer.figures.answer_map import N_POINTS, SHOWS
from visualizer.figures.map_parts import grid_points
from visualizer.figures.moves import at, show
from visualizer.live.moment import Moment
from visualizer.live.scene import Picture
from visualizer.scenes.branch_course import (
    BOTH_DIVERGE,
    DIVERGES,
    ENDS,
    NO_STEP,
    OUTLIVES,
    TO_COME,
    TOO_LATE,
    WAITS,
)
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_branch import CONTROL
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_pictures import plane_of
from visualizer.stages.chosen_weight import take_weight
from visualizer.state.memory import Memory, arrive, change, reset_page
from visualizer.state.network_presets import preset
from visualizer.state.session import Contents
from visualizer.state.views.network import NetworkView, network_view

BRANCHED = {"branch_step_network": 60, "branch_rate_network": 3.0, "step_network": 180}
EXPLODING = {
    "network_data": "plane", "hidden_1": 2, "learning_rate_network": 0.05,
    "branch_step_network": 50, "branch_rate_network": 1e6,
}  # fmt: skip


def plain(view: NetworkView):
    """Return what a loop of any tutorial makes of the second future."""
    setup = replace(view.setup, branch=view.branch)
    recipe, n_samples = setup.recipe, setup.dataset.n_samples
    batches = None
    if not recipe.takes_all(n_samples):
        batches = recipe.batches(n_samples, setup.n_steps)
    return plain_training(setup, batches)


def course(moment: Moment) -> int:
    return round(rest(moment)["branch_course"])


def row(moment: Moment, target: str, key: str = "", position: int | None = None) -> Tensor:
    picture = "plane" if target.endswith("z") else "loss_curve"
    if not key:
        return torch.tensor(at(moment.fixed.moves[picture][target], 0))
    position = moment.settings[key].index if position is None else position
    return torch.tensor(at(moment.sweeps[key].moves[picture][target], position))


def plain_field(view: NetworkView, parameters: Tensor) -> Tensor:
    """Return what a model answers over the plane, before the output."""
    network, dataset = view.setup.architecture, view.setup.dataset
    points = dataset.transform(grid_points(plane_of(dataset), N_POINTS))
    with torch.no_grad():
        answers = plain_model(replace(network, output="identity"), parameters)(points)
    return answers.reshape(N_POINTS, N_POINTS)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("more", [{}, {"network_batch": 10}], ids=["all", "batches"])
def test_both_futures_are_those_of_a_plain_loop(optimizer: str, more: dict[str, object]) -> None:
    rates = {"learning_rate_network": 0.1, "branch_rate_network": 0.02, "hidden_1": 4}
    view = view_of(**{**BRANCHED, **rates, **more}, network_optimizer=optimizer)
    moment, witness = network_moment(view), plain(view)
    steps = row(moment, "branch.x").long()
    assert steps[0] == 60
    assert steps[-1] == 300
    assert torch.allclose(row(moment, "branch.y"), witness.losses[steps], rtol=1e-3, atol=1e-5)
    told = rest(moment)
    assert told["branch_end"] == pytest.approx(witness.losses[-1].item(), rel=1e-3)
    untouched = plain(replace(view, branch=None))
    assert told["loss_end"] == pytest.approx(untouched.losses[-1].item(), rel=1e-3)
    assert told["branch_end"] != pytest.approx(told["loss_end"], rel=1e-2)
    assert course(moment) == ENDS


@pytest.mark.parametrize("step", [59, 60, 61, 180, 300])
def test_the_dashed_border_is_that_of_the_branch_from_its_step_on(step: int) -> None:
    view = view_of(**{**BRANCHED, "step_network": step})
    seen = row(network_moment(view), "branch.z")
    if step < 60:
        assert seen.unique().numel() == 1
        return
    found = plain_field(view, plain(view).parameters[step])
    assert torch.allclose(seen, found, rtol=0.01, atol=0.02)
    at_hand = row(network_moment(view), "border.z")
    assert torch.allclose(seen, at_hand, atol=1e-6) == (step == 60)


def test_it_moves_along_the_steps() -> None:
    view = view_of(**BRANCHED)
    moment = network_moment(view, "step_network")
    witness = plain(view)
    assert row(moment, "branch.x", "step_network", 0).numel() == 0
    assert row(moment, "branch.z", "step_network", 59).unique().numel() == 1
    for step in (60, 180, 300):
        found = plain_field(view, witness.parameters[step])
        assert torch.allclose(
            row(moment, "branch.z", "step_network", step), found, rtol=0.01, atol=0.02
        )
    for step in (1, 60, 300):
        assert row(moment, "branch.y", "step_network", step).equal(row(moment, "branch.y"))


@pytest.mark.parametrize("position", [0, 20, 48])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_every_rate_of_the_branch_is_what_a_plain_loop_makes_of_it(
    position: int, optimizer: str
) -> None:
    view = view_of(**BRANCHED, network_optimizer=optimizer, learning_rate_network=0.1)
    moment = network_moment(view, CONTROL)
    sweep, rate = moment.sweeps[CONTROL], moment.settings[CONTROL].positions[position]
    witness = plain(replace(view, branch=Branch(60, rate)))
    steps = row(moment, "branch.x", CONTROL, position).long()
    found = row(moment, "branch.y", CONTROL, position)
    before = 40 if rate < 1 else 4  # later on a wild training hangs by its last digits
    assert torch.allclose(found[:before], witness.losses[steps][:before], rtol=0.02, atol=1e-4)
    assert sweep.quantities["branch_rate"][position] == pytest.approx(rate)
    assert set(sweep.moves["plane"]) == {"branch.z"}
    assert set(sweep.quantities) <= {"branch_rate", "branch_end", "branch_diverged_at",
                                     "branch_course", "loss_end"}  # fmt: skip


def test_where_its_rate_stands_the_loop_has_the_last_word() -> None:
    wild = {
        "network_data": "moons", "network_activation": "relu", "network_optimizer": "adam",
        "hidden_layers": 3, "hidden_1": 8, "hidden_2": 6, "hidden_3": 5, "network_seed": 1,
        "learning_rate_network": 0.1, "branch_step_network": 5, "branch_rate_network": 1.0,
    }  # fmt: skip
    moment = network_moment(view_of(**wild), CONTROL)
    index = moment.settings[CONTROL].index
    told = moment.sweeps[CONTROL].quantities["branch_end"][index]
    assert float(told) == rest(moment)["branch_end"]
    assert row(moment, "branch.y", CONTROL).equal(row(moment, "branch.y"))
    assert row(moment, "branch.z", CONTROL).equal(row(moment, "branch.z"))


@pytest.mark.parametrize("key", ["learning_rate_network", "hidden_1", "network_weight"])
def test_it_is_not_drawn_while_the_training_itself_is_changed(key: str) -> None:
    moment = network_moment(view_of(**BRANCHED), key)
    index = moment.settings[key].index
    away = 0 if index else 1
    assert row(moment, "branch.y", key, away).numel() == 0
    assert row(moment, "branch.z", key, away).unique().numel() == 1
    assert row(moment, "branch.y", key).equal(row(moment, "branch.y"))
    courses = moment.sweeps[key].quantities["branch_course"]
    # Where a weight is let go of, another training begins.
    assert courses[away] == (TO_COME if key == "network_weight" else WAITS)
    assert courses[index] == ENDS


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (BRANCHED, ENDS),
        (EXPLODING, DIVERGES),
        ({**EXPLODING, "learning_rate_network": 2.0, "branch_step_network": 0}, BOTH_DIVERGE),
        (
            {
                **EXPLODING,
                "learning_rate_network": 2.0,
                "branch_step_network": 2,
                "branch_rate_network": 0.01,
            },
            OUTLIVES,
        ),
        ({**EXPLODING, "learning_rate_network": 1e6, "branch_step_network": 290}, TOO_LATE),
        ({**BRANCHED, "branch_step_network": 300}, NO_STEP),
        ({**BRANCHED, "step_network": 0}, TO_COME),
    ],
)
def test_what_becomes_of_it_is_said(given: dict[str, object], expected: int) -> None:
    moment = network_moment(view_of(**given))
    assert course(moment) == expected


@pytest.mark.parametrize(
    "given", [*({"plane_shows": each} for each in SHOWS), {"network_data": "hill"}]
)
def test_its_border_is_told_apart_without_a_colour(given: dict[str, object]) -> None:
    view = view_of(**{**BRANCHED, "branch_rate_network": 0.2, **given})
    pictures = [each for each in scene_of(view).pictures if isinstance(each, Picture)]
    (plane,) = (each.figure for each in pictures if each.name == "plane")
    drawn = show(plane, network_moment(view).fixed.moves["plane"], 0)
    own, border = (
        next(each for each in drawn.data if each.uid == uid) for uid in ("branch", "border")
    )
    assert isinstance(own, Contour)
    assert own.line.dash == "dash"
    assert border.line.dash is None
    assert own.line.color != border.line.color
    assert own.contours.coloring == "none"
    assert (own.contours.start, own.contours.end) == (
        (-2, 2) if "network_data" in given else (0, 0)
    )
    assert not any(each.uid == "branch" for each in show_plane(replace(view, branch=None)))


def show_plane(view: NetworkView):
    return next(each for each in scene_of(view).pictures if each.name == "plane").figure.data


def test_without_a_branch_nothing_is_said_of_one() -> None:
    view = view_of()
    moment, scene = network_moment(view), scene_of(view)
    assert not {name for name in rest(moment) if "branch" in name}
    assert CONTROL not in {each.key for each in scene.controls()}
    assert CONTROL not in moment.settings
    assert network_moment(view, CONTROL).sweeps == {}


@pytest.mark.parametrize(
    "change_of",
    [
        {"network_seed": 3},
        {"hidden_1": 4},
        {"network_weight": 2.5},
        {"learning_rate_network": 0.3},
        {"network_data": "moons"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_is_changed_the_branch_leaves_the_new_training(
    change_of: dict[str, object],
) -> None:
    memory = change(arrive(Memory(), "network", {}), BRANCHED)
    after = take_weight(Contents(memory=change(memory, change_of)))
    view = network_view(after.values())
    assert view.branch == Branch(60, 3.0)
    at_once = course(network_moment(view))
    assert at_once == (TO_COME if "network_weight" in change_of else ENDS)
    later = network_moment(replace(view, step=180))
    assert rest(later)["branch_end"] == pytest.approx(plain(view).losses[-1].item(), rel=5e-3)


def test_a_setting_worth_seeing_and_a_reset_end_it() -> None:
    memory = change(arrive(Memory(), "network", {}), BRANCHED)
    for after in (change(memory, preset("learns")), reset_page(memory)):
        assert network_view(after.values()).branch is None


def test_a_link_holds_it_and_one_too_far_is_refused_with_a_sentence() -> None:
    memory = arrive(Memory(), "network", {"net_branch": ("40",), "net_branch_lr": ("2",)})
    assert network_view(memory.values()).branch == Branch(40, 2.0)
    assert memory.address() == {"net_branch": "40", "net_branch_lr": "2"}
    far = arrive(Memory(), "network", {"net_branch": ("301",), "net_branch_lr": ("x",)})
    assert network_view(far.values()).branch is None
    assert "net_branch = “301” is not a whole number between" in far.notices[0]
    assert "net_branch_lr" in far.notices[1]
