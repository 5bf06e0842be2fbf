"""What is drawn of the network, as its choices want it: the same numbers as autograd finds."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from tests.scenes.accepted import assert_accepted
from tests.scenes.test_network import MOST_BYTES, contents_of, view_of
from visualizer.core.model import make_model
from visualizer.figures.moves import at
from visualizer.live.diagram import Diagram
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_numbers import codes_of
from visualizer.scenes.network_sweeps import SWEEPS
from visualizer.state.address import read_address, write_address
from visualizer.state.network_looks import LOOKS_TABLE
from visualizer.state.network_presets import PRESETS, preset
from visualizer.state.views.network import NetworkView

GRADIENTS = {"network_lines": "gradients"}


def gradients(view: NetworkView, parameters: Tensor) -> list[float]:
    """Return the gradient of every weight and bias, as autograd finds it."""
    model = make_model(view.setup.architecture, parameters)
    dataset = view.setup.dataset
    nn.functional.mse_loss(model(dataset.inputs), dataset.targets[:, None]).backward()
    return torch.cat([each.grad.flatten() for each in model.parameters()]).tolist()


def shown(move: object, view: NetworkView, position: int) -> Tensor:
    return torch.tensor(at(move, position))[codes_of(view.setup.architecture)]


@pytest.mark.parametrize("given", [{}, {"hidden_layers": 2, "hidden_2": 3, "step_network": 20}])
@pytest.mark.parametrize("key", ["network_weight", "learning_rate_network", "step_network"])
def test_the_lines_show_the_gradients_of_autograd_all_along(key: str, given: dict) -> None:
    view = view_of(**GRADIENTS, **given)
    moment = network_moment(view, key)
    moved = moment.sweeps[key].moves["network"]
    for position in (0, moment.settings[key].index):
        wanted = gradients(view, shown(moved["net.weights"], view, position))
        found = shown(moved["net.gradients"], view, position)
        assert found.tolist() == pytest.approx(wanted, rel=1e-4, abs=1e-6)
    wanted = gradients(view, shown(moment.fixed.moves["network"]["net.weights"], view, 0))
    found = shown(moment.fixed.moves["network"]["net.gradients"], view, 0)
    assert found.tolist() == pytest.approx(wanted, rel=1e-4, abs=1e-6)


def test_a_network_of_another_size_has_its_own_gradients() -> None:
    view = view_of(**GRADIENTS)
    moved = network_moment(view, "hidden_1").sweeps["hidden_1"].moves["network"]
    for size in (1, 5, 8):
        other = view.with_sizes((size,))
        wanted = gradients(other, shown(moved["net.weights"], other, size - 1))
        found = shown(moved["net.gradients"], other, size - 1)
        assert found.tolist() == pytest.approx(wanted, rel=1e-4, abs=1e-6)


def test_gradients_are_sent_and_said_only_where_they_are_drawn() -> None:
    for given, wanted in (({}, False), (GRADIENTS, True)):
        view = view_of(**given)
        (diagram,) = (each for each in scene_of(view).pictures if isinstance(each, Diagram))
        assert diagram.gradients is wanted
        assert ("{gradient}" in diagram.words.weight) is wanted
        assert ("{gradient}" in diagram.words.bias) is wanted
        assert ("net.gradients" in network_moment(view).fixed.moves["network"]) is wanted


# Whatever is drawn: each choice by itself.
LOOKS: dict[str, dict[str, object]] = {
    "gradients": GRADIENTS,
    "classes": {"plane_shows": "classes"},
    "how sure": {"plane_shows": "certainty"},
    "other units": {"fold_across": 2, "fold_up": 1},
    "a point": {"network_example": 0, "point_1": 4.5, "point_2": -6.0},
}


@pytest.mark.parametrize("looks", LOOKS)
def test_plotly_accepts_what_is_drawn(looks: str) -> None:
    view = view_of(**LOOKS[looks])
    figures = {
        each.name: each.figure for each in scene_of(view).pictures if hasattr(each, "figure")
    }
    for key in SWEEPS:
        moment = network_moment(view, key)
        for sweep in (moment.fixed, *moment.sweeps.values()):
            for name in set(sweep.moves) & set(figures):
                assert_accepted(figures[name], sweep.moves[name], 0)


def test_a_release_is_small_with_all_that_can_be_drawn() -> None:
    every = {name: value for looks in LOOKS.values() for name, value in looks.items()}
    view = view_of(**{**every, "plane_shows": "classes"})
    scene = scene_of(view)
    for key in SWEEPS:
        moment = network_moment(view, key)
        assert len(pack_moment(moment, scene, packed_scene(scene)[0], "")) < MOST_BYTES, key


@pytest.mark.parametrize("key", sorted(SWEEPS))
@pytest.mark.parametrize("looks", LOOKS)
def test_a_release_is_small_whatever_is_drawn(key: str, looks: str) -> None:
    view = view_of(**LOOKS[looks])
    scene = scene_of(view)
    moment = network_moment(view, key)
    assert len(pack_moment(moment, scene, packed_scene(scene)[0], "")) < MOST_BYTES


@pytest.mark.parametrize("looks", LOOKS)
def test_what_is_drawn_stands_in_the_link(looks: str) -> None:
    link = write_address(contents_of(LOOKS[looks]).memory.chosen, "network")
    values, notices = read_address({key: [text] for key, text in link.items()}, "network")
    assert (values, notices) == (LOOKS[looks], [])


@pytest.mark.parametrize("name", PRESETS)
def test_a_setting_worth_seeing_leaves_what_is_drawn(name: str) -> None:
    assert not set(preset(name)) & {each.name for each in LOOKS_TABLE}
