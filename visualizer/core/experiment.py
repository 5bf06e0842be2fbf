"""An experiment: two activation functions, the same many starts, and what can be said after.

One training proves nothing: where it starts matters too. So both functions are trained from the
same random starts, start for start, and the whole experiment is one batch of lanes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.architecture import with_activation
from visualizer.core.lanes import train_lanes
from visualizer.core.model import initial_parameters
from visualizer.core.setup import Setup
from visualizer.core.task import Task

N_STARTS = 64
N_STEPS = 200
LEARNING_RATE = 0.1

CLAIM = (0.05, 0.10)
"""What is put to the test: that the second function ends 5 to 10 % lower."""
OFTEN = 0.25
"""The claim says "often": that is at least this share of the starts."""
LIKELY_CHANCE = 0.05
"""Wins that a fair coin would get more often than this show nothing."""
ROUNDING = 1e-12
"""A loss below this is rounding and nothing else: it counts as this much."""

VERDICTS = ("undecided", "worse", "less", "scattered", "holds", "more")


@dataclass(frozen=True, eq=False)
class Comparison:
    """How two activation functions ended, start for start.

    Attributes:
        names: The first function and the second, names in ``ACTIVATIONS``.
        losses: MSE after the last step, NaN where a training diverged. Shape ``(2, n_starts)``.
        stuck_in: Whether each ended with a gradient of exactly 0. Shape ``(2, n_starts)``.
    """

    names: tuple[str, str]
    losses: Tensor
    stuck_in: Tensor

    @property
    def n_starts(self) -> int:
        """Number of random starts."""
        return self.losses.shape[1]

    @property
    def stuck(self) -> Tensor:
        """In how many starts each function got stuck. Shape ``(2,)``, int64."""
        return self.stuck_in.sum(dim=1)

    @property
    def diverged(self) -> Tensor:
        """In how many starts each function diverged. Shape ``(2,)``, int64."""
        return self.losses.isnan().sum(dim=1)

    @property
    def ratios(self) -> Tensor:
        """Loss of the second over loss of the first, NaN where one diverged. ``(n_starts,)``."""
        first, second = self._settled
        return second / first

    @property
    def wins(self) -> int:
        """In how many starts the second ended lower, or was the one that did not diverge."""
        first, second = self._settled.nan_to_num(nan=torch.inf)
        return int((second < first).sum())

    @property
    def ties(self) -> int:
        """In how many starts both ended alike, or both diverged."""
        first, second = self._settled.nan_to_num(nan=torch.inf)
        return int((second == first).sum())

    @property
    def gain(self) -> float:
        """By what share the second ended lower in the middle start: ``1 − median(ratios)``."""
        return float(quartiles(self._gains)[1])

    @property
    def as_claimed(self) -> int:
        """In how many starts the second ended lower by a share within ``CLAIM``."""
        return int(self._claimed.sum())

    @property
    def claimed_by_stuck(self) -> int:
        """In how many of those starts one of the two was stuck: it had nothing to compare with."""
        return int((self._claimed & self.stuck_in.any(dim=0)).sum())

    @property
    def learned(self) -> int:
        """In how many starts neither got stuck."""
        return int((~self.stuck_in.any(dim=0)).sum())

    @property
    def spread(self) -> float:
        """How far apart the starts lie, in units of how far apart the functions do.

        The distance between the quartiles of the first function's losses, over the size of the
        median of the differences. Infinite if the functions do not differ at all, NaN if no start
        stayed finite.
        """
        first, second = self.losses
        low, _, high = quartiles(first).tolist()
        difference = abs(float(quartiles(second - first)[1]))
        return (high - low) / difference if difference != 0 else math.inf

    @property
    def _settled(self) -> Tensor:
        """The losses, with those that are only rounding all alike. Shape ``(2, n_starts)``."""
        return self.losses.clamp(min=ROUNDING)

    @property
    def _claimed(self) -> Tensor:
        low, high = CLAIM
        return (self._gains >= low) & (self._gains <= high)

    @property
    def _gains(self) -> Tensor:
        """By what share the second ended lower in each start. Shape ``(n_starts,)``, float64.

        Rounded to what float32 can tell, so that a gain of exactly 10 % counts as one.
        """
        return (1 - self.ratios.double()).round(decimals=6)

    @property
    def verdict(self) -> str:
        """What follows for the claim, one of ``VERDICTS``.

        ``undecided`` if a coin might have won as often; else ``worse`` if the second did not end
        lower in the middle start, ``less`` or ``more`` if its gain there lies below or above
        ``CLAIM``; else ``holds`` if that is so in many starts, ``scattered`` if only in the middle.
        """
        n_decided = self.n_starts - self.ties
        if coin_chance(self.wins, n_decided) > LIKELY_CHANCE:
            return "undecided"
        if math.isnan(self.gain):  # in every start at least one diverged
            return "more" if 2 * self.wins > n_decided else "worse"
        if self.gain <= 0:
            return "worse"
        low, high = CLAIM
        if low <= self.gain <= high:
            return "holds" if self.as_claimed >= OFTEN * self.n_starts else "scattered"
        return "less" if self.gain < low else "more"


def compare_activations(
    task: Task,
    names: tuple[str, str] = ("relu", "silu"),
    seeds: Sequence[int] = range(N_STARTS),
    n_steps: int = N_STEPS,
    learning_rate: float = LEARNING_RATE,
) -> Comparison:
    """Return how two activation functions end after the same training from the same starts.

    Args:
        task: Who learns what; ``names`` replace its activation.
        names: Two names in ``ACTIVATIONS``.
        seeds: Each draws one start, as :func:`initial_parameters` does, for both functions.
        n_steps: Number of updates in every training.
        learning_rate: Size of a step per unit of gradient, for all.

    Raises:
        ValueError: If a name is unknown, or a number is out of range.
    """
    starts = torch.stack([initial_parameters(seed, task.architecture) for seed in seeds], dim=1)
    ends = []
    for name in names:
        setup = Setup(
            with_activation(task.architecture, name),
            task.dataset,
            (0.0,) * len(starts),
            learning_rate,
            n_steps,
            loss=task.loss,
        )
        ends.append(train_lanes(setup, starts, record=False))
    return Comparison(
        names=names,
        losses=torch.stack([each.losses[-1] for each in ends]),
        stuck_in=torch.stack([(each.gradients[-1] == 0).all(dim=0) for each in ends]),
    )


def quartiles(values: Tensor) -> Tensor:
    """Return the quartiles of what is finite in ``values``: low, median, high. Shape ``(3,)``.

    NaN if nothing is.

    Example:
        >>> quartiles(torch.tensor([1.0, 2.0, 3.0, torch.nan]))
        tensor([1.5000, 2.0000, 2.5000])
    """
    finite = values[values.isfinite()]
    if not len(finite):
        return torch.full((3,), torch.nan)
    return finite.quantile(torch.tensor([0.25, 0.5, 0.75], dtype=finite.dtype))


def coin_chance(wins: int, n_games: int) -> float:
    """Return how likely a fair coin is to be at least as one-sided as ``wins`` of ``n_games``.

    Source:
        The two-sided sign test.

    Example:
        >>> coin_chance(3, 3), coin_chance(2, 4)
        (0.25, 1.0)
    """
    rarer = min(wins, n_games - wins)
    tail = sum(math.comb(n_games, count) for count in range(rarer + 1))
    return min(1.0, 2 * tail / 2**n_games)
