"""The loss and its parts."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from visualizer.core import mse, residuals, squared_error_slopes, squared_errors

pairs = st.lists(
    st.tuples(st.floats(-1e3, 1e3, width=32), st.floats(-1e3, 1e3, width=32)), min_size=1
)


@given(pairs)
def test_mse_is_the_mean_of_the_squared_residuals(rows):
    predictions, targets = torch.tensor(rows).T
    expected = residuals(predictions, targets).square()
    assert torch.equal(squared_errors(predictions, targets), expected)
    torch.testing.assert_close(mse(predictions, targets), expected.mean())
    assert torch.equal(mse(predictions, targets), nn.MSELoss()(predictions, targets))


@given(pairs)
def test_the_loss_is_zero_only_for_the_right_answers(rows):
    predictions, targets = torch.tensor(rows).T
    assert mse(targets, targets).item() == 0
    assert mse(predictions, targets).item() >= 0


def test_the_sign_of_a_residual_says_too_high_or_too_low():
    assert residuals(torch.tensor([0.8, 0.2]), torch.tensor([0.0, 1.0])).sign().tolist() == [1, -1]


def test_the_squared_error_is_a_parabola_over_the_prediction():
    predictions = torch.linspace(-1, 3, 41, dtype=torch.float64)
    errors = squared_errors(predictions, torch.ones_like(predictions))
    second_differences = errors.diff().diff()
    torch.testing.assert_close(second_differences, torch.full_like(second_differences, 0.02))
    assert predictions[errors.argmin()].item() == pytest.approx(1)


@pytest.mark.parametrize("function", [mse, residuals, squared_error_slopes, squared_errors])
def test_shapes_that_would_broadcast_are_refused(function):
    with pytest.raises(ValueError, match=r"targets must have shape \(3, 1\).*got \(3,\)"):
        function(torch.zeros(3, 1), torch.zeros(3))


@given(pairs)
def test_the_slope_of_each_parabola_is_twice_its_residual(rows):
    predictions, targets = torch.tensor(rows).T
    slopes = squared_error_slopes(predictions, targets)
    torch.testing.assert_close(slopes, 2 * residuals(predictions, targets))
    assert not predictions.requires_grad
