"""The gradient of the loss, three ways: by wiggling, by hand and by autograd.

All three answer the same question: by how much does the loss grow when a parameter grows a little?
Wiggling tries it out, the formula multiplies the slopes along the way from the parameter to the
loss (the chain rule), and autograd does that multiplication by itself, in ``backward()``.

All of it is computed in float64. A difference of two losses that hardly differ keeps few of their
digits, and in float32 none would be left.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.forward import ForwardPass, forward_lanes
from visualizer.core.lane_losses import lane_losses
from visualizer.core.task import Task

WIGGLE = 1e-5
"""How far a parameter is wiggled to either side. Smaller, and the two losses are too much alike to
be told apart exactly; larger, and the curve between them is no longer straight."""


@dataclass(frozen=True, eq=False)
class Wiggle:
    """The gradient by trying it out, one parameter at a time.

    Attributes:
        changes: Loss a little above the parameter minus loss a little below it. Shape
            ``(n_parameters, lanes)``, float64.
        gradients: The changes per unit of the parameter. Same shape.
    """

    changes: Tensor
    gradients: Tensor


@dataclass(frozen=True, eq=False)
class ChainRule:
    """The gradient by hand, with every number in it; float64.

    Attributes:
        error_slopes: How fast the error of an example grows with its prediction; for the squared
            error of one output, ``2 · (prediction − target)``. Shape
            ``(n_samples, n_outputs, lanes)``.
        output_slopes: output′ at the last activation of every example. Same shape.
        activation_slopes: f′ at the z of every example, for each layer. Shapes
            ``(n_samples, n_units, lanes)``.
        signals: How fast the error of the example grows with its z, for each layer; in the last one
            the product of the three slopes. Shapes ``(n_samples, n_units, lanes)``.
        gradients: Means of ``signal · x`` over the examples, x being 1 for a bias. Shape
            ``(n_parameters, lanes)``.
    """

    error_slopes: Tensor
    output_slopes: Tensor
    activation_slopes: tuple[Tensor, ...]
    signals: tuple[Tensor, ...]
    gradients: Tensor


@torch.no_grad()
def wiggle_gradient(task: Task, parameters: Tensor, wiggle: float = WIGGLE) -> Wiggle:
    """Return ``(loss(p + h) − loss(p − h)) / 2h`` for every parameter ``p`` of every lane.

    The error shrinks with the square of ``h``. Where an activation function has a kink within
    ``h · |x|`` of an example's z, the wiggle sees both sides of it and returns something between.

    Args:
        task: Who learns what.
        parameters: Shape ``(n_parameters, lanes)``.
        wiggle: The step ``h`` to either side, in units of the parameter; above 0.

    Raises:
        ValueError: If shapes do not match or ``wiggle`` is not above 0.

    Source:
        The central difference; e.g. Nocedal and Wright (2006), Numerical optimization, 8.1.

    Example:
        >>> from visualizer.core import Task, make_neuron, make_three_students
        >>> task = Task(make_neuron(), make_three_students())
        >>> wiggle_gradient(task, torch.tensor([[0.1], [0.2], [0.5]])).gradients[2]
        tensor([0.0891], dtype=torch.float64)
    """
    if not wiggle > 0:
        raise ValueError(f"wiggle must be above 0, got {wiggle}")
    task.architecture.check_lanes(parameters)
    n_parameters, n_lanes = parameters.shape
    shifts = wiggle * torch.eye(n_parameters, dtype=torch.float64)[:, :, None]
    here = parameters.double()[:, None]
    # One lane for each parameter that is wiggled, in each lane.
    above, below = (
        lane_losses(task, moved.flatten(1)).view(n_parameters, n_lanes)
        for moved in (here + shifts, here - shifts)
    )
    changes = above - below
    return Wiggle(changes, changes / (2 * wiggle))


@torch.no_grad()
def formula_gradient(task: Task, parameters: Tensor) -> ChainRule:
    """Return ``mean(signal · x)`` for every parameter, and the factors of the signals.

    The way from a weight to the loss is w → z → f(z) → … → prediction → error → mean. The chain
    rule multiplies the slopes along it: x, f′, then through each later layer its weights and its
    f′, output′, the slope of the error, and 1/n.

    Args:
        task: Who learns what.
        parameters: Shape ``(n_parameters, lanes)``.

    Raises:
        ValueError: If shapes do not match.

    Example:
        >>> from visualizer.core import Task, make_neuron, make_three_students
        >>> task = Task(make_neuron(), make_three_students())
        >>> found = formula_gradient(task, torch.tensor([[0.1], [0.2], [0.5]]))
        >>> found.signals[0][:, 0, 0]
        tensor([-0.0127,  0.2875, -0.0074], dtype=torch.float64)
        >>> found.gradients[:, 0]
        tensor([0.0499, 0.1472, 0.0891], dtype=torch.float64)
    """
    inputs = task.dataset.inputs.double()
    return chain_rule(task, forward_lanes(task.architecture, parameters.double(), inputs))


@torch.no_grad()
def chain_rule(task: Task, passed: ForwardPass) -> ChainRule:
    """Return the same of a pass forward that was made already.

    Args:
        task: Who learns what; its examples may have other inputs in each lane of the pass.
        passed: The way forward in float64, with an axis of lanes.
    """
    architecture = task.architecture
    error_slopes = _error_slopes(task, passed.predictions)
    output_slopes = architecture.answer.derivative(passed.activations[-1])
    slopes, split = passed.derivatives, architecture.split(passed.parameters)
    signals = [error_slopes * output_slopes * slopes[-1]]
    for layer in range(len(slopes) - 1, 0, -1):
        through = torch.einsum("uil,nul->nil", split[layer][0], signals[0])
        signals.insert(0, through * slopes[layer - 1])
    gradients = [
        part
        for seen, signal in zip(inputs_of_layers(passed), signals, strict=True)
        for part in (
            (signal[:, :, None] * seen[:, None]).mean(dim=0).flatten(0, 1),
            signal.mean(dim=0),
        )
    ]
    return ChainRule(error_slopes, output_slopes, slopes, tuple(signals), torch.cat(gradients))


def autograd_gradient(task: Task, parameters: Tensor) -> Tensor:
    """Return what ``loss.backward()`` leaves in ``.grad``.

    Args:
        task: Who learns what.
        parameters: Shape ``(n_parameters, lanes)``.

    Returns:
        Shape ``(n_parameters, lanes)``, float64. No lane enters the loss of another, so the sum of
        all losses has the gradient of each.

    Raises:
        ValueError: If shapes do not match.
    """
    leaf = parameters.detach().double().clone().requires_grad_()
    with torch.enable_grad():
        (gradient,) = torch.autograd.grad(lane_losses(task, leaf).sum(), leaf)
    return gradient


def _error_slopes(task: Task, predictions: Tensor) -> Tensor:
    """Return the slope of each example's error. Shape ``(n_samples, n_outputs, lanes)``."""
    loss, n_outputs = task.loss_kind, task.architecture.n_outputs
    targets = task.targets.double() if task.targets.is_floating_point() else task.targets
    lanes_first = predictions.movedim(-1, 0)
    kept = loss.compare(lanes_first, targets)
    return loss.slopes(kept, targets, loss.share(targets, 1, n_outputs)).movedim(0, -1)


def inputs_of_layers(passed: ForwardPass) -> list[Tensor]:
    """Return the inputs of each layer. Shapes ``(n_samples, n_inputs, lanes)``, or one lane."""
    first = passed.inputs if passed.inputs.ndim == 3 else passed.inputs[..., None]
    return [first, *passed.activations[:-1]]
