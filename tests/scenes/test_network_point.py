"""One point on its way through the network: the numbers that a plain model makes of it."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn

from tests.scenes.stages import Stage
from tests.scenes.test_network import Case, contents_of, rest, view_of
from visualizer.core.model import make_model
from visualizer.figures.moves import at
from visualizer.live.diagram import Diagram
from visualizer.live.moment import Moment
from visualizer.live.scene import Picture
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_numbers import codes_of
from visualizer.scenes.network_pictures import plane_of, raw_of
from visualizer.scenes.network_point import FAILS, OUTSIDE, OWN, PASSES
from visualizer.scenes.network_training import parameters_at
from visualizer.state.address import read_address, write_address
from visualizer.state.memory import change
from visualizer.state.views.network import NetworkView

OWN_POINT: dict[str, object] = {"network_example": 0, "point_1": 4.5, "point_2": 6.0}
CASES: dict[str, dict[str, object]] = {
    "an example": {"network_example": 7},
    "own point": {**OWN_POINT, "network_loss": "binary_cross_entropy"},
    "deep": {"hidden_layers": 3, "hidden_1": 4, "hidden_3": 1, "network_activation": "silu"},
    "no hidden layer": {"hidden_layers": 0, "network_data": "moons"},
}


def plain_numbers(view: NetworkView, parameters: Tensor, raw: Tensor) -> dict[str, float]:
    """Return z and activation of every unit, layer by layer through a plain model."""
    seen, found = view.setup.dataset.transform(raw)[None], {}
    layers = [each for each in make_model(view.setup.architecture, parameters) if each is not None]
    layer = 0
    with torch.no_grad():
        for module in layers:
            seen = module(seen)
            if isinstance(module, nn.Linear):
                layer += 1
                names = [(f"z_{layer}_{unit}", unit) for unit in range(1, seen.shape[1] + 1)]
                found |= {name: float(seen[0, unit - 1]) for name, unit in names}
            found |= {
                f"activation_{layer}_{unit + 1}": float(number)
                for unit, number in enumerate(seen[0])
            }
    found[f"activation_{layer}_1"] = float(torch.tensor(found[f"z_{layer}_1"]).sigmoid())
    return found


def assert_equal(found: dict[str, float], wanted: dict[str, float]) -> None:
    for name, number in wanted.items():
        assert found[name] == pytest.approx(number, rel=1e-4, abs=1e-5), name


def numbers_at(moment: Moment, key: str, position: int) -> dict[str, float]:
    sweep = moment.sweeps[key].quantities
    return {name: float(row[position]) for name, row in sweep.items()}


@pytest.mark.parametrize("case", CASES)
def test_every_unit_shows_what_a_plain_model_makes_of_the_point(case: str) -> None:
    view = view_of(**CASES[case])
    moment = network_moment(view)
    found = rest(moment)
    raw = torch.tensor([found["point_1"], found["point_2"]])
    assert_equal(found, plain_numbers(view, parameters_at(view), raw))


@pytest.mark.parametrize("case", CASES)
def test_it_does_so_along_every_step_and_under_every_drag(case: str) -> None:
    view = view_of(**CASES[case])
    for key in set(Case(CASES[case]).hot) & {
        "network_weight",
        "learning_rate_network",
        "step_network",
    }:
        moment = network_moment(view, key)
        raw = torch.tensor([rest(moment)["point_1"], rest(moment)["point_2"]])
        moves = moment.sweeps[key].moves["network"]
        for position in (0, moment.settings[key].index):
            weights = torch.tensor(at(moves["net.weights"], position))
            parameters = weights[codes_of(view.setup.architecture)]
            wanted = plain_numbers(view, parameters, raw)
            assert_equal(numbers_at(moment, key, position), wanted)


def test_an_example_is_called_what_the_legend_calls_it() -> None:
    view = view_of(network_data="moons")
    scene = scene_of(view)
    plane = next(each for each in scene.pictures if each.name == "plane")
    assert isinstance(plane, Picture)
    legend = {trace.uid: trace.name for trace in plane.figure.data}
    said = next(each for each in scene.quantities if each.name == "point").choices
    for place, uid, number in ((FAILS, "fail", 0), (PASSES, "pass", 1)):
        kind = legend[f"examples_{uid}"].removeprefix("kind: ")
        assert said[place].endswith(f"In the data its kind is “{kind}”, which counts as {number}.")


@pytest.mark.parametrize("given", [{}, OWN_POINT, {"network_data": "moons", "test_share": 50}])
def test_the_slider_sends_every_example_through(given: dict[str, object]) -> None:
    view = view_of(**given)
    moment = network_moment(view, "network_example")
    setting = moment.settings["network_example"]
    dataset, sweep = view.setup.dataset, moment.sweeps["network_example"]
    assert setting.positions[-1] == dataset.n_samples
    assert setting.positions[0] == given.get("network_example", 1)
    for number in (1, 2, dataset.n_samples):
        place = list(setting.positions).index(number)
        found, raw = numbers_at(moment, "network_example", place), raw_of(dataset)[number - 1]
        assert [found["point_1"], found["point_2"]] == pytest.approx(raw.tolist())
        assert found["point_example"] == number
        assert found["point"] == (PASSES if dataset.targets[number - 1] > 0.5 else FAILS)
        assert_equal(found, plain_numbers(view, parameters_at(view), raw))
        assert at(sweep.moves["plane"]["point.x"], place) == pytest.approx([float(raw[0])])
        seen = [at(sweep.moves["fold"][f"point.{axis}"], place)[0] for axis in "xy"]
        assert seen == pytest.approx([found["activation_1_1"], found["activation_1_2"]])


def test_the_point_lies_where_the_pictures_of_the_units_have_it() -> None:
    view = view_of(**OWN_POINT)
    share = at(network_moment(view).fixed.moves["network"]["net.point"], 0)
    (left, right), (low, high) = plane_of(view.setup.dataset)
    wanted = [(4.5 - left) / (right - left), 1 - (6.0 - low) / (high - low)]
    assert share == pytest.approx(wanted)


def test_a_point_beyond_the_picture_is_said_to_be() -> None:
    assert rest(network_moment(view_of(**OWN_POINT)))["point"] == OWN
    far = view_of(**{**OWN_POINT, "point_1": 900.0})
    found = rest(network_moment(far))
    assert found["point"] == OUTSIDE
    assert all(math.isfinite(found[name]) for name in ("z_1_1", "activation_2_1"))


def test_an_example_beyond_the_last_is_the_last() -> None:
    found = rest(network_moment(view_of(network_example=999)))
    assert found["point_example"] == found["n_examples"] == 40


def test_a_unit_that_is_not_there_has_no_numbers_and_no_row() -> None:
    moment = network_moment(view_of(), "hidden_1")
    one, eight = (numbers_at(moment, "hidden_1", position) for position in (0, 7))
    assert math.isnan(one["z_1_2"])
    assert math.isfinite(eight["z_1_8"])
    assert (one["units_1"], eight["units_1"]) == (0, 7)
    made = Stage("network", {}, scene_of(view_of()), moment)
    tables = made.quantity("units_1").choices
    assert [table.count("\n") + 1 for table in tables] == list(range(1, 9))


@pytest.mark.parametrize("case", CASES)
def test_every_number_that_is_named_is_there(case: str) -> None:
    view = view_of(**CASES[case])
    scene, moment = scene_of(view), network_moment(view)
    named = Stage("network", {}, scene, moment).named()
    assert named <= {each.name for each in scene.quantities}
    assert named <= set(rest(moment))


def test_a_place_in_the_plane_and_an_example_take_turns() -> None:
    memory = change(contents_of({"network_example": 7}).memory, {"point_1": 1.5, "point_2": 2.5})
    assert memory.chosen == {"network_example": 0, "point_1": 1.5, "point_2": 2.5}
    assert change(memory, {"network_example": 3}).chosen == {"network_example": 3}
    assert change(memory, {"hidden_1": 3}).chosen == {**memory.chosen, "hidden_1": 3}
    assert change(memory, {"network_example": 0}).chosen == memory.chosen


@pytest.mark.parametrize("held", [OWN_POINT, {"network_example": 7}])
def test_on_other_data_the_first_example_goes_through(held: dict[str, object]) -> None:
    chosen = change(contents_of(held).memory, {"network_data": "moons"}).chosen
    assert chosen == {"network_data": "moons"}


def test_the_point_stands_in_the_link() -> None:
    memory = change(contents_of({}).memory, {"point_1": 1.5, "point_2": 2.5})
    link = write_address(memory.chosen, "network")
    values, notices = read_address({key: [text] for key, text in link.items()}, "network")
    assert (values, notices) == (memory.chosen, [])


def test_a_click_into_the_plane_sets_the_point() -> None:
    pictures = {each.name: each for each in scene_of(view_of()).pictures}
    assert isinstance(plane := pictures["plane"], Picture)
    assert plane.picks == ("point_1", "point_2")
    assert isinstance(network := pictures["network"], Diagram)
    assert network.texts["unit_1_8.through"] == ("{z_1_8}", "{activation_1_8}")
    assert network.texts["unit_2_1.through"] == ("{z_2_1}", "{activation_2_1}")
