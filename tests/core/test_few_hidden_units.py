"""How many hidden units "either, not both" takes: one is enough only where it dips.

The four corners are the task at its barest: 1 for exactly one of two inputs.
"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from tests.core.hidden_layers import CORNERS, STUDENTS, make_setup, random_starts, share_right
from tests.core.networks import network
from tests.core.plain import STAGES, plain_model
from visualizer.core import (
    ACTIVATIONS,
    Recipe,
    forward,
    initial_parameters,
    make_network_data,
    train_lanes,
)

DIPPING = ("silu", "gelu")
RISING = tuple(name for name in ACTIVATIONS if name not in DIPPING)
NO_LOWER = 1 / 6


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
    # Without an activation it cannot say the same for three corners; ½ for all is no better.
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


def ten_starts(name, n_units):
    """Return final losses and shares right of ten trainings with tanh and Adam, 300 steps."""
    dataset = make_network_data(name).train
    setup = make_setup(dataset, n_units, 1, recipe=Recipe("adam"), learning_rate=0.1, n_steps=300)
    starts = [initial_parameters(seed, setup.architecture) for seed in range(10)]
    found = train_lanes(setup, torch.stack(starts, dim=1), record=False)
    right = share_right(setup.architecture, found.parameters[-1], dataset)
    return found.losses[-1], right


@pytest.mark.parametrize(
    ("name", "too_few", "best_of_one"),
    [("either_not_both", 1, 0.75), ("circle", 2, 0.75), ("moons", 2, 0.92)],
)
def test_with_few_units_no_start_learns_all_and_with_four_or_more_every_one(
    name, too_few, best_of_one
):
    assert ten_starts(name, 1)[1].max() <= best_of_one
    assert ten_starts(name, too_few)[1].max() < 1
    for n_units in (4, 6, 8):
        assert (ten_starts(name, n_units)[1] == 1).all()


def test_two_units_learn_either_not_both_or_get_stuck_where_two_clouds_get_one_half():
    """Stuck, half of the students are right for sure and half get ½: (0 + 0 + ¼ + ¼) / 4 = 1/8."""
    losses, right = ten_starts("either_not_both", 2)
    stuck = right < 1
    assert 0 < stuck.sum() < 10
    assert losses[~stuck].max() < 0.01
    torch.testing.assert_close(
        losses[stuck], torch.full_like(losses[stuck], 1 / 8), rtol=0.02, atol=0
    )
