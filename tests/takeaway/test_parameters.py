"""The file of the parameters fits the model that ``train.py`` builds."""

from dataclasses import replace
from io import BytesIO

import pytest
import torch

from tests.takeaway.examples import make_spec
from tests.takeaway.running import run_text
from visualizer.core import ACTIVATIONS, OUTPUTS
from visualizer.takeaway.parameters import state_dict_file
from visualizer.takeaway.script import script


def load(spec):
    file = BytesIO(state_dict_file(spec.train(), spec.neuron))
    return torch.load(file, weights_only=True)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_it_brings_back_the_predictions(activation, output):
    spec = make_spec(activation, output, rate=0.03)
    start = make_spec(activation, output, rate=0.03, n_steps=0)
    model = run_text(script(start))[1]["model"]
    model.load_state_dict(load(spec))
    trajectory = spec.train()
    assert torch.equal(model(spec.dataset.inputs)[:, 0], trajectory.predictions[-1])
    assert not torch.equal(trajectory.predictions[0], trajectory.predictions[-1])


def test_it_holds_weight_and_bias_and_nothing_else():
    state = load(make_spec())
    assert list(state) == ["0.weight", "0.bias"]
    assert [tuple(each.shape) for each in state.values()] == [(1, 2), (1,)]
    assert {each.dtype for each in state.values()} == {torch.float32}
    assert len(state_dict_file(make_spec().train(), make_spec().neuron)) < 4000


def test_a_run_that_diverged_gives_its_last_finite_step():
    spec = make_spec("identity", "identity", scaling="raw", rate=30.0, n_steps=40)
    trajectory, state = spec.train(), load(spec)
    last = trajectory.diverged_at - 1
    assert torch.equal(state["0.weight"][0], trajectory.weights[last])
    assert torch.equal(state["0.bias"][0], trajectory.biases[last])
    assert state["0.weight"].isfinite().all()


def test_a_run_without_a_finite_step_gives_its_start():
    spec = make_spec("identity", "identity", scaling="raw")
    spec = replace(spec, weight=(1e30, 0.0))
    assert spec.train().diverged_at == 0
    assert load(spec)["0.weight"].tolist() == torch.tensor([[1e30, 0.0]]).tolist()
