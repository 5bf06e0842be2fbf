"""The forward pass of one neuron, its model and its random start."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from tests.core.plain import plain_model
from visualizer.core import (
    ACTIVATIONS,
    OUTPUTS,
    forward,
    initial_parameters,
    make_model,
    make_neuron,
    model_code,
    pre_activation,
)
from visualizer.tables.loading import load_dataset

EXAMPLE = torch.tensor([[5.0, 7.0]])
START = torch.tensor([0.1, 0.2, 0.5])
every_neuron = pytest.mark.parametrize(
    "neuron", [make_neuron(name, output) for output in OUTPUTS for name in ACTIVATIONS], ids=str
)


def test_the_worked_example_of_the_lesson():
    passed = forward(make_neuron("relu", "sigmoid"), START, EXAMPLE)
    assert passed.terms()[0, 0].tolist() == pytest.approx([0.5, 1.4])
    assert passed.pre_activations[0].item() == pytest.approx(2.4)
    assert passed.activations[0].item() == pytest.approx(2.4)
    assert passed.derivatives[0].item() == 1
    assert passed.predictions.item() == pytest.approx(0.916827, abs=5e-7)


@given(st.integers(0, 2**32))
def test_with_relu_before_the_sigmoid_nobody_can_fail(seed):
    generator = torch.Generator().manual_seed(seed)
    start, students = torch.randn(3, generator=generator), load_dataset("three_students")
    assert forward(make_neuron("relu"), start, students.inputs).predictions.min().item() >= 0.5


def test_without_it_they_can():
    passed = forward(make_neuron(), -START, EXAMPLE)
    assert passed.predictions.item() == pytest.approx(1 - 0.916827, abs=5e-7)


@every_neuron
def test_the_forward_pass_is_that_of_the_model(neuron):
    inputs = load_dataset("twelve_students").inputs
    passed = forward(neuron, START, inputs)
    for model in (
        make_model(neuron, START),
        plain_model(neuron, START),
    ):
        assert torch.equal(passed.predictions, model(inputs).detach())
        assert torch.equal(passed.pre_activations[0], model[0](inputs).detach())
    torch.testing.assert_close(passed.terms().sum(dim=2) + START[2], passed.pre_activations[0])
    assert torch.equal(neuron.predict(passed.pre_activations[0]), passed.predictions)


@every_neuron
def test_the_code_builds_the_model(neuron):
    written = eval(model_code(neuron), {"nn": nn})
    assert str(written) == str(make_model(neuron, START))


def test_the_code_of_the_final_program_of_the_lesson():
    assert model_code(make_neuron()) == "nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())"
    line = make_neuron(output="identity", n_inputs=3)
    assert model_code(line) == "nn.Sequential(nn.Linear(3, 1))"


def test_a_model_owns_its_parameters():
    start = START.clone()
    model = make_model(make_neuron(), start)
    with torch.no_grad():
        model[0].weight.zero_()
    assert torch.equal(start, START)


def test_making_a_model_draws_no_random_numbers():
    state = torch.get_rng_state()
    make_model(make_neuron(), START)
    assert torch.equal(state, torch.get_rng_state())


@pytest.mark.parametrize("n_features", [1, 2, 3, 7])
@pytest.mark.parametrize("seed", [0, 1, 42, 2**40])
def test_random_starts_are_those_of_pytorch(seed, n_features):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        linear = nn.Linear(n_features, 1)
    start = initial_parameters(seed, make_neuron(n_inputs=n_features))
    assert torch.equal(start[:-1], linear.weight.detach()[0])
    assert torch.equal(start[-1:], linear.bias.detach())


def test_random_starts_do_not_disturb_each_other():
    seeds = list(range(400))
    expected = [initial_parameters(seed) for seed in seeds]
    state = torch.get_rng_state()
    with ThreadPoolExecutor(max_workers=8) as pool:
        drawn = list(pool.map(initial_parameters, seeds))
    assert torch.equal(state, torch.get_rng_state())
    assert all(map(torch.equal, drawn, expected))
    assert len(drawn) == len(seeds)


def test_unknown_stages_list_the_choices():
    with pytest.raises(ValueError, match="activation must be one of identity, relu"):
        make_neuron(activation="step")
    with pytest.raises(ValueError, match="output must be one of sigmoid, identity; not 'softmax'"):
        make_neuron(output="softmax")


@pytest.mark.parametrize(
    ("inputs", "weight", "bias", "message"),
    [
        (
            EXAMPLE,
            torch.zeros(1, 3),
            torch.zeros(1),
            r"weight must have .*\(n_units, 2\)",
        ),
        (EXAMPLE, torch.zeros(1, 2), torch.zeros(2), r"bias must have shape \(1,\).*got \(2,\)"),
        (EXAMPLE[0], torch.zeros(1, 2), torch.zeros(1), r"inputs must have .*, got \(2,\)"),
    ],
)
def test_shapes_of_a_layer_are_checked(inputs, weight, bias, message):
    with pytest.raises(ValueError, match=message):
        pre_activation(inputs, weight, bias)


@pytest.mark.parametrize(
    ("inputs", "start", "message"),
    [
        (EXAMPLE, torch.zeros(4), r"parameters must have shape \(3, \.\.\.\).*got \(4,\)"),
        (EXAMPLE[0], START, r"inputs must have shape \(n_samples, n_inputs\), got \(2,\)"),
        (torch.zeros(1, 3), START, r"weight must have .*\(n_units, 3\) to match inputs \(1, 3\)"),
    ],
)
def test_shapes_are_checked(inputs, start, message):
    with pytest.raises(ValueError, match=message):
        forward(make_neuron(), start, inputs)
