"""Every activation: hand formula = autograd = central difference = the module of torch.nn."""

from dataclasses import FrozenInstanceError

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from visualizer.core import ACTIVATIONS, get_activation
from visualizer.core.activations import LEAKY_SLOPE

KINKED = ("relu", "leaky_relu")
POINTS = torch.cat(
    [torch.linspace(-12, 12, 961), torch.tensor([0.0, -0.0, 1e-6, -1e-6, 30.0, -30.0, 80.0, -80.0])]
)
every_activation = pytest.mark.parametrize("name", ACTIVATIONS)


def autograd_derivative(function, points):
    points = points.clone().requires_grad_()
    function(points).sum().backward()
    return points.grad


def test_the_registry_is_complete_and_in_order():
    names = "identity relu silu sigmoid tanh leaky_relu elu gelu softplus"
    assert list(ACTIVATIONS) == names.split()
    assert all(name == activation.name for name, activation in ACTIVATIONS.items())


def test_the_registry_is_immutable():
    with pytest.raises(TypeError):
        ACTIVATIONS["relu"] = ACTIVATIONS["silu"]
    with pytest.raises(FrozenInstanceError):
        ACTIVATIONS["relu"].label = "other"


def test_an_unknown_name_lists_the_choices():
    with pytest.raises(ValueError, match=r"must be one of identity, relu, .*; not 'swish'"):
        get_activation("swish")


@every_activation
def test_everything_that_is_shown_is_there(name):
    activation = get_activation(name)
    assert activation.label
    assert activation.source
    assert activation.formula.startswith("f(z) = ")
    assert activation.derivative_formula.startswith("f'(z) = ")


def test_labels_tell_activations_apart():
    assert len({activation.label for activation in ACTIVATIONS.values()}) == len(ACTIVATIONS)


@every_activation
def test_the_function_is_the_module_that_the_code_builds(name):
    activation = get_activation(name)
    module = eval(activation.code, {"nn": torch.nn})
    assert type(module) is activation.module
    assert torch.equal(activation.function(POINTS), module(POINTS))


@every_activation
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_hand_derivative_is_autograd(name, dtype):
    activation, points = get_activation(name), POINTS.to(dtype)
    expected = autograd_derivative(activation.function, points)
    torch.testing.assert_close(activation.derivative(points), expected, rtol=1e-5, atol=1e-6)


@every_activation
def test_hand_derivative_is_the_central_difference(name):
    activation = get_activation(name)
    points, half_width = POINTS.double(), 1e-6
    if name in KINKED:
        points = points[points.abs() > 2 * half_width]
    rise = activation.function(points + half_width) - activation.function(points - half_width)
    torch.testing.assert_close(
        activation.derivative(points), rise / (2 * half_width), rtol=1e-6, atol=1e-6
    )


@pytest.mark.parametrize(
    ("name", "slope"), [("relu", 0.0), ("leaky_relu", LEAKY_SLOPE), ("elu", 1.0)]
)
def test_at_zero_the_slope_is_the_one_pytorch_takes(name, slope):
    zero = torch.tensor([0.0])
    activation = get_activation(name)
    assert activation.derivative(zero).item() == pytest.approx(slope)
    assert torch.equal(activation.derivative(zero), autograd_derivative(activation.function, zero))


@every_activation
@given(z=st.floats(-(2.0**100), 2.0**100, width=32))
def test_hand_derivative_is_autograd_anywhere(name, z):
    activation, point = get_activation(name), torch.tensor([z])
    expected = autograd_derivative(activation.function, point)
    torch.testing.assert_close(activation.derivative(point), expected, rtol=1e-5, atol=2e-6)


@every_activation
def test_any_shape_and_type_is_kept(name):
    activation = get_activation(name)
    grid = torch.linspace(-3, 3, 24, dtype=torch.float64).view(2, 3, 4)
    for result in (activation.function(grid), activation.derivative(grid)):
        assert result.shape == grid.shape
        assert result.dtype == grid.dtype


def test_silu_dips_to_its_minimum():
    points = torch.linspace(-3, 1, 400_001, dtype=torch.float64)
    values = get_activation("silu").function(points)
    assert values.min().item() == pytest.approx(-0.278, abs=5e-4)
    assert points[values.argmin()].item() == pytest.approx(-1.278, abs=5e-4)
    assert get_activation("silu").derivative(torch.tensor(-1.2784645)).item() == pytest.approx(
        0, abs=1e-6
    )


def test_relu_of_the_lesson():
    assert get_activation("relu").function(torch.tensor(2.4)).item() == pytest.approx(2.4)
