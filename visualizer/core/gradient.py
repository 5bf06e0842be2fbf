"""The gradient of the loss, three ways: by wiggling, by hand and by autograd.

All three answer the same question: by how much does the loss grow when a parameter grows a little?
Wiggling tries it out, the formula multiplies the slopes along the way from the parameter to the
loss (the chain rule), and autograd does that multiplication by itself, in ``backward()``.

All of it is computed in float64. A difference of two losses that hardly differ keeps few of their
digits, and in float32 none would be left.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from visualizer.core.datasets import Dataset
from visualizer.core.lanes import check_lanes, with_ones
from visualizer.core.neuron import Neuron

WIGGLE = 1e-5
"""How far a parameter is wiggled to either side. Smaller, and the two losses are too much alike to
be told apart exactly; larger, and the curve between them is no longer straight."""


@dataclass(frozen=True, eq=False)
class Wiggle:
    """The gradient by trying it out, one parameter at a time; rows are weights, then the bias.

    Attributes:
        changes: Loss a little above the parameter minus loss a little below it. Shape
            ``(n_features + 1, lanes)``, float64.
        gradients: The changes per unit of the parameter. Same shape.
    """

    changes: Tensor
    gradients: Tensor


@dataclass(frozen=True, eq=False)
class ChainRule:
    """The gradient by hand, with every number in it; float64.

    Attributes:
        residuals: Predictions − targets. Shape ``(n_samples, lanes)``.
        output_slopes: output′ at the activation of every example. Shape ``(n_samples, lanes)``.
        activation_slopes: f′ at the z of every example. Shape ``(n_samples, lanes)``.
        signals: ``2 · residual · output′ · f′``: how fast the squared error of the example grows
            with its z. Shape ``(n_samples, lanes)``.
        gradients: Means of ``signal · x`` over the examples, x being 1 for the bias. Shape
            ``(n_features + 1, lanes)``.
    """

    residuals: Tensor
    output_slopes: Tensor
    activation_slopes: Tensor
    signals: Tensor
    gradients: Tensor


@torch.no_grad()
def wiggle_gradient(
    neuron: Neuron, dataset: Dataset, weights: Tensor, biases: Tensor, wiggle: float = WIGGLE
) -> Wiggle:
    """Return ``(loss(p + h) − loss(p − h)) / 2h`` for every parameter ``p`` of every lane.

    The error shrinks with the square of ``h``. Where an activation function has a kink within
    ``h · |x|`` of an example's z, the wiggle sees both sides of it and returns something between.

    Args:
        neuron: The architecture.
        dataset: The examples.
        weights: Shape ``(n_features, lanes)``.
        biases: Shape ``(lanes,)``.
        wiggle: The step ``h`` to either side, in units of the parameter; above 0.

    Raises:
        ValueError: If shapes do not match or ``wiggle`` is not above 0.

    Source:
        The central difference; e.g. Nocedal and Wright (2006), Numerical optimization, 8.1.

    Example:
        >>> from visualizer.core.datasets import load_dataset
        >>> start = torch.tensor([[0.1], [0.2]]), torch.tensor([0.5])
        >>> wiggle_gradient(Neuron(), load_dataset("three_students"), *start).gradients[2]
        tensor([0.0891], dtype=torch.float64)
    """
    if not wiggle > 0:
        raise ValueError(f"wiggle must be above 0, got {wiggle}")
    parameters = _parameters(dataset, weights, biases)
    shifts = wiggle * torch.eye(len(parameters), dtype=torch.float64)[:, :, None]
    above = _losses(neuron, dataset, parameters + shifts)
    below = _losses(neuron, dataset, parameters - shifts)
    changes = above - below
    return Wiggle(changes, changes / (2 * wiggle))


@torch.no_grad()
def formula_gradient(
    neuron: Neuron, dataset: Dataset, weights: Tensor, biases: Tensor
) -> ChainRule:
    """Return ``mean(2 · residual · output′ · f′ · x)`` for every parameter, and its factors.

    The way from a weight to the loss is w → z → f(z) → prediction → squared error → mean. Its
    slopes along that way are x, f′, output′, 2 · residual and 1/n; the chain rule multiplies them.

    Args:
        neuron: The architecture.
        dataset: The examples.
        weights: Shape ``(n_features, lanes)``.
        biases: Shape ``(lanes,)``.

    Raises:
        ValueError: If shapes do not match.

    Example:
        >>> from visualizer.core.datasets import load_dataset
        >>> start = torch.tensor([[0.1], [0.2]]), torch.tensor([0.5])
        >>> found = formula_gradient(Neuron(), load_dataset("three_students"), *start)
        >>> found.signals[:, 0]
        tensor([-0.0127,  0.2875, -0.0074], dtype=torch.float64)
        >>> found.gradients[:, 0]
        tensor([0.0499, 0.1472, 0.0891], dtype=torch.float64)
    """
    design = with_ones(dataset.inputs.double())
    activation, output = neuron.stages
    sums = design @ _parameters(dataset, weights, biases)
    values = activation.function(sums)
    residuals = output.function(values) - dataset.targets.double()[:, None]
    output_slopes, activation_slopes = output.derivative(values), activation.derivative(sums)
    signals = 2 * residuals * output_slopes * activation_slopes
    gradients = (design[:, :, None] * signals[:, None]).mean(dim=0)
    return ChainRule(residuals, output_slopes, activation_slopes, signals, gradients)


def autograd_gradient(neuron: Neuron, dataset: Dataset, weights: Tensor, biases: Tensor) -> Tensor:
    """Return what ``loss.backward()`` leaves in ``.grad``, weights first and the bias last.

    Args:
        neuron: The architecture.
        dataset: The examples.
        weights: Shape ``(n_features, lanes)``.
        biases: Shape ``(lanes,)``.

    Returns:
        Shape ``(n_features + 1, lanes)``, float64. No lane enters the loss of another, so the sum
        of all losses has the gradient of each.

    Raises:
        ValueError: If shapes do not match.
    """
    parameters = _parameters(dataset, weights, biases).requires_grad_()
    with torch.enable_grad():
        _losses(neuron, dataset, parameters).sum().backward()
    return parameters.grad


def _parameters(dataset: Dataset, weights: Tensor, biases: Tensor) -> Tensor:
    check_lanes(dataset.inputs, weights, biases)
    return torch.cat([weights, biases[None]]).double()


def _losses(neuron: Neuron, dataset: Dataset, parameters: Tensor) -> Tensor:
    """Return the MSE for parameters ``(..., n_features + 1, lanes)``. Shape ``(..., lanes)``."""
    predictions = neuron.predict(with_ones(dataset.inputs.double()) @ parameters)
    targets = dataset.targets.double()[:, None].expand_as(predictions)
    return nn.functional.mse_loss(predictions, targets, reduction="none").mean(dim=-2)
