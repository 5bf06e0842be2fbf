"""Sizes trained as one batch: each is the network that would have been trained alone."""

import pytest
import torch

from tests.core.hidden_layers import STUDENTS, make_setup
from visualizer.core import Recipe, train, train_lanes, train_sizes
from visualizer.core.sizes import places_within

CLOSE = {"rtol": 1e-4, "atol": 1e-5}  # after forty steps in another order of adding up
CASES = {
    "one layer": [(count,) for count in range(1, 9)],
    "first of two": [(count, 3) for count in (1, 2, 5)],
    "last of two": [(3, count) for count in (4, 1, 8)],
}


def setups_of(sizes, **fields):
    fields = {"n_steps": 40, "learning_rate": 0.5, **fields}
    return [make_setup(STUDENTS, *each, 1, **fields) for each in sizes]


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "softplus", "relu"])
@pytest.mark.parametrize("case", CASES)
def test_every_size_is_the_training_that_it_would_be_alone(case, activation):
    setups = setups_of(CASES[case], activation=activation)
    for setup, found in zip(setups, train_sizes(setups), strict=True):
        alone = train(setup)
        torch.testing.assert_close(found.parameters, alone.parameters, **CLOSE)
        torch.testing.assert_close(found.losses, alone.losses, **CLOSE)
        assert found.diverged_at == -1
        assert not torch.equal(found.parameters[-1], found.parameters[0])


@pytest.mark.parametrize("optimizer", ["momentum", "adam", "adamw"])
def test_so_it_is_with_every_optimizer(optimizer):
    setups = setups_of(CASES["one layer"], recipe=Recipe(optimizer=optimizer), learning_rate=0.05)
    for setup, found in zip(setups, train_sizes(setups), strict=True):
        torch.testing.assert_close(found.parameters, train(setup).parameters, **CLOSE)


def test_a_size_that_diverges_does_so_alone():
    setups = setups_of([(1,), (8,)], activation="identity", output="identity", learning_rate=0.4)
    found = train_sizes(setups)
    alone = [train(each).diverged_at for each in setups]
    assert [each.diverged_at for each in found] == [-1 if at is None else at for at in alone]


def test_units_that_are_not_there_are_not_heard_of():
    """With a rate of their own they would grow, and every size would be the largest."""
    small, large = setups_of([(1,), (8,)], activation="softplus")
    places = places_within(small.architecture, large.architecture)
    starts = torch.zeros(large.architecture.n_parameters, 1)
    starts[places, 0] = small.parameters
    everywhere = train_lanes(large, starts, torch.full((1,), 0.5)).losses[-1, 0]
    first, _ = train_sizes([small, large])
    assert abs(float(everywhere - first.losses[-1])) > 1e-3


def test_what_is_no_part_of_the_largest_is_refused():
    with pytest.raises(ValueError, match=r"2-2-4-1 .* is no part of 2-3-3-1"):
        places_within(*(each.architecture for each in setups_of([(2, 4), (3, 3)])))
    with pytest.raises(ValueError, match="is no part of"):
        places_within(*(each.architecture for each in setups_of([(2,), (3, 3)])))
