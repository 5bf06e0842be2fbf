"""The file of the parameters fits the model that ``train.py`` builds."""

from dataclasses import replace
from io import BytesIO

import pytest
import torch

from tests.takeaway.examples import make_setup
from tests.takeaway.running import run_text
from visualizer.core import ACTIVATIONS, OUTPUTS, train
from visualizer.takeaway.parameters import state_dict_file
from visualizer.takeaway.script import script


def load(setup):
    file = BytesIO(state_dict_file(train(setup), setup.architecture))
    return torch.load(file, weights_only=True)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_it_brings_back_the_predictions(activation, output):
    setup = make_setup(activation, output, rate=0.03)
    start = make_setup(activation, output, rate=0.03, n_steps=0)
    model = run_text(script(start))[1]["model"]
    model.load_state_dict(load(setup))
    trajectory = train(setup)
    assert torch.equal(model(setup.dataset.inputs), trajectory.predictions[-1])
    assert not torch.equal(trajectory.predictions[0], trajectory.predictions[-1])


def test_it_holds_weight_and_bias_and_nothing_else():
    state = load(make_setup())
    assert list(state) == ["0.weight", "0.bias"]
    assert [tuple(each.shape) for each in state.values()] == [(1, 2), (1,)]
    assert {each.dtype for each in state.values()} == {torch.float32}
    assert len(state_dict_file(train(make_setup()), make_setup().architecture)) < 4000


def test_a_run_that_diverged_gives_its_last_finite_step():
    setup = make_setup("identity", "identity", scaling="raw", rate=30.0, n_steps=40)
    trajectory, state = train(setup), load(setup)
    last = trajectory.diverged_at - 1
    assert torch.equal(state["0.weight"][0], trajectory.parameters[last, :2])
    assert torch.equal(state["0.bias"][0], trajectory.parameters[last, 2])
    assert state["0.weight"].isfinite().all()


def test_a_run_without_a_finite_step_gives_its_start():
    setup = make_setup("identity", "identity", scaling="raw")
    setup = replace(setup, start=(1e30, 0.0, setup.start[2]))
    assert train(setup).diverged_at == 0
    assert load(setup)["0.weight"].tolist() == torch.tensor([[1e30, 0.0]]).tolist()
