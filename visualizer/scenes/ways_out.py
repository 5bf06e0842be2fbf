"""Ways out: for every racer in trouble one change that helps, tried out before it is offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch

from visualizer.core.diagnosis import DIAGNOSES, diagnose
from visualizer.core.lanes import train_lanes
from visualizer.core.model import initial_parameters
from visualizer.core.setup import Setup
from visualizer.core.stability import learning_rate_limit
from visualizer.figures.race import RACERS
from visualizer.scenes.race import Race, rate_key
from visualizer.state.kinds import Value
from visualizer.state.number_texts import number_text, shortest
from visualizer.state.parameters import get_number
from visualizer.words.learning_rate import (
    ANOTHER_START,
    HALF,
    HALF_OF_THE_LIMIT,
    STANDARDIZE,
    TEN_TIMES,
)

TOO_FAR = ("diverged", "oscillating")
TOO_SLOW = ("still", "crawling")
STUCK = ("dead", "saturated", "flat")
SEEDS = range(1, 17)
FASTER = 10


@dataclass(frozen=True)
class WayOut:
    """A change that helps racers out of their trouble.

    Attributes:
        racers: Whom it helps.
        label: What it does, in a few words.
        changes: Name of each parameter that it sets to its new value.
    """

    racers: tuple[str, ...]
    label: str
    changes: Mapping[str, Value]


def ways_out(race: Race) -> tuple[WayOut, ...]:
    """Return one way out for every problem of the race; none where all goes well."""
    stuck = tuple(racer for racer in RACERS if race.word(racer) in STUCK)
    rates = tuple(race.rate(racer) for racer in stuck)
    start = _other_start(race.setup, stuck, rates) if stuck else None
    found: list[WayOut | None] = [start]
    for racer in RACERS:
        word = race.word(racer)
        if word in TOO_FAR or (word in STUCK and start is None):
            found.append(_slower(race, racer))
        elif word in TOO_SLOW:
            found.append(_faster(race, racer))
    return tuple(way for way in found if way is not None)


def _slower(race: Race, racer: str) -> WayOut | None:
    """Return half the rate, or half of the limit where that is exact and half is not enough."""
    key, rate, limit = rate_key(racer), race.rate(racer), learning_rate_limit(race.setup.dataset)
    if rate <= get_number(key).limits[0]:
        return None
    if race.setup.task.is_linear_least_squares and rate / 2 >= limit:
        return _set_rate(racer, limit / 2, HALF_OF_THE_LIMIT)
    return _set_rate(racer, rate / 2, HALF)


def _faster(race: Race, racer: str) -> WayOut | None:
    """Return a higher rate if the limit leaves room for one, or else scaled inputs."""
    rate, limit = race.rate(racer), learning_rate_limit(race.setup.dataset)
    if race.setup.task.is_linear_least_squares and rate < limit / 4:
        return _set_rate(racer, limit / 2, HALF_OF_THE_LIMIT)
    highest = get_number(rate_key(racer)).maximum
    if not race.setup.task.is_linear_least_squares and FASTER * rate <= highest:
        return _set_rate(racer, FASTER * rate, TEN_TIMES)
    if race.setup.dataset.scaling != "standardized":
        label = STANDARDIZE.format(racer=RACERS[racer])
        return WayOut((racer,), label, {"scaling": "standardized"})
    return None


def _set_rate(racer: str, rate: float, label: str) -> WayOut:
    number = get_number(rate_key(racer))
    low, high = number.limits
    rate = shortest(float(f"{min(max(rate, low), high):.3g}"))
    said = label.format(racer=RACERS[racer], rate=number_text(rate))
    return WayOut((racer,), said, {number.name: rate})


@lru_cache(maxsize=64)
def _other_start(setup: Setup, racers: tuple[str, ...], rates: tuple[float, ...]) -> WayOut | None:
    """Return the first random start from which none of ``racers`` gets stuck or flies apart."""
    starts = torch.stack([initial_parameters(seed, setup.architecture) for seed in SEEDS], dim=1)
    n_starts, n_racers = len(SEEDS), len(racers)
    all_rates = torch.tensor(rates).repeat_interleave(n_starts)
    lanes = train_lanes(setup, starts.repeat(1, n_racers), all_rates)
    words = diagnose(setup, lanes).view(n_racers, n_starts)
    bad = torch.tensor([DIAGNOSES.index(word) for word in (*STUCK, "diverged")])
    is_good = ~torch.isin(words, bad).any(dim=0)
    if not bool(is_good.any()):
        return None
    numbers = starts[:, int(is_good.int().argmax())].tolist()
    names = setup.architecture.names
    changes = {name: shortest(number) for name, number in zip(names, numbers, strict=True)}
    label = ANOTHER_START[n_racers - 1].format(*(RACERS[racer] for racer in racers))
    return WayOut(racers, label, changes)
