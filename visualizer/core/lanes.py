"""Lanes: many trainings, run as one batch.

A single training of a small network is bound by the overhead of its PyTorch calls, not by
arithmetic. So every call here works on all trainings at once: one lane per training. No lane enters
the loss of another, so the gradient of each is that of its own loss.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.descent import Descent
from visualizer.core.divergence import blank_after_divergence, find_divergence, stayed_finite
from visualizer.core.lane_losses import lanes_way
from visualizer.core.layer_lanes import LayerLanes
from visualizer.core.neuron_lanes import NeuronLanes
from visualizer.core.setup import Setup
from visualizer.core.updates import lanes_update

MOST_AT_ONCE = 2**18  # errors that are added up at once: a megabyte


@dataclass(frozen=True, eq=False)
class Lanes:
    """What every lane went through; row ``k`` is the state after ``k`` steps, row 0 the start.

    Attributes:
        parameters: Weights and biases, flat. Shape ``(n_steps + 1, n_parameters, lanes)``.
        gradients: ∂loss/∂parameters at these. Shape ``(n_steps + 1, n_parameters, lanes)``.
        losses: On all examples at these parameters. Shape ``(n_steps + 1, lanes)``.
        diverged_at: First step whose loss or parameters are not finite, −1 for never; every later
            row is NaN. Shape ``(lanes,)``, int64.
    """

    parameters: Tensor
    gradients: Tensor
    losses: Tensor
    diverged_at: Tensor


def train_lanes(
    setup: Setup,
    starts: Tensor,
    rates: Tensor | None = None,
    record: bool = True,
    branch_rates: Tensor | None = None,
) -> Lanes:
    """Return many trainings of one kind, each from its own start and at its own rate.

    Lane ``k`` equals a plain ``nn.Sequential`` trained by ``torch.optim``, though not bit for bit:
    a matrix product may add up in another order. For one neuron, parameters and losses were found
    within 4e-7 over whole trajectories, and gradients within 4e-6, of ``1 + |value|``.

    Args:
        setup: All that the lanes have in common; its start is not used.
        starts: Where each lane starts. Shape ``(n_parameters, lanes)``.
        rates: The learning rate of each lane, at least 0; that of ``setup`` if ``None``. Shape
            ``(lanes,)``, or that of ``starts`` for a rate of each parameter.
        record: Keep every step. Otherwise only the last row is kept, ``n_steps + 1`` in the shapes
            of the result becomes 1, and thousands of lanes take less time and memory.
        branch_rates: The rates from the branch of ``setup`` on; its own if ``None``. Shape
            ``(lanes,)``.

    Raises:
        ValueError: If shapes do not match, a rate is out of range, there are rates for a branch
            and no branch, or the optimizer does not go with lanes.
    """
    setup.architecture.check_lanes(starts)
    at = _rates(setup, starts, rates, branch_rates)
    parameters, gradients, losses = _descend(setup, starts, at, record)
    if not record and not stayed_finite(parameters, losses):
        # At which step it happened can only be read from a full record.
        parameters, gradients, losses = _descend(setup, starts, at, True)
    diverged_at = find_divergence(parameters, losses)
    blank_after_divergence(diverged_at, parameters, gradients, losses)
    if not record:
        parameters, gradients, losses = (
            rows[-1:].clone() for rows in (parameters, gradients, losses)
        )
    return Lanes(parameters, gradients, losses, diverged_at)


def _descend(
    setup: Setup, starts: Tensor, rates: tuple[Tensor, Tensor], record: bool
) -> tuple[Tensor, Tensor, Tensor]:
    """Return parameters, gradients (both ``(n_steps + 1, n_parameters, lanes)``) and losses."""
    way, values, axis = lanes_way(setup.task, starts)
    n_rows = setup.n_steps + 1
    # Without a record all rows are the same memory, overwritten at every step.
    parameters, gradients = (
        torch.empty(n_rows if record else 1, *values.shape).expand(n_rows, *values.shape)
        for _ in range(2)
    )
    losses = torch.empty(n_rows, starts.shape[1])
    if axis == 0:
        rates = _lane_first(rates[0]), _lane_first(rates[1])
    _fill(setup, way, values, rates, (parameters, gradients, losses))
    if axis == 0:
        parameters, gradients = parameters.transpose(1, 2), gradients.transpose(1, 2)
    return parameters, gradients, losses


def _lane_first(rates: Tensor) -> Tensor:
    return rates.t() if rates.ndim == 2 else rates[:, None]


@torch.inference_mode()
def _fill(
    setup: Setup,
    way: NeuronLanes | LayerLanes,
    values: Tensor,
    rates: tuple[Tensor, Tensor],
    records: tuple[Tensor, Tensor, Tensor],
) -> None:
    """Fill the records, of which the first two lie as ``values`` do.

    What need not be done in every step is done for many of them at once: with so few numbers, each
    call costs more than its arithmetic.
    """
    n_rows, n_lanes = records[-1].shape
    values = values.clone(memory_format=torch.contiguous_format)
    turn = n_rows if setup.branch is None else setup.branch.step
    descent = Descent(setup, way, values, lanes_update(setup.recipe, values, rates, turn))
    n_errors = setup.dataset.n_samples * setup.architecture.n_outputs
    at_once = max(1, MOST_AT_ONCE // (n_errors * n_lanes))
    for first in range(0, n_rows, at_once):
        rows = slice(first, first + at_once)
        # In a function of its own, so that their memory is free again for the next ones.
        parameters, gradients, losses = (each[rows] for each in records)
        _go_on(setup, descent, (parameters, gradients, losses))


def _go_on(
    setup: Setup, descent: Descent[Tensor, Tensor], records: tuple[Tensor, Tensor, Tensor]
) -> None:
    """Fill the next rows of the records."""
    parameters, gradients, losses = records
    own, slopes, noted = zip(*descent.rows(len(losses)), strict=True)
    _write(parameters, own)
    _write(gradients, slopes)
    kept = torch.stack(noted)
    errors = setup.task.loss_kind.errors(kept, descent.targets, out=kept)
    if not setup.architecture.is_neuron:
        errors = errors.flatten(2).mT  # the lane as the last axis
    torch.sum(errors, dim=1, out=losses).div_(errors.shape[1])


def _write(rows: Tensor, values: tuple[Tensor, ...]) -> None:
    """Write some rows of a record."""
    if rows.stride(0) == 0:  # all rows are the same: only the last one can be read
        rows[-1].copy_(values[-1])
    else:
        torch.stack(values, out=rows)


def _rates(
    setup: Setup, starts: Tensor, rates: Tensor | None, branch_rates: Tensor | None
) -> tuple[Tensor, Tensor]:
    """Return the rate of each lane before the branch and from it on. Shapes ``(lanes,)``."""
    if branch_rates is not None and setup.branch is None:
        raise ValueError("branch_rates need a setup with a branch")
    first = torch.tensor(setup.learning_rate) if rates is None else rates
    if setup.branch is None:
        second = first
    elif branch_rates is None:
        second = torch.tensor(setup.branch.learning_rate)
    else:
        second = branch_rates
    before = _checked(first, starts)
    return before, before if second is first else _checked(second, starts)


def _checked(rates: Tensor, starts: Tensor) -> Tensor:
    if rates.shape not in ((), starts.shape[1:], starts.shape):
        raise ValueError(
            f"rates must have shape ({starts.shape[1]},) or {tuple(starts.shape)} to match starts "
            f"{tuple(starts.shape)}, got {tuple(rates.shape)}"
        )
    if not bool((rates.isfinite() & (rates >= 0)).all()):
        raise ValueError("rates must be finite and at least 0")
    rates = rates.to(starts.dtype)
    return rates if rates.ndim == 2 else rates.expand(starts.shape[1])
