"""The forward pass, the model and the random start."""

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
    Neuron,
    forward,
    initial_parameters,
    load_dataset,
    make_model,
    model_code,
    pre_activation,
)

EXAMPLE = torch.tensor([[5.0, 7.0]])
WEIGHT, BIAS = torch.tensor([0.1, 0.2]), torch.tensor(0.5)
every_neuron = pytest.mark.parametrize(
    "neuron", [Neuron(name, output) for output in OUTPUTS for name in ACTIVATIONS], ids=str
)


def test_the_worked_example_of_the_lesson():
    passed = forward(Neuron("relu", "sigmoid"), EXAMPLE, WEIGHT, BIAS)
    assert passed.terms[0].tolist() == pytest.approx([0.5, 1.4])
    assert passed.pre_activations.item() == pytest.approx(2.4)
    assert passed.activations.item() == pytest.approx(2.4)
    assert passed.derivatives.item() == 1
    assert passed.predictions.item() == pytest.approx(0.916827, abs=5e-7)


@given(st.integers(0, 2**32))
def test_with_relu_before_the_sigmoid_nobody_can_fail(seed):
    generator = torch.Generator().manual_seed(seed)
    weight, bias = torch.randn(2, generator=generator), torch.randn((), generator=generator)
    students = load_dataset("three_students")
    assert forward(Neuron("relu"), students.inputs, weight, bias).predictions.min().item() >= 0.5


def test_without_it_they_can():
    passed = forward(Neuron(), EXAMPLE, -WEIGHT, -BIAS)
    assert passed.predictions.item() == pytest.approx(1 - 0.916827, abs=5e-7)


@every_neuron
def test_the_forward_pass_is_that_of_the_model(neuron):
    inputs = load_dataset("twelve_students").inputs
    passed = forward(neuron, inputs, WEIGHT, BIAS)
    for model in (
        make_model(neuron, WEIGHT, BIAS),
        plain_model(neuron.activation, neuron.output, WEIGHT, BIAS),
    ):
        assert torch.equal(passed.predictions, model(inputs)[:, 0].detach())
        assert torch.equal(passed.pre_activations, model[0](inputs)[:, 0].detach())
    torch.testing.assert_close(passed.terms.sum(dim=1) + BIAS, passed.pre_activations)
    assert torch.equal(neuron.predict(passed.pre_activations), passed.predictions)


@every_neuron
def test_the_code_builds_the_model(neuron):
    written = eval(model_code(neuron), {"nn": nn})
    assert str(written) == str(make_model(neuron, WEIGHT, BIAS))


def test_the_code_of_the_final_program_of_the_lesson():
    assert model_code(Neuron()) == "nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())"
    assert model_code(Neuron(output="identity"), n_features=3) == "nn.Sequential(nn.Linear(3, 1))"


def test_a_model_owns_its_parameters():
    weight = WEIGHT.clone()
    model = make_model(Neuron(), weight, BIAS)
    with torch.no_grad():
        model[0].weight.zero_()
    assert torch.equal(weight, WEIGHT)


def test_making_a_model_draws_no_random_numbers():
    state = torch.get_rng_state()
    make_model(Neuron(), WEIGHT, BIAS)
    assert torch.equal(state, torch.get_rng_state())


@pytest.mark.parametrize("n_features", [1, 2, 3, 7])
@pytest.mark.parametrize("seed", [0, 1, 42, 2**40])
def test_random_starts_are_those_of_pytorch(seed, n_features):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        linear = nn.Linear(n_features, 1)
    weight, bias = initial_parameters(seed, n_features)
    assert torch.equal(weight, linear.weight.detach()[0])
    assert torch.equal(bias, linear.bias.detach()[0])


def test_random_starts_do_not_disturb_each_other():
    seeds = list(range(400))
    expected = [initial_parameters(seed) for seed in seeds]
    state = torch.get_rng_state()
    with ThreadPoolExecutor(max_workers=8) as pool:
        drawn = list(pool.map(initial_parameters, seeds))
    assert torch.equal(state, torch.get_rng_state())
    for (weight, bias), (expected_weight, expected_bias) in zip(drawn, expected, strict=True):
        assert torch.equal(weight, expected_weight)
        assert torch.equal(bias, expected_bias)


def test_unknown_stages_list_the_choices():
    with pytest.raises(ValueError, match="activation must be one of identity, relu"):
        Neuron(activation="step")
    with pytest.raises(ValueError, match="output must be one of sigmoid, identity; not 'softmax'"):
        Neuron(output="softmax")


@pytest.mark.parametrize(
    ("inputs", "weight", "bias", "message"),
    [
        (EXAMPLE, torch.zeros(3), BIAS, r"weight must have shape \(2,\).*\(1, 2\), got \(3,\)"),
        (EXAMPLE, torch.zeros(2, 1), BIAS, r"weight must have shape \(2,\).*got \(2, 1\)"),
        (EXAMPLE, WEIGHT, torch.zeros(1), r"bias must have shape \(\), got \(1,\)"),
        (EXAMPLE[0], WEIGHT, BIAS, r"inputs must have shape \(n_samples, n_features\), got \(2,\)"),
    ],
)
def test_shapes_are_checked(inputs, weight, bias, message):
    with pytest.raises(ValueError, match=message):
        pre_activation(inputs, weight, bias)
    with pytest.raises(ValueError, match=message):
        forward(Neuron(), inputs, weight, bias)
