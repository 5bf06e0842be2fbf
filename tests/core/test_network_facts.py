"""What the page of hidden layers tells is so: each fact beside plain PyTorch."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.core.examples import same_starts
from tests.core.hidden_layers import STUDENTS, make_setup
from tests.core.networks import network
from tests.core.plain import plain_model, plain_training
from visualizer.core import (
    ACTIVATIONS,
    OPTIMIZERS,
    Recipe,
    forward,
    initial_parameters,
    make_neuron,
    make_three_students,
    train,
    train_lanes,
)

every_activation = pytest.mark.parametrize("activation", ACTIVATIONS)


# No activation.


@pytest.mark.parametrize("units", [(1,), (4,), (8,), (3, 5)])
@given(seed=st.integers(0, 10_000))
def test_without_activation_a_network_is_one_neuron_with_the_weights_multiplied_out(units, seed):
    layers = network(*units, 1, activation="identity", output="sigmoid")
    generator = torch.Generator().manual_seed(seed)
    parameters = torch.randn(layers.n_parameters, generator=generator)
    weight, bias = torch.eye(2), torch.zeros(2)
    for own_weight, own_bias in layers.split(parameters):
        weight, bias = own_weight @ weight, own_weight @ bias + own_bias
    rows = 3 * torch.randn(50, 2, generator=generator)
    neuron = torch.cat([weight.flatten(), bias])
    alone = plain_model(make_neuron(), neuron)(rows).detach()
    close = {"rtol": 1e-4, "atol": 1e-4}  # sums of up to fifteen products, some of which cancel
    torch.testing.assert_close(plain_model(layers, parameters)(rows).detach(), alone, **close)
    torch.testing.assert_close(forward(layers, parameters, rows).predictions, alone, **close)


def z_along_a_line(activation, seed):
    """Return the last z at 41 places evenly along a line through the inputs, float64."""
    layers = network(4, 1, activation=activation)
    model = plain_model(layers, 2 * initial_parameters(seed, layers).double())
    steps = torch.linspace(-3, 3, 41, dtype=torch.float64)
    return model(torch.stack([steps, 0.5 - 0.7 * steps], dim=1))[:, 0].detach()


@every_activation
def test_the_last_sum_bends_along_a_line_unless_there_is_no_activation(activation):
    bends = max(z_along_a_line(activation, seed).diff(n=2).abs().max() for seed in range(5))
    assert (bends < 1e-12) == (activation == "identity")
    assert activation == "identity" or bends > 1e-3


# Hidden units change places.


def equal_starts(n_units, activation="tanh"):
    """Return parameters of 2-n-1 whose hidden units all start from the same numbers."""
    hidden, out = torch.tensor([0.3, -0.2]).repeat(n_units), torch.full((n_units,), 0.1)
    return torch.cat([hidden, out, torch.full((n_units,), 0.4), torch.tensor([-0.1])])


def assert_units_are_equal(layers, parameters):
    """Check rows of parameters, shape ``(rows, n_parameters)``."""
    (weight, bias), (outgoing, _) = layers.split(parameters.t())
    for numbers in (weight, bias[:, None], outgoing.transpose(0, 1)):
        assert torch.equal(numbers, numbers[:1].expand_as(numbers))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@every_activation
def test_units_that_start_equal_stay_equal_to_the_last_bit(activation, optimizer):
    setup = replace(
        make_setup(STUDENTS, 4, 1, activation=activation, learning_rate=0.1, n_steps=60),
        recipe=Recipe(optimizer),
    ).starting_at(equal_starts(4))
    for found in (train(setup), plain_training(setup)):
        assert_units_are_equal(setup.architecture, found.parameters)
        assert not torch.equal(found.parameters[0], found.parameters[-1])  # they do learn
    lanes = train_lanes(setup, same_starts(equal_starts(4), 3))
    assert_units_are_equal(setup.architecture, lanes.parameters[:, :, 1])


@pytest.mark.parametrize("n_units", range(2, 10))
def test_any_number_of_units_that_start_equal_stay_equal_but_for_rounding(n_units):
    """To the last bit only where one instruction takes all of them: a product of matrices may add
    up for the fifth of five in another order. Adam makes much of such a difference in the end.
    """
    setup = make_setup(STUDENTS, n_units, 1, learning_rate=0.1, n_steps=60)
    found = train(setup.starting_at(equal_starts(n_units)))
    (weight, _), (outgoing, _) = setup.architecture.split(found.parameters.t())
    for numbers in (weight, outgoing.transpose(0, 1)):
        torch.testing.assert_close(numbers, numbers[:1].expand_as(numbers), rtol=1e-5, atol=1e-5)


def test_units_that_start_equal_are_one_unit_and_learn_no_more_than_that():
    setup = make_setup(STUDENTS, 4, 1, recipe=Recipe("adam"), learning_rate=0.1, n_steps=300)
    equal, apart = train(setup.starting_at(equal_starts(4))), train(setup)
    assert equal.losses[-1] > 1 / 6 > 0.01 > apart.losses[-1]


def reordered(layers, parameters, order):
    """Return the parameters with the units of the only hidden layer in another order."""
    (weight, bias), (outgoing, last) = layers.split(parameters)
    return torch.cat([weight[order].flatten(), bias[order], outgoing[:, order].flatten(), last])


@given(st.permutations(range(5)), st.sampled_from(list(ACTIVATIONS)), st.integers(0, 99))
def test_the_order_of_the_hidden_units_changes_nothing_but_the_order(order, activation, seed):
    setup = make_setup(
        STUDENTS, 5, 1, seed=seed, activation=activation, learning_rate=0.5, n_steps=20
    )
    layers, order = setup.architecture, torch.tensor(order)
    there = train(setup.starting_at(reordered(layers, setup.parameters, order)))
    here = train(setup)
    close = {"rtol": 1e-4, "atol": 1e-5}  # the output adds up in another order
    torch.testing.assert_close(there.predictions, here.predictions, **close)
    torch.testing.assert_close(there.losses, here.losses, **close)
    ends = reordered(layers, here.parameters[-1], order)
    torch.testing.assert_close(there.parameters[-1], ends, **close)


# What is known already.

LESSON = torch.tensor([0.3, 0.2, -0.5])


@every_activation
def test_one_hidden_unit_that_is_passed_on_is_the_neuron_of_the_lesson(activation):
    students = make_three_students()
    passed_on = torch.cat([LESSON, torch.tensor([1.0, 0.0])])
    layers = network(1, 1, activation=activation, output="sigmoid")
    found = forward(layers, passed_on, students.inputs)
    neuron = forward(make_neuron(activation), LESSON, students.inputs)
    plain = plain_model(make_neuron(activation), LESSON)(students.inputs).detach()
    assert torch.equal(found.predictions, neuron.predictions)
    assert torch.equal(found.predictions, plain)
    assert torch.equal(found.pre_activations[0], neuron.pre_activations[0])
    assert found.pre_activations[0][0].item() == pytest.approx(2.4)


@pytest.mark.parametrize("loss", ["mse", "binary_cross_entropy"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@every_activation
def test_every_activation_and_optimizer_learn_the_students_like_the_plain_loop(
    activation, optimizer, loss
):
    output = "sigmoid" if loss == "mse" else "identity"
    setup = make_setup(
        STUDENTS, 4, 1, activation=activation, output=output, loss=loss,
        recipe=Recipe(optimizer), learning_rate=0.1, n_steps=40,
    )  # fmt: skip
    found, expected = train(setup), plain_training(setup)
    for name, rows in vars(expected).items():
        assert torch.equal(getattr(found, name), rows), name
    assert found.losses[-1] < found.losses[0]
