"""The gradient three ways: they agree, and a bare PyTorch model is their witness."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from tests.core.examples import make_line, setup_from
from tests.core.plain import plain_model
from visualizer.core import (
    ACTIVATIONS,
    DATASETS,
    OUTPUTS,
    SCALINGS,
    WIGGLE,
    Task,
    autograd_gradient,
    formula_gradient,
    make_neuron,
    mse,
    train_lanes,
    wiggle_gradient,
)
from visualizer.tables.loading import load_dataset

BENT_AT_0 = ("relu", "leaky_relu", "elu")
numbers = st.floats(-1.5, 1.5, width=32)
lanes = st.lists(st.tuples(numbers, numbers, st.floats(-3, 3, width=32)), min_size=1, max_size=4)
neurons = st.builds(make_neuron, st.sampled_from(list(ACTIVATIONS)), st.sampled_from(OUTPUTS))
datasets = st.builds(load_dataset, st.sampled_from(list(DATASETS)), st.sampled_from(SCALINGS))


def as_tensors(starts):
    return torch.tensor(starts, dtype=torch.float32).T


def bare_gradient(task, parameters):
    model, dataset = plain_model(task.architecture, parameters).double(), task.dataset
    loss = nn.MSELoss()(model(dataset.inputs.double()), dataset.targets.double()[:, None])
    loss.backward()
    return torch.cat([model[0].weight.grad[0], model[0].bias.grad])


def sums(dataset, parameters):
    return dataset.inputs.double() @ parameters[:2].double() + parameters[2].double()


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_all_three_are_the_gradient_of_a_bare_model(activation, output):
    task = Task(make_neuron(activation, output), load_dataset("three_students"))
    parameters = torch.tensor([[0.3, -0.7], [-0.2, 0.9], [0.45, -1.3]])
    expected = torch.stack([bare_gradient(task, each) for each in parameters.T], dim=1)
    found = (task, parameters)
    torch.testing.assert_close(autograd_gradient(*found), expected, rtol=1e-12, atol=1e-12)
    torch.testing.assert_close(formula_gradient(*found).gradients, expected, rtol=1e-9, atol=1e-9)
    torch.testing.assert_close(wiggle_gradient(*found).gradients, expected, rtol=1e-6, atol=2e-8)


@given(neurons, datasets, lanes)
def test_they_agree_wherever_no_wiggle_crosses_a_bend(neuron, dataset, starts):
    parameters, task = as_tensors(starts), Task(neuron, dataset)
    reach = 2 * WIGGLE * dataset.inputs.abs().max().clamp(min=1)
    z = sums(dataset, parameters)
    bends = [0.0] if neuron.layers[0].activation in BENT_AT_0 else []
    bends += (
        [20.0] if neuron.layers[0].activation == "softplus" else []
    )  # beyond it PyTorch rounds to z
    clear = torch.stack([(z - bend).abs() > reach for bend in bends] or [z == z]).all(0).all(0)
    autograd = autograd_gradient(task, parameters)[:, clear]
    formula = formula_gradient(task, parameters).gradients[:, clear]
    wiggle = wiggle_gradient(task, parameters).gradients[:, clear]
    # Softplus: autograd rounds e⁻²⁰ away above 20, the derivative of the registry does not.
    torch.testing.assert_close(formula, autograd, rtol=1e-9, atol=1e-6)
    torch.testing.assert_close(wiggle, autograd, rtol=1e-7, atol=1e-6)


@given(neurons, datasets, lanes)
def test_the_formula_is_the_mean_of_its_factors(neuron, dataset, starts):
    task, parameters = Task(neuron, dataset), as_tensors(starts)
    found = formula_gradient(task, parameters)
    (activation_slopes,), (signals,) = found.activation_slopes, found.signals
    residuals = neuron.predict(sums(dataset, parameters)) - dataset.targets.double()[:, None]
    torch.testing.assert_close(found.error_slopes[:, 0], 2 * residuals)
    slopes = found.output_slopes * activation_slopes
    torch.testing.assert_close(signals, found.error_slopes * slopes)
    design = torch.cat([dataset.inputs.double(), torch.ones(dataset.n_samples, 1).double()], dim=1)
    torch.testing.assert_close(found.gradients, design.T @ signals[:, 0] / dataset.n_samples)


def test_the_wiggle_is_the_change_of_the_loss_over_the_way():
    neuron, dataset = make_neuron("silu"), load_dataset("three_students", "tenths")
    parameters = torch.tensor([[0.3], [0.4], [0.1]])
    found = wiggle_gradient(Task(neuron, dataset), parameters, wiggle=0.5)

    def loss(weight_1):
        bias = parameters[2].double()
        z = dataset.inputs.double() @ torch.tensor([weight_1, 0.4]).double() + bias
        return mse(neuron.predict(z), dataset.targets.double())

    change = loss(0.3 + 0.5) - loss(0.3 - 0.5)
    assert found.changes[0, 0].item() == pytest.approx(change.item(), abs=1e-8)
    assert found.gradients[0, 0].item() == pytest.approx(change.item() / 1.0, abs=1e-8)


def test_a_smaller_wiggle_errs_by_its_square():
    task = Task(make_neuron(), load_dataset("three_students", "tenths"))
    start = torch.tensor([[0.3], [0.4], [0.1]])
    exact = autograd_gradient(task, start)
    coarse, fine = (
        (wiggle_gradient(task, start, wiggle=h).gradients - exact).abs() for h in (0.1, 0.01)
    )
    torch.testing.assert_close(coarse / fine, torch.full_like(exact, 100), rtol=0.05, atol=0)


def test_on_the_kink_of_relu_the_wiggle_lies_between_the_slopes():
    task = Task(make_neuron("relu"), load_dataset("three_students"))
    origin = torch.zeros(3, 1)  # every z is 0
    assert autograd_gradient(task, origin).abs().max() == 0
    assert formula_gradient(task, origin).gradients.abs().max() == 0
    assert wiggle_gradient(task, origin).gradients.abs().min() > 0.01


def test_a_training_starts_with_this_very_gradient():
    dataset = load_dataset("twelve_students", "standardized")
    setup = setup_from(make_neuron("tanh"), dataset, (0, 0, 0), 0.5, 1)
    start = torch.tensor([[0.3, -1.0], [0.4, 0.2], [0.1, 2.0]])
    run, gradient = train_lanes(setup, start), autograd_gradient(setup.task, start).float()
    torch.testing.assert_close(run.gradients[0], gradient)
    torch.testing.assert_close(run.parameters[1], start - 0.5 * gradient)


def test_the_hand_checkable_step_has_its_gradient():
    task, origin = Task(make_neuron("identity", "identity", 1), make_line()), torch.zeros(2, 1)
    for found in (
        autograd_gradient(task, origin),
        formula_gradient(task, origin).gradients,
        wiggle_gradient(task, origin).gradients,
    ):
        torch.testing.assert_close(found.flatten(), torch.tensor([-10.0, -6.0]).double())


def test_arguments_are_checked_and_left_alone():
    task, start = Task(make_neuron(), load_dataset("three_students")), torch.zeros(3, 1)
    with pytest.raises(ValueError, match=r"wiggle must be above 0, got 0"):
        wiggle_gradient(task, start, wiggle=0)
    for way in (wiggle_gradient, formula_gradient, autograd_gradient):
        with pytest.raises(ValueError, match=r"parameters must have shape \(3, lanes\)"):
            way(task, torch.zeros(2, 1))
    assert not start.requires_grad
    assert start.grad is None
