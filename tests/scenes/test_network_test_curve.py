"""The dotted line of the loss on test examples is what a plain model says of them."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from tests.scenes.networks import view_of
from visualizer.core.model import make_model
from visualizer.figures.moves import at
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_curve import drawn_steps
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_sweeps import SWEEPS
from visualizer.scenes.network_training import network_run

TESTED = {"test_share": 50, "noise": 25, "network_data": "circle", "hidden_1": 5}
KEYS = ["step_network", "network_weight", "learning_rate_network", "hidden_1"]


def line(moment, key: str = "", position: int = 0) -> list[float | None]:
    sweep = moment.sweeps[key] if key else moment.fixed
    return at(sweep.moves["loss_curve"]["other.y"], position)


def test_it_is_the_loss_of_a_plain_model() -> None:
    view = view_of(**TESTED)
    assert view.test is not None
    run = network_run(view.setup)
    for step, found in zip(drawn_steps(300).tolist(), line(network_moment(view)), strict=True):
        model = make_model(view.setup.architecture, run.parameters[step])
        with torch.no_grad():
            loss = nn.functional.mse_loss(model(view.test.inputs)[:, 0], view.test.targets)
        assert found == pytest.approx(float(loss), rel=1e-5)


@pytest.mark.parametrize("key", KEYS)
def test_it_stands_where_a_control_stands(key: str) -> None:
    view = view_of(**TESTED, step_network=140)
    moment = network_moment(view, key)
    shown = line(moment, key, moment.settings[key].index)
    assert shown == pytest.approx(line(moment), rel=2e-3, nan_ok=True)


def test_of_a_training_to_come_nobody_knows_it() -> None:
    moment = network_moment(view_of(**TESTED, step_network=0))
    assert set(line(moment)) == {None}
    moved = network_moment(view_of(**TESTED), "network_weight")
    elsewhere = moved.settings["network_weight"].index - 5
    assert set(line(moved, "network_weight", elsewhere)) == {None}


def test_another_rate_has_another_line() -> None:
    moment = network_moment(view_of(**TESTED), "learning_rate_network")
    lines = [line(moment, "learning_rate_network", place) for place in (10, 20, 30)]
    assert lines[0] != lines[1] != lines[2]


def test_without_a_test_there_is_none() -> None:
    view = view_of()
    for key in SWEEPS.keys() & network_moment(view).settings.keys():
        moment = network_moment(view, key)
        assert "other.y" not in moment.fixed.moves["loss_curve"]
        assert "other.y" not in moment.sweeps[key].moves.get("loss_curve", {})
    assert "dotted" not in str(scene_of(view).rows)
    assert "dotted" in str(scene_of(view_of(**TESTED)).rows)
