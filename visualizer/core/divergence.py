"""Divergence: a learning rate too large is a result to show, not a crash.

A training has diverged at the first step whose loss or parameters are not finite. What comes after
is not a number, and says so: NaN, in every record.
"""

import torch
from torch import Tensor


def find_divergence(parameters: Tensor, losses: Tensor) -> Tensor:
    """Return the first step of every lane at which something is no longer finite, or −1.

    Args:
        parameters: Weights and biases. Shape ``(n_steps + 1, n_parameters, lanes)``.
        losses: Shape ``(n_steps + 1, lanes)``.

    Returns:
        Steps between 0 and ``n_steps``, −1 for a lane that never diverges. Shape ``(lanes,)``,
        int64.

    Example:
        >>> find_divergence(torch.zeros(3, 1, 2), torch.tensor([[1, 1], [9, 1], [torch.inf, 1]]))
        tensor([ 2, -1])
    """
    if stayed_finite(parameters, losses):
        return torch.full(losses.shape[1:], -1)
    broken = ~(losses.isfinite() & parameters.isfinite().all(dim=1))
    first = broken.int().argmax(dim=0)
    return torch.where(broken.any(dim=0), first, -1)


def stayed_finite(parameters: Tensor, losses: Tensor) -> bool:
    """Return whether surely no lane has diverged, from the last parameters and all losses.

    A parameter that has left the finite numbers never comes back, since a step only ever adds to
    it; so the last row speaks for all. The sums may overflow by themselves: then the answer is no,
    and only costs the caller a closer look.

    Args:
        parameters: Shape ``(..., n_parameters, lanes)``; only ``parameters[-1]`` is read.
        losses: Shape ``(n_steps + 1, lanes)``.
    """
    return surely_finite(parameters[-1]) and surely_finite(losses)


def surely_finite(values: Tensor) -> bool:
    """Return whether surely all of ``values`` are finite; the answer no costs a closer look."""
    return bool(values.sum().isfinite())


def blank_after_divergence(diverged_at: Tensor, *records: Tensor) -> None:
    """Write NaN into every row after the divergence of its lane, in place.

    Args:
        diverged_at: Step of every lane, −1 for never. Shape ``(lanes,)``.
        records: What was noted at every step. Shapes ``(n_steps + 1, ..., lanes)``.
    """
    if bool((diverged_at < 0).all()):
        return
    for record in records:
        steps = torch.arange(len(record)).view(-1, *[1] * (record.ndim - 1))
        record.masked_fill_((diverged_at >= 0) & (steps > diverged_at), torch.nan)
