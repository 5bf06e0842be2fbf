"""How three classes are drawn: the outputs, the plane, the folded plane, and all that is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from tests.scenes.networks import rest, view_of
from visualizer.core.model import make_model
from visualizer.core.training import train
from visualizer.figures.answer_map import SHOWS
from visualizer.figures.map_parts import grid_points
from visualizer.figures.moves import Blend, at
from visualizer.figures.winner_map import N_POINTS
from visualizer.live.diagram import Diagram
from visualizer.live.scene import Picture
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_lesson import lesson_numbers
from visualizer.scenes.network_moment import network_moment, part_name
from visualizer.scenes.network_numbers import codes_of
from visualizer.scenes.network_pictures import UNIT_POINTS, plane_of
from visualizer.scenes.network_sweeps import SWEEPS
from visualizer.scenes.network_training import network_run, parameters_at
from visualizer.state.address import read_address
from visualizer.state.network_parameters import code_of
from visualizer.state.pages import complete
from visualizer.state.views.network import NetworkView, network_view
from visualizer.words.hidden_layers import FACTS, FOLDS, LESSON
from visualizer.words.network_classes import BORDERS_OF_BRANCH, CLASS_FACTS, CLASS_FOLDS, LOOKS

ARMS: dict[str, object] = {"network_data": "arms"}


def logits(view: NetworkView, raw: Tensor) -> Tensor:
    model = make_model(view.setup.architecture, parameters_at(view))
    with torch.no_grad():
        found: Tensor = model(view.setup.dataset.transform(raw))
    return found


def picture(view: NetworkView, name: str) -> Picture:
    found = next(each for each in scene_of(view).pictures if each.name == name)
    assert isinstance(found, Picture)
    return found


@pytest.mark.parametrize("layers", [0, 1, 2])
def test_every_output_is_drawn_with_the_chance_of_its_class(layers: int) -> None:
    view = view_of(**ARMS, hidden_layers=layers, hidden_1=3)
    network = next(each for each in scene_of(view).pictures if isinstance(each, Diagram))
    assert (network.n_outputs, network.output_colors) == (3, ("fail", "pass", "third"))
    moves = network_moment(view).fixed.moves["network"]
    assert at(moves["net.sizes"], 0)[-1] == 3
    pixels = grid_points(plane_of(view.setup.dataset), UNIT_POINTS, down=True)
    chances = logits(view, pixels).softmax(dim=1)
    for unit in range(3):
        found = torch.tensor(at(moves[f"unit_{layers + 1}_{unit + 1}.field"], 0))
        torch.testing.assert_close(found.float(), 128 + 127 * chances[:, unit], rtol=0, atol=0.6)
        through = network.texts[f"unit_{layers + 1}_{unit + 1}.through"]
        assert through[1] == f"{{activation_{layers + 1}_{unit + 1}}}"


def test_every_weight_and_bias_of_an_output_can_be_chosen_and_has_a_name() -> None:
    view = view_of(**ARMS, hidden_1=2)
    weights = torch.tensor(at(network_moment(view).fixed.moves["network"]["net.weights"], 0))
    assert torch.equal(weights[codes_of(view.setup.architecture)], parameters_at(view))
    names = {
        part_name(view_of(**ARMS, network_part=code_of(1, unit, each)))
        for unit in range(3)
        for each in range(3)
    }
    assert len(names) == 9
    assert "Weight from hidden unit 2 to the output for class 0" in names
    assert "Bias of the output for class 2" in names


@pytest.mark.parametrize("shows", SHOWS)
def test_the_plane_has_three_kinds_of_examples_also_tested_ones(shows: str) -> None:
    view = view_of(**ARMS, test_share=25, plane_shows=shows)
    traces = {trace.uid: trace for trace in picture(view, "plane").figure.data}
    for kind in range(3):
        for data, uid in ((view.setup.dataset, "examples"), (view.test, "test")):
            assert data is not None
            assert data.raw_inputs is not None
            trace = traces[f"{uid}_class_{kind}"]
            assert list(zip(trace.x, trace.y, strict=True)) == [
                tuple(row) for row in data.raw_inputs[data.targets == kind].tolist()
            ]
            assert trace.name == f"class {kind}" + (" (test)" if uid == "test" else "")
    texts = " ".join(
        str(panel) for row in scene_of(view).rows for column in row for panel in column.panels
    )
    assert LOOKS[shows] in texts


def test_the_straight_borders_part_what_the_outputs_say_of_the_folded_plane() -> None:
    """Where a border ends inside the picture, both of its classes win, to within its precision."""
    view = view_of(**ARMS, fold_across=2, fold_up=1)
    moves = network_moment(view).fixed.moves["fold"]
    x, y = (moves[f"border.{axis}"][0].double() for axis in "xy")
    weight, bias = view.setup.architecture.split(parameters_at(view).double())[-1]
    ends = torch.stack([y, x], dim=1)  # as unit 1 and unit 2
    for first, pair in zip((0, 3, 6), ((0, 1), (0, 2), (1, 2)), strict=True):
        if ends[first : first + 2].isnan().any():
            continue
        near = min(ends[first : first + 2], key=lambda end: float(end.norm()))
        sums = weight @ near + bias
        assert float(sums[pair[0]] - sums[pair[1]]) == pytest.approx(0, abs=0.05)
        assert float(sums.max() - sums[pair[0]]) == pytest.approx(0, abs=0.05)
    assert not ends[[0, 1, 3, 4, 6, 7]].isnan().all()


def test_with_more_units_there_is_no_border_and_the_shapes_go_together() -> None:
    view = view_of(**ARMS, hidden_1=2)
    sweep = network_moment(view, "hidden_1").sweeps["hidden_1"].moves["fold"]["border.x"]
    assert isinstance(sweep, Tensor)
    assert sweep.shape == (8, 8)
    assert not sweep[1].isnan().all()
    assert sweep[[0, *range(2, 8)]].isnan().all()


def test_between_two_frames_the_map_of_classes_jumps_and_the_borders_glide() -> None:
    view = view_of(**ARMS, step_network=200)
    moves = network_moment(view, "step_network").sweeps["step_network"].moves["plane"]
    field, border = moves["field.z"], moves["border_0.z"]
    assert isinstance(field, Blend)
    assert isinstance(border, Blend)
    assert torch.equal(field.index, field.index.round())
    assert not torch.equal(border.index, border.index.round())
    assert (field.index - border.index).abs().max() <= 0.5
    now = network_moment(view).fixed.moves["plane"]["field.z"]
    assert at(field, 200) == at(now, 0)


@pytest.mark.parametrize("key", sorted(set(SWEEPS) - {f"hidden_{layer}" for layer in (3, 4)}))
@pytest.mark.parametrize("shows", SHOWS)
def test_whatever_is_moved_goes_to_a_trace_that_there_is(key: str, shows: str) -> None:
    branch = {"branch_step_network": 100, "branch_rate_network": 0.1}
    view = view_of(**ARMS, **branch, plane_shows=shows, test_share=25, hidden_layers=2)
    moment = network_moment(view, key)
    moved = {"fold": set(), "plane": set()}
    for moves in (moment.fixed.moves, moment.sweeps[key].moves):
        for name, targets in moved.items():
            targets.update(target.split(".")[0] for target in moves.get(name, {}))
    for name, targets in moved.items():
        traces = {trace.uid for trace in picture(view, name).figure.data}
        assert targets <= traces
        assert f"border{'_0' if name == 'plane' else ''}" in targets


def test_a_branch_has_borders_of_its_own_and_they_leave_where_it_does() -> None:
    given = {**ARMS, "hidden_1": 4, "branch_step_network": 100, "branch_rate_network": 0.1}
    view = view_of(**given, step_network=250)
    assert view.branch is not None
    trajectory = train(replace(view.setup, branch=view.branch))
    other = replace(view, setup=replace(view.setup, branch=view.branch))
    assert network_run(other.setup).losses.tolist() == trajectory.losses.tolist()
    traces = {trace.uid: trace for trace in picture(view, "plane").figure.data}
    model = make_model(view.setup.architecture, trajectory.parameters[250])
    points = grid_points(plane_of(view.setup.dataset), N_POINTS)
    with torch.no_grad():
        winner = model(view.setup.dataset.transform(points)).argmax(dim=1)
    moves = network_moment(view).fixed.moves["plane"]
    for place in range(2):
        assert traces[f"branch_{place}"].contours.start == 127.5
        field = torch.tensor(at(moves[f"branch_{place}.z"], 0)).flatten()
        assert torch.equal(field > 127.5, winner == place)
    early = network_moment(view_of(**given, step_network=50)).fixed.moves["plane"]
    assert set(torch.tensor(at(early["branch_0.z"], 0)).flatten().tolist()) == {255}
    texts = " ".join(
        str(panel) for row in scene_of(view).rows for column in row for panel in column.panels
    )
    assert BORDERS_OF_BRANCH in texts


def test_what_is_said_fits_three_outputs() -> None:
    assert (len(CLASS_FACTS), len(CLASS_FOLDS)) == (len(FACTS), len(FOLDS))
    for sentence in (*CLASS_FACTS, *CLASS_FOLDS):
        assert "The output " not in sentence
        assert "two kinds" not in sentence
    view = view_of(**ARMS)
    said = {each.name: each for each in scene_of(view).quantities}
    assert said["facts"].choices == CLASS_FACTS
    assert said["fold"].choices == CLASS_FOLDS
    assert said["right"].label == "right, of the 120 examples that it learns from"
    rows = said["units_2"].choices[0].splitlines()
    assert [row.split()[:2] for row in rows] == [["class", str(kind)] for kind in range(3)]
    assert said["target"].digits == 0
    code = LESSON.code.format(**lesson_numbers(network_moment(view), view))
    assert "nn.Linear(2, 3)" in code
    assert "nn.CrossEntropyLoss()  # targets: the number of the class" in code


def test_a_point_of_ones_own_has_no_class_but_a_place_in_every_row() -> None:
    view = view_of(**ARMS, network_example=0, point_1=0.2, point_2=-0.3)
    numbers = rest(network_moment(view))
    wanted = logits(view, torch.tensor([[0.2, -0.3]]))[0]
    for unit in range(3):
        assert numbers[f"z_2_{unit + 1}"] == pytest.approx(float(wanted[unit]), abs=1e-5)
        chance = float(wanted.softmax(dim=0)[unit])
        assert numbers[f"activation_2_{unit + 1}"] == pytest.approx(chance, abs=1e-5)


def test_a_link_brings_all_of_it_back_and_a_loss_that_does_not_fit_changes_nothing() -> None:
    query = {"points": "arms", "h1": "3", "test": "25", "plane": "classes", "net_loss": "mse"}
    values, notices = read_address({key: (text,) for key, text in query.items()}, "network")
    assert notices == []
    found = network_view(complete("network", values))
    assert found == view_of(**ARMS, hidden_1=3, test_share=25, plane_shows="classes")
    assert found.setup.loss == "cross_entropy"
