"""The loss on test examples: said to rise where a plain run finds that it does, and only there."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from tests.scenes.test_network import rest, view_of
from visualizer.core.model import make_model
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_curve import drawn_steps
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_training import network_run
from visualizer.scenes.network_trend import FALLS, RISE, RISES
from visualizer.state.network_presets import preset
from visualizer.state.views.network import NetworkView

HEART = preset("by_heart")


def plain_test_losses(view: NetworkView) -> torch.Tensor:
    """Return the loss on the test examples after every step, by a plain model."""
    test, found = view.test, []
    assert test is not None
    for parameters in network_run(view.setup).parameters:
        model = make_model(view.setup.architecture, parameters)
        with torch.no_grad():
            found.append(nn.functional.mse_loss(model(test.inputs), test.targets[:, None]))
    return torch.stack(found)


def test_it_rises_where_a_plain_run_says_so_at_every_step() -> None:
    view = view_of(**HEART)
    tests, losses = plain_test_losses(view), network_run(view.setup).losses
    drawn = drawn_steps(300)
    sweep = network_moment(view, "step_network").sweeps["step_network"].quantities
    wanted = []
    for step in range(301):
        seen = drawn[drawn <= step]
        best = int(seen[tests[seen].argmin()])
        assert int(sweep["best_step"][step]) == best
        assert float(sweep["best_test_loss"][step]) == pytest.approx(float(tests[best]), rel=1e-4)
        rises = tests[step] > RISE * tests[best] and losses[step] < losses[best]
        wanted.append(RISES if rises else FALLS)
    assert sweep["trend"].tolist() == wanted
    assert set(wanted) == {RISES, FALLS}
    for step in (0, 30, 300):
        at_rest = rest(network_moment(view_of(**{**HEART, "step_network": step})))
        for name in ("trend", "best_step", "best_test_loss"):
            assert at_rest[name] == pytest.approx(float(sweep[name][step]), rel=1e-4), (step, name)


@pytest.mark.parametrize("key", ["learning_rate_network", "hidden_1", "network_weight"])
def test_a_drag_says_what_its_release_says(key: str) -> None:
    small = {**HEART, "hidden_layers": 1, "hidden_1": 6}
    moment = network_moment(view_of(**small), key)
    setting, sweep = moment.settings[key], moment.sweeps[key].quantities
    assert float(sweep["trend"][setting.index]) == rest(moment)["trend"]
    if key == "network_weight":  # elsewhere nothing is trained yet
        others = [row for row in range(len(setting.positions)) if row != setting.index]
        assert not sweep["trend"][others].any()
        assert not sweep["best_step"][others].any()
        return
    for position in (2, setting.index, len(setting.positions) - 1):
        released = view_of(**{**small, key: setting.positions[position]})
        at_rest = rest(network_moment(released))
        assert float(sweep["trend"][position]) == at_rest["trend"]
        assert float(sweep["best_step"][position]) == pytest.approx(at_rest["best_step"], abs=6)


def test_where_nobody_is_tested_nothing_is_said() -> None:
    view = view_of()
    assert "trend" not in rest(network_moment(view))
    assert "trend" not in {each.name for each in scene_of(view).quantities}


def test_a_training_that_diverges_has_a_trend_up_to_its_end() -> None:
    view = view_of(
        test_share=25,
        network_loss="binary_cross_entropy",
        network_activation="identity",
        learning_rate_network=1e6,
    )
    found = rest(network_moment(view, "step_network"))
    assert found["best_step"] <= found["step"]
    assert torch.isfinite(torch.tensor(found["best_test_loss"]))
