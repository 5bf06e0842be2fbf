"""Lanes: many trainings, run as one batch.

A single training of one neuron is bound by the overhead of its PyTorch calls, not by arithmetic.
So every call here works on all trainings at once: one column, the lane, per training. Autograd
gets the sum of all losses, and since no lane enters the loss of another, the gradient of that sum
with respect to a lane's parameters is the gradient of the lane's own loss.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from visualizer.core.datasets import Dataset
from visualizer.core.divergence import blank_after_divergence, find_divergence, stayed_finite
from visualizer.core.kernels import BACKWARD
from visualizer.core.neuron import ForwardPass, Neuron, complete_forward_pass
from visualizer.core.pace import breathe
from visualizer.core.recipe import LESSON_RECIPE, OPTIMIZERS, Branch, Recipe

MOST_AT_ONCE = 2**18  # residuals whose squares are added up at once: a megabyte


@dataclass(frozen=True, eq=False)
class Lanes:
    """What every lane went through; row ``k`` is the state after ``k`` steps, row 0 the start.

    Attributes:
        weights: Shape ``(n_steps + 1, n_features, lanes)``.
        biases: Shape ``(n_steps + 1, lanes)``.
        losses: MSE at these parameters. Shape ``(n_steps + 1, lanes)``.
        weight_gradients: ∂loss/∂weight at these parameters. Shape
            ``(n_steps + 1, n_features, lanes)``.
        bias_gradients: ∂loss/∂bias at these parameters. Shape ``(n_steps + 1, lanes)``.
        diverged_at: First step whose loss or parameters are not finite, −1 for never; every later
            row is NaN. Shape ``(lanes,)``, int64.
    """

    weights: Tensor
    biases: Tensor
    losses: Tensor
    weight_gradients: Tensor
    bias_gradients: Tensor
    diverged_at: Tensor


def train_lanes(
    neuron: Neuron,
    dataset: Dataset,
    weights: Tensor,
    biases: Tensor,
    learning_rates: Tensor | float,
    n_steps: int,
    record: bool = True,
    recipe: Recipe = LESSON_RECIPE,
    branch: Branch | None = None,
) -> Lanes:
    """Return ``lanes`` full-batch gradient descents on the MSE, each from its own start.

    Lane ``k`` equals a plain ``nn.Sequential`` trained by ``torch.optim.SGD``, though not bit for
    bit: a matrix product may add up in another order. Over whole trajectories, parameters and
    losses were found within 4e-7, and gradients within 4e-6, of ``1 + |value|``.

    Args:
        neuron: The architecture of every lane.
        dataset: The examples that every lane learns from.
        weights: Where each lane starts. Shape ``(n_features, lanes)``.
        biases: Where each lane starts. Shape ``(lanes,)``.
        learning_rates: One rate per lane, shape ``(lanes,)``, or one for all. At least 0.
        n_steps: Number of updates, at least 0.
        record: Keep every step. Otherwise only the last row is kept, ``n_steps + 1`` in the shapes
            of the result becomes 1, and thousands of lanes take less time and memory.
        recipe: Optimizer, batch size and order of the examples, the same for every lane.
        branch: From which step on other rates hold, if any; one rate per lane, or one for all.

    Raises:
        ValueError: If shapes do not match, or a rate or ``n_steps`` is out of range.
    """
    check_lanes(dataset.inputs, weights, biases)
    rates = _as_rates(learning_rates, biases)
    if n_steps < 0:
        raise ValueError(f"n_steps must be at least 0, got {n_steps}")
    starts = torch.cat([weights, biases[None]])
    plan = _Plan(neuron, dataset, rates, n_steps, recipe, branch)
    parameters, gradients, losses = _descend(plan, starts, record)
    if not record and not stayed_finite(parameters, losses):
        # At which step it happened can only be read from a full record.
        parameters, gradients, losses = _descend(plan, starts, True)
    diverged_at = find_divergence(parameters, losses)
    blank_after_divergence(diverged_at, parameters, gradients, losses)
    if not record:
        parameters, gradients, losses = (
            rows[-1:].clone() for rows in (parameters, gradients, losses)
        )
    return _as_lanes(parameters, gradients, losses, diverged_at)


def _as_lanes(parameters: Tensor, gradients: Tensor, losses: Tensor, diverged_at: Tensor) -> Lanes:
    n_features = parameters.shape[1] - 1
    return Lanes(
        weights=parameters[:, :n_features],
        biases=parameters[:, n_features],
        losses=losses,
        weight_gradients=gradients[:, :n_features],
        bias_gradients=gradients[:, n_features],
        diverged_at=diverged_at,
    )


@dataclass(frozen=True, eq=False)
class _Plan:
    """What all lanes of a batch have in common, and the rates that they have not."""

    neuron: Neuron
    dataset: Dataset
    rates: Tensor
    n_steps: int
    recipe: Recipe
    branch: Branch | None

    def rates_at(self, step: int) -> Tensor:
        if self.branch is None or step < self.branch.step:
            return self.rates
        return torch.as_tensor(self.branch.learning_rate, dtype=self.rates.dtype)


def _descend(plan: _Plan, starts: Tensor, record: bool) -> tuple[Tensor, Tensor, Tensor]:
    """Return parameters, gradients (both ``(n_steps + 1, n_features + 1, lanes)``) and losses."""
    # Without a record all rows are the same memory, overwritten at every step.
    n_rows = plan.n_steps + 1
    kept_rows, shape = (n_rows if record else 1), (n_rows, *starts.shape)
    records = (
        torch.empty(kept_rows, *starts.shape).expand(shape),
        torch.empty(kept_rows, *starts.shape).expand(shape),
        torch.empty(n_rows, starts.shape[1]),
    )
    # A column of ones makes the bias the last weight, and all lanes' sums one matrix product.
    design = with_ones(plan.dataset.inputs)
    targets = plan.dataset.targets[:, None].repeat(1, starts.shape[1])
    simple = not plan.recipe.has_memory and plan.recipe.takes_all(len(design))
    descend = _descend_directly if simple else _descend_by_autograd
    descend(plan, starts, design, targets, records)
    recorded_parameters, recorded_gradients, recorded_errors = records
    return recorded_parameters, recorded_gradients, recorded_errors.div_(len(design))


@torch.inference_mode()
def _descend_directly(
    plan: _Plan, starts: Tensor, design: Tensor, targets: Tensor, records: tuple[Tensor, ...]
) -> None:
    """Fill the records of plain full-batch SGD, bit for bit as autograd would, but sooner.

    What need not be done in every step is done for many of them at once: with so few numbers, each
    call costs more than its arithmetic, and one with a bare number in it twice as much.
    """
    across, share = design.t(), torch.tensor(2 / len(design))
    activate, answer = (stage.function for stage in plan.neuron.stages)
    answer_back, activate_back = BACKWARD[plan.neuron.output], BACKWARD[plan.neuron.activation]
    at_once = max(1, MOST_AT_ONCE // targets.numel())
    n_rows = len(records[-1])
    turn = n_rows if plan.branch is None else plan.branch.step
    before, after = -plan.rates, -plan.rates_at(turn)
    values = starts.clone()
    for first in range(0, n_rows, at_once):
        noted = []
        for step in range(first, min(first + at_once, n_rows)):
            breathe()
            sums = design.mm(values)
            activations = activate(sums)
            predictions = answer(activations)
            misses = predictions - targets
            signals = answer_back(misses * share, activations, predictions)
            # Into memory of its own: how a product adds up depends on where its result lies.
            gradients = across.mm(activate_back(signals, sums, activations))
            noted.append((values, gradients, misses))
            values = values.addcmul(gradients, before if step < turn else after)
        _write(records, first, *map(list, zip(*noted, strict=True)))


def _write(
    records: tuple[Tensor, ...],
    first: int,
    values: list[Tensor],
    gradients: list[Tensor],
    misses: list[Tensor],
) -> None:
    """Write some rows of the records, from ``first`` on."""
    parameter_rows, gradient_rows, error_rows = (
        rows[first : first + len(values)] for rows in records
    )
    if parameter_rows.stride(0) == 0:  # all rows are the same: only the last one can be read
        parameter_rows[-1].copy_(values[-1])
        gradient_rows[-1].copy_(gradients[-1])
    else:
        torch.stack(values, out=parameter_rows)
        torch.stack(gradients, out=gradient_rows)
    torch.sum(torch.stack(misses).square_(), dim=1, out=error_rows)


def _descend_by_autograd(
    plan: _Plan, starts: Tensor, design: Tensor, targets: Tensor, records: tuple[Tensor, ...]
) -> None:
    """Fill the records of any recipe."""
    takes_all = plan.recipe.takes_all(len(design))
    batches = plan.recipe.batches(len(design), plan.n_steps + 1)
    parameters = starts.clone().requires_grad_()
    values = parameters.detach()  # the same memory, which autograd does not watch
    update = _make_update(plan.recipe, values)
    share = 1 / len(design)  # what each squared error counts in the mean of its lane
    for step, (parameter_row, gradient_row, error_row) in enumerate(zip(*records, strict=True)):
        breathe()
        if not plan.recipe.forget_zero_grad:
            parameters.grad = None
        errors = _squared_errors(plan.neuron, design, targets, parameters)
        if takes_all or step == plan.n_steps:  # the last row only looks
            (errors * share).sum().backward()
        else:
            chosen = batches[step]
            seen = _squared_errors(plan.neuron, design[chosen], targets[chosen], parameters)
            (seen * (1 / len(chosen))).sum().backward()
        parameter_row.copy_(values)
        gradient_row.copy_(parameters.grad)
        torch.sum(errors.detach(), dim=0, out=error_row)
        update(parameters.grad, plan.rates_at(step))


def _squared_errors(neuron: Neuron, design: Tensor, targets: Tensor, parameters: Tensor) -> Tensor:
    return F.mse_loss(neuron.predict(design @ parameters), targets, reduction="none")


def _make_update(recipe: Recipe, values: Tensor) -> Callable[[Tensor, Tensor], None]:
    """Return what moves ``values`` in place, given the gradient and the rate of each lane."""
    if recipe.optimizer == "sgd":
        # The very update that torch.optim.SGD makes when its rate is a tensor; equal, bit for bit,
        # to the one it makes when its rate is a number.
        return lambda gradient, rates: values.addcmul_(gradient, rates, value=-1)
    # PyTorch's optimizers know one rate for all lanes. So one with a rate of 1 finds the move,
    # starting each time from zero, and each lane makes it at its own rate.
    move = torch.zeros_like(values)
    optimizer = OPTIMIZERS[recipe.optimizer].make([move], 1.0)

    def update(gradient: Tensor, rates: Tensor) -> None:
        move.zero_()
        move.grad = gradient
        optimizer.step()
        values.addcmul_(move, rates)

    return update


@torch.no_grad()
def forward_lanes(neuron: Neuron, inputs: Tensor, weights: Tensor, biases: Tensor) -> ForwardPass:
    """Return every intermediate value of every lane for every example.

    Args:
        neuron: The architecture of every lane.
        inputs: Examples, one per row. Shape ``(n_samples, n_features)``.
        weights: Shape ``(n_features, lanes)``.
        biases: Shape ``(lanes,)``.

    Returns:
        A pass whose fields carry the lane as their last axis, such as predictions of shape
        ``(n_samples, lanes)``.

    Raises:
        ValueError: If the shapes do not match.
    """
    check_lanes(inputs, weights, biases)
    sums = with_ones(inputs) @ torch.cat([weights, biases[None]])
    return complete_forward_pass(neuron, inputs[:, :, None] * weights, sums)


def with_ones(inputs: Tensor) -> Tensor:
    """Return ``inputs`` with a column of ones, the input of the bias, as its last one."""
    return torch.cat([inputs, torch.ones_like(inputs[:, :1])], dim=1)


def check_lanes(inputs: Tensor, weights: Tensor, biases: Tensor) -> None:
    """Raise a ``ValueError`` unless every lane has one weight per feature and one bias."""
    if weights.ndim != 2 or weights.shape[0] != inputs.shape[1]:
        raise ValueError(
            f"weights must have shape ({inputs.shape[1]}, lanes) to match inputs "
            f"{tuple(inputs.shape)}, got {tuple(weights.shape)}"
        )
    if biases.shape != weights.shape[1:]:
        raise ValueError(
            f"biases must have shape ({weights.shape[1]},) to match weights "
            f"{tuple(weights.shape)}, got {tuple(biases.shape)}"
        )


def _as_rates(learning_rates: Tensor | float, biases: Tensor) -> Tensor:
    rates = torch.as_tensor(learning_rates, dtype=biases.dtype)
    if rates.shape not in ((), biases.shape):
        raise ValueError(
            f"learning_rates must be one number or have shape {tuple(biases.shape)} to match "
            f"biases, got {tuple(rates.shape)}"
        )
    if not bool((rates.isfinite() & (rates >= 0)).all()):
        raise ValueError("learning_rates must be finite and at least 0")
    return rates.expand(biases.shape)
