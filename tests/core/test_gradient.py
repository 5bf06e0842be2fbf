"""The gradient three ways: they agree, and a bare PyTorch model is their witness."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from tests.core.examples import make_line
from tests.core.plain import plain_model
from visualizer.core import (
    ACTIVATIONS,
    DATASETS,
    OUTPUTS,
    SCALINGS,
    WIGGLE,
    Neuron,
    autograd_gradient,
    formula_gradient,
    load_dataset,
    mse,
    train_lanes,
    wiggle_gradient,
)

BENT_AT_0 = ("relu", "leaky_relu", "elu")
numbers = st.floats(-1.5, 1.5, width=32)
lanes = st.lists(st.tuples(numbers, numbers, st.floats(-3, 3, width=32)), min_size=1, max_size=4)
neurons = st.builds(Neuron, st.sampled_from(list(ACTIVATIONS)), st.sampled_from(OUTPUTS))
datasets = st.builds(load_dataset, st.sampled_from(list(DATASETS)), st.sampled_from(SCALINGS))


def as_tensors(starts):
    rows = torch.tensor(starts, dtype=torch.float32).T
    return rows[:2], rows[2]


def bare_gradient(neuron, dataset, weight, bias):
    model = plain_model(neuron.activation, neuron.output, weight, bias).double()
    loss = nn.MSELoss()(model(dataset.inputs.double()), dataset.targets.double()[:, None])
    loss.backward()
    return torch.cat([model[0].weight.grad[0], model[0].bias.grad])


def sums(dataset, weights, biases):
    return dataset.inputs.double() @ weights.double() + biases.double()


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_all_three_are_the_gradient_of_a_bare_model(activation, output):
    neuron, dataset = Neuron(activation, output), load_dataset("three_students")
    weights, biases = torch.tensor([[0.3, -0.7], [-0.2, 0.9]]), torch.tensor([0.45, -1.3])
    expected = torch.stack(
        [bare_gradient(neuron, dataset, weights[:, lane], biases[lane]) for lane in range(2)], dim=1
    )
    found = (neuron, dataset, weights, biases)
    torch.testing.assert_close(autograd_gradient(*found), expected, rtol=1e-12, atol=1e-12)
    torch.testing.assert_close(formula_gradient(*found).gradients, expected, rtol=1e-9, atol=1e-9)
    torch.testing.assert_close(wiggle_gradient(*found).gradients, expected, rtol=1e-6, atol=2e-8)


@given(neurons, datasets, lanes)
def test_they_agree_wherever_no_wiggle_crosses_a_bend(neuron, dataset, starts):
    weights, biases = as_tensors(starts)
    reach = 2 * WIGGLE * dataset.inputs.abs().max().clamp(min=1)
    z = sums(dataset, weights, biases)
    bends = [0.0] if neuron.activation in BENT_AT_0 else []
    bends += [20.0] if neuron.activation == "softplus" else []  # beyond it PyTorch rounds to z
    clear = torch.stack([(z - bend).abs() > reach for bend in bends] or [z == z]).all(0).all(0)
    autograd = autograd_gradient(neuron, dataset, weights, biases)[:, clear]
    formula = formula_gradient(neuron, dataset, weights, biases).gradients[:, clear]
    wiggle = wiggle_gradient(neuron, dataset, weights, biases).gradients[:, clear]
    # Softplus: autograd rounds e⁻²⁰ away above 20, the derivative of the registry does not.
    torch.testing.assert_close(formula, autograd, rtol=1e-9, atol=1e-6)
    torch.testing.assert_close(wiggle, autograd, rtol=1e-7, atol=1e-6)


@given(neurons, datasets, lanes)
def test_the_formula_is_the_mean_of_its_factors(neuron, dataset, starts):
    weights, biases = as_tensors(starts)
    found = formula_gradient(neuron, dataset, weights, biases)
    slopes = found.output_slopes * found.activation_slopes
    torch.testing.assert_close(found.signals, 2 * found.residuals * slopes)
    design = torch.cat([dataset.inputs.double(), torch.ones(dataset.n_samples, 1).double()], dim=1)
    torch.testing.assert_close(found.gradients, design.T @ found.signals / dataset.n_samples)


def test_the_wiggle_is_the_change_of_the_loss_over_the_way():
    neuron, dataset = Neuron("silu"), load_dataset("three_students", "tenths")
    weights, biases = torch.tensor([[0.3], [0.4]]), torch.tensor([0.1])
    found = wiggle_gradient(neuron, dataset, weights, biases, wiggle=0.5)

    def loss(weight_1):
        z = dataset.inputs.double() @ torch.tensor([weight_1, 0.4]).double() + biases.double()
        return mse(neuron.predict(z), dataset.targets.double())

    change = loss(0.3 + 0.5) - loss(0.3 - 0.5)
    assert found.changes[0, 0].item() == pytest.approx(change.item(), abs=1e-8)
    assert found.gradients[0, 0].item() == pytest.approx(change.item() / 1.0, abs=1e-8)


def test_a_smaller_wiggle_errs_by_its_square():
    neuron, dataset = Neuron(), load_dataset("three_students", "tenths")
    start = torch.tensor([[0.3], [0.4]]), torch.tensor([0.1])
    exact = autograd_gradient(neuron, dataset, *start)
    coarse, fine = (
        (wiggle_gradient(neuron, dataset, *start, wiggle=h).gradients - exact).abs()
        for h in (0.1, 0.01)
    )
    torch.testing.assert_close(coarse / fine, torch.full_like(exact, 100), rtol=0.05, atol=0)


def test_on_the_kink_of_relu_the_wiggle_lies_between_the_slopes():
    neuron, dataset = Neuron("relu"), load_dataset("three_students")
    origin = torch.zeros(2, 1), torch.zeros(1)  # every z is 0
    assert autograd_gradient(neuron, dataset, *origin).abs().max() == 0
    assert formula_gradient(neuron, dataset, *origin).gradients.abs().max() == 0
    assert wiggle_gradient(neuron, dataset, *origin).gradients.abs().min() > 0.01


def test_a_training_starts_with_this_very_gradient():
    dataset = load_dataset("twelve_students", "standardized")
    start = torch.tensor([[0.3, -1.0], [0.4, 0.2]]), torch.tensor([0.1, 2.0])
    run = train_lanes(Neuron("tanh"), dataset, *start, 0.5, 1)
    gradient = autograd_gradient(Neuron("tanh"), dataset, *start).float()
    torch.testing.assert_close(run.weight_gradients[0], gradient[:2])
    torch.testing.assert_close(run.biases[1], start[1] - 0.5 * gradient[2])


def test_the_hand_checkable_step_has_its_gradient():
    line, origin = make_line(), (torch.zeros(1, 1), torch.zeros(1))
    neuron = Neuron(output="identity")
    for found in (
        autograd_gradient(neuron, line, *origin),
        formula_gradient(neuron, line, *origin).gradients,
        wiggle_gradient(neuron, line, *origin).gradients,
    ):
        torch.testing.assert_close(found.flatten(), torch.tensor([-10.0, -6.0]).double())


def test_arguments_are_checked_and_left_alone():
    dataset = load_dataset("three_students")
    start = torch.zeros(2, 1), torch.zeros(1)
    with pytest.raises(ValueError, match=r"wiggle must be above 0, got 0"):
        wiggle_gradient(Neuron(), dataset, *start, wiggle=0)
    for way in (wiggle_gradient, formula_gradient, autograd_gradient):
        with pytest.raises(ValueError, match=r"biases must have shape \(1,\) to match weights"):
            way(Neuron(), dataset, start[0], torch.zeros(2))
    assert not start[0].requires_grad
    assert start[0].grad is None
