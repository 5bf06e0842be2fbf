"""The scene of the experiment: SiLU against ReLU over many starts, and what can be said of it."""

import math
from functools import lru_cache

import torch

from visualizer.core.activations import get_activation
from visualizer.core.architecture import make_neuron
from visualizer.core.experiment import (
    N_STARTS,
    N_STEPS,
    ROUNDING,
    Comparison,
    coin_chance,
    compare_activations,
    quartiles,
)
from visualizer.core.setup import Task
from visualizer.figures.comparison import (
    HEIGHT,
    comparison_figure,
    comparison_layout,
    comparison_moves,
)
from visualizer.live.scene import (
    Column,
    Moment,
    Picture,
    Quantity,
    Readouts,
    Scene,
    Show,
    Sweep,
    Text,
)
from visualizer.tables.loading import load_dataset

NAMES = ("relu", "silu")
MANY_SPREADS = 1000
MANY_TIMES = 2.0  # a ratio beyond this is told as "3 times as high", not as "200 % higher"

CONCLUSIONS = {
    "holds": "Here the claim holds: {second} often ended 5 to 10 % lower.",
    "scattered": "Here {second} is better, and 5 to 10 % is the middle of it; but hardly any "
    "start is near that middle. “Often” it is not.",
    "more": "Here {second} is better, and by more than the 5 to 10 % of the claim.",
    "less": "Here {second} is better, but by less than the 5 to 10 % of the claim.",
    "worse": "Here the claim does not hold: {second} ended higher.",
    "undecided": "Here nothing is shown: a tossed coin is as one-sided as this with a chance of "
    "{chance}.",
}


@lru_cache(maxsize=32)
def run_experiment(dataset: str, scaling: str, output: str) -> Comparison:
    """Return how ReLU and SiLU ended on this data; computed once."""
    task = Task(make_neuron(output=output), load_dataset(dataset, scaling))
    return compare_activations(task, NAMES)


@lru_cache(maxsize=32)
def experiment_scene(dataset: str, scaling: str, output: str) -> Scene:
    """Return the scene of the experiment on this data, its sentences included."""
    found = run_experiment(dataset, scaling, output)
    first, second = labels(found)
    words = sentences(found)
    picture = Picture(
        "comparison",
        comparison_figure(first, second),
        f"The final losses of {N_STARTS} starts, {first} beside {second}. {' '.join(words)}",
        HEIGHT,
    )
    key = (
        f"One line per start: solid where {second} ended lower, dotted where it did not. Boxes: "
        "the middle half of the starts; thick bars: the median."
    )
    numbers = Readouts(("wins", "first_median", "second_median", "gain"), "What was measured")
    return Scene(
        rows=(
            (
                Column((Show("comparison", f"{N_STARTS} starts, {N_STEPS} steps each"),), 1.3),
                Column((numbers, Text(words, "sentence", "What follows"), Text((key,)))),
            ),
        ),
        quantities=_quantities(first, second),
        pictures=(picture,),
    )


@lru_cache(maxsize=32)  # nobody changes it
def experiment_moment(dataset: str, scaling: str, output: str) -> Moment:
    """Return the dots and the numbers of the experiment; it has no control."""
    found = run_experiment(dataset, scaling, output)
    medians = [quartiles(losses)[1] for losses in found.losses]
    numbers = {
        "wins": torch.tensor(float(found.wins)),
        "first_median": medians[0],
        "second_median": medians[1],
        "gain": torch.tensor(-found.gain),
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
        return "unknown"
    if ratio > MANY_TIMES:
        return f"{ratio:,.1f} times as high"
    percent = f"{100 * abs(1 - ratio):.1f}"
    if percent == "0.0":
        return "the same"
    if ratio < 1 and percent == "100.0":
        return "more than 99.9 % lower"
    return f"{percent} % {'lower' if ratio < 1 else 'higher'}"


def _wins(found: Comparison) -> str:
    _, second = labels(found)
    alike = f" In {found.ties} both ended alike." if found.ties else ""
    return f"{second} ended lower in {found.wins} of {found.n_starts} starts.{alike}"


def _middle(found: Comparison) -> str:
    low, middle, high = quartiles(found.ratios).tolist()
    if math.isnan(middle):
        return "There is no start in which both stayed finite."
    _, second = labels(found)
    ends = change(low), change(high)
    half = ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"
    return (
        f"Compared start for start, the loss of {second} was {change(middle)} in the middle "
        f"(median), and {half} in the middle half of the starts. 5 to 10 % lower it was in "
        f"{found.as_claimed} of {found.n_starts}."
    )


def _apart(found: Comparison) -> str:
    first, second = (float(quartiles(losses)[1]) for losses in found.losses)
    if math.isnan(first + second):
        return ""
    compared = change(max(second, ROUNDING) / max(first, ROUNDING))
    return f"Each on its own, the medians are {first:.4f} and {second:.4f}: {compared}."


def _spread(found: Comparison) -> str:
    spread = found.spread
    if not math.isfinite(spread):
        return ""
    if spread > MANY_SPREADS:
        return (
            f"The starts differ more than {MANY_SPREADS:,} times as much among themselves as the "
            "two functions do, so one start proves nothing."
        )
    if spread < 1:
        return "The two functions differ more than the starts do among themselves."
    return (
        f"The starts differ {spread:,.1f} times as much among themselves as the two functions do, "
        "so one start proves nothing."
    )


def _stuck(found: Comparison) -> str:
    told = [
        f"{label} in {count}"
        for label, count in zip(labels(found), found.stuck.tolist(), strict=True)
        if count
    ]
    if not told:
        return ""
    return f"Stuck with a gradient of exactly 0, and unable to learn any more: {', '.join(told)}."


def _diverged(found: Comparison) -> str:
    told = [
        f"{label} in {count}"
        for label, count in zip(labels(found), found.diverged.tolist(), strict=True)
        if count
    ]
    return f"Diverged, and left out of the medians: {', '.join(told)}." if told else ""


def _conclusion(found: Comparison) -> str:
    _, second = labels(found)
    chance = coin_chance(found.wins, found.n_starts - found.ties)
    percent = f"{100 * chance:.0f} %"
    return CONCLUSIONS[found.verdict].format(second=second, chance=percent)


def _quantities(first: str, second: str) -> tuple[Quantity, ...]:
    return (
        Quantity("wins", f"starts won by {second}, of {N_STARTS}", style="integer"),
        Quantity("first_median", f"{first}, median loss", 4),
        Quantity("second_median", f"{second}, median loss", 4),
        Quantity("gain", f"{second} start for start, median", 1, "percent", signed=True),
    )
