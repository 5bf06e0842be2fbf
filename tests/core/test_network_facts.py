"""What the page of hidden layers tells is so: each fact beside plain PyTorch.

The four corners are "either, not both" at its barest: 1 for exactly one of two inputs.
"""

from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from tests.core.examples import same_starts
from tests.core.networks import network
from tests.core.plain import STAGES, plain_model, plain_training
from visualizer.core import (
    ACTIVATIONS,
    OPTIMIZERS,
    Recipe,
    Setup,
    forward,
    forward_lanes,
    initial_parameters,
    make_network_data,
    make_neuron,
    make_three_students,
    train,
    train_lanes,
)

STUDENTS = make_network_data("either_not_both").train
CORNERS = replace(
    make_three_students(),
    example_names=("neither", "second", "first", "both"),
    inputs=torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
    targets=torch.tensor([0.0, 1.0, 1.0, 0.0]),
)
DIPPING = ("silu", "gelu")
RISING = tuple(name for name in ACTIVATIONS if name not in DIPPING)
NO_LOWER = 1 / 6
every_activation = pytest.mark.parametrize("activation", ACTIVATIONS)


def make_setup(dataset, *units, seed=0, activation="tanh", output="sigmoid", **fields):
    architecture = network(*units, activation=activation, output=output)
    start = tuple(initial_parameters(seed, architecture).tolist())
    return Setup(architecture, dataset, start, **fields)


def random_starts(setup, n_lanes, spread=1.0):
    generator = torch.Generator().manual_seed(0)
    return spread * torch.randn(setup.architecture.n_parameters, n_lanes, generator=generator)


def share_right(architecture, parameters, dataset):
    """Return the share of examples on the right side of one half. Shape ``(lanes,)``."""
    predictions = forward_lanes(architecture, parameters, dataset.inputs).predictions[:, 0]
    return ((predictions > 0.5) == (dataset.targets[:, None] == 1)).float().mean(dim=0)


# One hidden unit.


def test_only_silu_and_gelu_ever_fall():
    z = torch.linspace(-20, 20, 4001, dtype=torch.float64)
    falling = [name for name, each in ACTIVATIONS.items() if (each.derivative(z) < 0).any()]
    assert tuple(falling) == DIPPING
    for name in ACTIVATIONS:
        steps = nn.Sequential(*STAGES[name])(z).diff()
        assert (steps < 0).any() == (name in DIPPING)


@pytest.mark.parametrize("activation", RISING)
@given(numbers=st.lists(st.floats(-50, 50), min_size=5, max_size=5))
def test_no_weights_of_one_rising_unit_bring_the_loss_of_the_corners_below_one_sixth(
    activation, numbers
):
    """The two middles of the square are one point, so neither kind lies wholly between the other.

    In the order of z = w₁x₁ + w₂x₂ + b the corners are fail, pass, pass, fail, or the reverse, or
    tie. A function that only rises, or only falls, does best if it is right on one end and says the
    mean, 2/3 or 1/3, for the other three: (0 + 1/9 + 1/9 + 4/9) / 4 = 1/6.
    """
    model = plain_model(
        network(1, 1, activation=activation, output="sigmoid"),
        torch.tensor(numbers, dtype=torch.float64),
    )
    with torch.no_grad():
        predictions = model(CORNERS.inputs.double())[:, 0]
    loss = nn.MSELoss()(predictions, CORNERS.targets.double())
    assert loss > NO_LOWER - 1e-9
    assert ((predictions > 0.5) == (CORNERS.targets == 1)).sum() <= 3


@pytest.mark.parametrize("activation", RISING)
def test_training_one_rising_unit_comes_near_one_sixth_and_never_below(activation):
    setup = make_setup(
        CORNERS, 1, 1, activation=activation, recipe=Recipe("adam"), learning_rate=0.1, n_steps=300
    )
    found = train_lanes(setup, random_starts(setup, 300, 3.0), record=False)
    assert found.losses.min() > NO_LOWER - 1e-5
    assert share_right(setup.architecture, found.parameters[-1], CORNERS).max() <= 0.75
    # Without an activation the unit cannot say the same for three corners, but only ½ for all.
    nearest = 0.25 if activation == "identity" else NO_LOWER
    assert found.losses.min() == pytest.approx(nearest, abs=0.01)


@pytest.mark.parametrize("activation", DIPPING)
def test_one_unit_that_dips_parts_the_corners(activation):
    hidden = torch.tensor([1.72, 1.72, -3.0])
    network_ = network(1, 1, activation=activation, output="sigmoid")
    z = CORNERS.inputs @ hidden[:2] + hidden[2]
    torch.testing.assert_close(z, torch.tensor([-3.0, -1.28, -1.28, 0.44]))
    activations = nn.Sequential(*STAGES[activation])(z)
    neither, one, other, both = activations.tolist()
    assert one == other < neither < both
    # The output only has to say on which side of a threshold between them the activation lies.
    threshold = (one + neither) / 2
    output = torch.tensor([-100.0, 100.0 * threshold])
    parameters = torch.cat([hidden, output])
    for predictions in (
        plain_model(network_, parameters)(CORNERS.inputs)[:, 0].detach(),
        forward(network_, parameters, CORNERS.inputs).predictions[:, 0],
    ):
        assert torch.equal(predictions > 0.5, CORNERS.targets == 1)
        assert nn.MSELoss()(predictions, CORNERS.targets) < 0.01


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", *DIPPING])
def test_what_one_unit_learns_of_the_forty_students(activation):
    setup = make_setup(
        STUDENTS, 1, 1, activation=activation, recipe=Recipe("adam"), learning_rate=0.1, n_steps=300
    )
    found = train_lanes(setup, random_starts(setup, 60, 3.0), record=False)
    best = share_right(setup.architecture, found.parameters[-1], STUDENTS).max()
    assert best == (1 if activation in DIPPING else 0.75)
    assert (found.losses.min() < NO_LOWER - 1e-5) == (activation in DIPPING)


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
    assert equal.losses[-1] > NO_LOWER > 0.01 > apart.losses[-1]


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
