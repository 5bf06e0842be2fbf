"""The exact limit of the learning rate, confirmed on both sides by training."""

from dataclasses import replace

import pytest
import torch

from tests.core.examples import make_line, same_starts, setup_from
from visualizer.core import (
    SCALINGS,
    condition_number,
    hessian,
    learning_rate_limit,
    make_neuron,
    mse,
    train_lanes,
)
from visualizer.tables.loading import load_dataset

TWELVE = {scaling: load_dataset("twelve_students", scaling) for scaling in SCALINGS}
EVERY_DATASET = [make_line(), *TWELVE.values()]


@pytest.mark.parametrize(
    ("scaling", "limit", "condition"),
    [("raw", 0.0131, 2150), ("tenths", 0.577, 131), ("standardized", 0.956, 1.1)],
)
def test_limits_of_the_twelve_students(scaling, limit, condition):
    dataset = TWELVE[scaling]
    assert learning_rate_limit(dataset) == pytest.approx(limit, rel=2e-3)
    assert condition_number(dataset) == pytest.approx(condition, rel=5e-3)


def test_limit_of_two_points_on_a_line():
    assert learning_rate_limit(make_line()) == pytest.approx(0.2918, abs=5e-5)


@pytest.mark.parametrize("dataset", EVERY_DATASET, ids=lambda each: f"{each.name}-{each.scaling}")
def test_training_holds_below_the_limit_and_not_above(dataset):
    limit, n_features = learning_rate_limit(dataset), dataset.n_features
    rates = torch.tensor([0.98 * limit, 1.02 * limit])
    neuron, start = make_neuron("identity", "identity", n_features), [0.1] * n_features + [0.0]
    setup = setup_from(neuron, dataset, start, n_steps=2000)
    lanes = train_lanes(setup, same_starts(start, 2), rates)
    assert lanes.losses[-1, 0] < lanes.losses[0, 0]
    assert lanes.losses[:, 0].diff().max() <= 1e-6
    assert lanes.diverged_at[0] == -1
    # The steepest direction overshoots by 4 % more at each step, until float32 ends.
    assert 0 < lanes.diverged_at[1] <= 2000


def test_the_hessian_is_the_second_derivative_that_autograd_finds():
    dataset = TWELVE["tenths"]

    def loss(parameters):
        predictions = dataset.inputs.double() @ parameters[:2] + parameters[2]
        return mse(predictions, dataset.targets.double())

    found = torch.autograd.functional.hessian(loss, torch.zeros(3, dtype=torch.float64))
    torch.testing.assert_close(hessian(dataset), found)


def test_examples_that_leave_a_parameter_free_have_no_condition_number():
    dataset = make_line()
    one_example = replace(dataset, inputs=dataset.inputs[:1], targets=dataset.targets[:1])
    assert condition_number(one_example) == float("inf")
