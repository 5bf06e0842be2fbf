"""The scene of the experiment: SiLU against ReLU over many starts, and what can be said of it."""

import math
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.activations import get_activation
from visualizer.core.experiment import (
    CLAIM,
    N_STARTS,
    N_STEPS,
    ROUNDING,
    Comparison,
    coin_chance,
    compare_activations,
    quartiles,
)
from visualizer.core.task import Task
from visualizer.figures.comparison import (
    HEIGHT,
    comparison_figure,
    comparison_layout,
    comparison_moves,
)
from visualizer.live.moment import Moment, Sweep
from visualizer.live.scene import Column, Picture, Quantity, Readouts, Scene, Show, Text
from visualizer.state.number_texts import rounded
from visualizer.words import experiment as words

NAMES = ("relu", "silu")
MANY_SPREADS = 1000
MANY_TIMES = 2.0  # a ratio beyond this is told as "3 times as high", not as "200 % higher"


@lru_cache(maxsize=32)
def run_experiment(task: Task) -> Comparison:
    """Return how ReLU and SiLU ended on this data; computed once."""
    return compare_activations(task, NAMES)


@lru_cache(maxsize=32)
def experiment_scene(task: Task) -> Scene:
    """Return the scene of the experiment on this data, its sentences included."""
    found = run_experiment(task)
    first, second = labels(found)
    stuck = _stuck(found)
    said = tuple("{stuck}" if each and each == stuck else each for each in sentences(found))
    picture = Picture(
        "comparison",
        comparison_figure(first, second),
        words.PICTURE.format(n_starts=N_STARTS, first=first, second=second, found=" ".join(said)),
        HEIGHT,
    )
    title = words.STARTS.format(n_starts=N_STARTS, n_steps=N_STEPS)
    key = words.KEY.format(second=second)
    numbers = Readouts(("wins", "first_median", "second_median", "gain"), words.MEASURED)
    return Scene(
        rows=(
            (
                Column((Show("comparison", title),), 1.3),
                Column((numbers, Text(said, "sentence", words.FOLLOWS), Text((key,)))),
            ),
        ),
        quantities=(*_quantities(first, second), *_own(stuck)),
        pictures=(picture,),
    )


@lru_cache(maxsize=32)  # nobody changes it
def experiment_moment(task: Task) -> Moment:
    """Return the dots and the numbers of the experiment; it has no control."""
    found = run_experiment(task)
    medians = [quartiles(losses)[1] for losses in found.losses]
    numbers = {
        "wins": torch.tensor(float(found.wins)),
        "first_median": medians[0],
        "second_median": medians[1],
        "gain": torch.tensor(-found.gain),
        "stuck": torch.tensor(0.0),
    }
    return Moment(
        settings={},
        sweeps={},
        fixed=Sweep(
            {name: number.view(1) for name, number in numbers.items()},
            {"comparison": comparison_moves(found.losses)},
        ),
        layouts={"comparison": comparison_layout(found.losses)},
    )


def _own(stuck: str) -> tuple[Quantity, ...]:
    """Return who was stuck, where anybody was, as a sentence that waits for the guess."""
    return (Quantity("stuck", style="choice", choices=(stuck,), veil=""),) if stuck else ()


def labels(found: Comparison) -> tuple[str, str]:
    """Return what people call the two functions."""
    first, second = (get_activation(name).label for name in found.names)
    return first, second


def sentences(found: Comparison) -> tuple[str, ...]:
    """Return what follows from the numbers, each sentence by its own rule."""
    return tuple(
        sentence
        for rule in (_wins, _middle, _apart, _spread, _stuck, _diverged, _conclusion)
        if (sentence := rule(found))
    )


