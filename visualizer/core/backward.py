"""The way back of a few examples, every number of it, where each lane has inputs of its own.

What is worked out by hand here is the chain rule of ``gradient``; autograd and a wiggle are its
witnesses. All of it is float64, as there.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.forward import ForwardPass, forward_from
from visualizer.core.gradient import WIGGLE, ChainRule, chain_rule, inputs_of_layers
from visualizer.core.task import Task


@dataclass(frozen=True, eq=False)
class Backward:
    """One pass forward and back, each example by itself; float64.

    Attributes:
        passed: The way forward. Its fields have the axes example, unit, lane.
        losses: Error of each example, the mean over its outputs. Shape ``(n_samples, lanes)``.
        rule: The slopes and signals of the chain rule, by hand.
        gradients: ∂error/∂parameter of each example, by hand: ``signal · x``. Shape
            ``(n_samples, n_parameters, lanes)``.
        grads: The same as autograd leaves it in ``.grad``. Same shape.
        sum_grads: ``.grad`` of every z, for each layer. Shapes ``(n_samples, n_units, lanes)``.
        answer_grads: ``.grad`` of the predictions. Shape ``(n_samples, n_outputs, lanes)``.
    """

    passed: ForwardPass
    losses: Tensor
    rule: ChainRule
    gradients: Tensor
    grads: Tensor
    sum_grads: tuple[Tensor, ...]
    answer_grads: Tensor


def backward_from(task: Task, parameters: Tensor, inputs: Tensor) -> Backward:
    """Return the pass forward and back.

    Args:
        task: Who learns what. Of its examples only the targets count.
        parameters: Shape ``(n_parameters, lanes)``.
        inputs: Of the examples, in each lane its own. Shape ``(n_samples, n_inputs, lanes)``.

    Raises:
        ValueError: If shapes do not match.

    Example:
        >>> from visualizer.core import make_neuron, make_three_students
        >>> task = Task(make_neuron(), make_three_students())
        >>> found = backward_from(
        ...     task, torch.tensor([[0.1], [0.2], [0.5]]), task.dataset.inputs[..., None]
        ... )
        >>> found.gradients.mean(dim=0)[:, 0]
        tensor([0.0499, 0.1472, 0.0891], dtype=torch.float64)
    """
    parameters, inputs = parameters.detach().double(), inputs.detach().double()
    passed = forward_from(task.architecture, parameters, inputs)
    rule = chain_rule(task, passed)
    gradients = torch.cat(
        [
            part
            for seen, signal in zip(inputs_of_layers(passed), rule.signals, strict=True)
            for part in ((signal[:, :, None] * seen[:, None]).flatten(1, 2), signal)
        ],
        dim=1,
    )
    grads, *sum_grads, answer_grads = _autograd(task, parameters, inputs)
    losses = _errors(task, passed)
    return Backward(passed, losses, rule, gradients, grads, tuple(sum_grads), answer_grads)


def losses_from(task: Task, parameters: Tensor, inputs: Tensor) -> Tensor:
    """Return the error of each example. Shape ``(n_samples, lanes)``, float64.

    Args:
        task: Who learns what. Of its examples only the targets count.
        parameters: Shape ``(n_parameters, lanes)``.
        inputs: Shape ``(n_samples, n_inputs, lanes)``.
    """
    return _errors(task, forward_from(task.architecture, parameters.double(), inputs.double()))


def wiggle_from(task: Task, parameters: Tensor, inputs: Tensor, place: int) -> Tensor:
    """Return by how much each error changes while one parameter goes from −h to +h.

    Divided by ``2 · WIGGLE`` it is the gradient.

    Args:
        task: Who learns what. Of its examples only the targets count.
        parameters: Shape ``(n_parameters, lanes)``.
        inputs: Shape ``(n_samples, n_inputs, lanes)``.
        place: Which parameter.

    Returns:
        Shape ``(n_samples, lanes)``, float64.
    """
    above, below = parameters.double().clone(), parameters.double().clone()
    above[place] += WIGGLE
    below[place] -= WIGGLE
    return losses_from(task, above, inputs) - losses_from(task, below, inputs)


def _errors(task: Task, passed: ForwardPass) -> Tensor:
    """Return the error of each example. Shape ``(n_samples, lanes)``."""
    loss, targets = task.loss_kind, task.targets.to(passed.predictions.dtype)
    kept = loss.compare(passed.predictions.movedim(-1, 0), targets)
    return loss.errors(kept, targets).mean(dim=-1).t()


def _autograd(task: Task, parameters: Tensor, inputs: Tensor) -> list[Tensor]:
    """Return what ``backward()`` leaves in ``.grad`` of the parameters, of every z, of the answers.

    Shapes ``(n_samples, …, lanes)``.
    """
    n_samples, _, n_lanes = inputs.shape
    shape = (n_samples, n_lanes)
    # Each example gets parameters of its own, so that none of them adds to another's gradient.
    leaf = parameters.repeat(1, n_samples).requires_grad_()
    with torch.enable_grad():
        passed = forward_from(task.architecture, leaf, inputs.movedim(0, 1).flatten(1)[None])
        apart = passed.predictions[0].unflatten(1, shape).permute(2, 1, 0)
        loss, targets = task.loss_kind, task.targets.to(apart.dtype)
        errors = loss.errors(loss.compare(apart, targets), targets).mean(dim=-1)
        wanted = [leaf, *passed.pre_activations, passed.predictions]
        found = torch.autograd.grad(errors.sum(), wanted)
    rows = [found[0], *(each[0] for each in found[1:])]
    return [each.unflatten(1, shape).movedim(1, 0) for each in rows]