def change(ratio: float) -> str:
    """Return in words how a loss compares that is ``ratio`` times another.

    Example:
        >>> change(0.877), change(1.02), change(47.7), change(1.0)
        ('12.3 % lower', '2.0 % higher', '47.7 times as high', 'the same')
    """
    if math.isnan(ratio):
        return words.UNKNOWN
    if ratio > MANY_TIMES:
        return words.TIMES_AS_HIGH.format(times=f"{ratio:,.1f}")
    if ratio == 1:
        return words.THE_SAME
    percent = rounded(100 * abs(1 - ratio), 1)
    if ratio < 1 and percent == "100.0":
        return words.ALMOST_NOTHING
    return (words.LOWER if ratio < 1 else words.HIGHER).format(percent=percent)


def _wins(found: Comparison) -> str:
    _, second = labels(found)
    said = words.WINS_WITH_TIES if found.ties else words.WINS
    return said.format(second=second, wins=found.wins, n_starts=found.n_starts, ties=found.ties)


def _middle(found: Comparison) -> str:
    low, middle, high = quartiles(found.ratios).tolist()
    if math.isnan(middle):
        return words.NO_START
    _, second = labels(found)
    ends = change(low), change(high)
    said = words.MIDDLE_ALIKE if ends[0] == ends[1] else words.MIDDLE
    return said.format(
        second=second, middle=change(middle), low=ends[0], high=ends[1],
        as_claimed=found.as_claimed, n_starts=found.n_starts,
    )  # fmt: skip


def _apart(found: Comparison) -> str:
    first, second = _medians(found)
    if math.isnan(first + second):
        return ""
    compared = change(_median_ratio(found))
    return words.MEDIANS.format(
        first=rounded(first, 4), second=rounded(second, 4), compared=compared
    )


def _medians(found: Comparison) -> tuple[float, float]:
    first, second = (float(quartiles(losses)[1]) for losses in found.losses)
    return first, second


def _median_ratio(found: Comparison) -> float:
    """Return the median of the second over that of the first, each on its own."""
    first, second = (max(median, ROUNDING) for median in _medians(found))
    return second / first


def _spread(found: Comparison) -> str:
    spread = found.spread
    if not math.isfinite(spread):
        return ""
    if spread > MANY_SPREADS:
        return words.FAR_APART.format(times=f"{MANY_SPREADS:,}")
    return words.CLOSE if spread < 1 else words.APART.format(times=f"{spread:,.1f}")


def _stuck(found: Comparison) -> str:
    said = _counted(words.STUCK, found, found.stuck)
    if not said or not found.claimed_by_stuck:
        return said
    return said + words.CLAIMED_BY_STUCK.format(
        as_claimed=found.as_claimed, by_stuck=found.claimed_by_stuck, learned=found.learned,
        left=found.as_claimed - found.claimed_by_stuck,
    )  # fmt: skip


def _diverged(found: Comparison) -> str:
    return _counted(words.DIVERGED, found, found.diverged)


def _counted(said: tuple[str, str], found: Comparison, counts: Tensor) -> str:
    """Return in how many starts something befell the functions; nothing if in none."""
    told = [
        (label, count) for label, count in zip(labels(found), counts.tolist(), strict=True) if count
    ]
    if not told:
        return ""
    (function, count), (other, others) = told[0], told[-1]
    of_one, of_both = said
    text = of_one if len(told) == 1 else of_both
    return text.format(function=function, count=count, other=other, others=others)


def _conclusion(found: Comparison) -> str:
    _, second = labels(found)
    if found.verdict == "holds" and _median_ratio(found) > 1 - CLAIM[0]:
        return words.HOLDS_APART.format(second=second, compared=change(_median_ratio(found)))
    chance = coin_chance(found.wins, found.n_starts - found.ties)
    percent = f"{rounded(100 * chance, 0)} %"
    return words.CONCLUSIONS[found.verdict].format(second=second, chance=percent)


def _quantities(first: str, second: str) -> tuple[Quantity, ...]:
    won = words.WON.format(second=second, n_starts=N_STARTS)
    return (
        Quantity("wins", won, style="integer"),
        Quantity("first_median", words.MEDIAN.format(function=first), 4),
        Quantity("second_median", words.MEDIAN.format(function=second), 4),
        Quantity("gain", words.GAIN.format(second=second), 1, "percent", signed=True),
    )
