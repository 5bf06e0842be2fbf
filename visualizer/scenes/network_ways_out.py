"""Ways out of trouble with a network: one change for each finding, tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import torch

from visualizer.core.lanes import train_lanes
from visualizer.core.model import initial_parameters
from visualizer.scenes.network_moment import numbers_now
from visualizer.scenes.network_numbers import (
    ALL_RIGHT,
    BEYOND,
    COPIES,
    DEAD,
    DIVERGED,
    NO_ACTIVATION,
    NO_LAYER,
    ONE_COPY,
    ONE_DEAD,
    ONE_SATURATED,
    SATURATED,
    VANISHING,
    network_numbers,
)
from visualizer.scenes.network_trend import RISES
from visualizer.state.kinds import Value
from visualizer.state.network_examples import has_numbers
from visualizer.state.network_parameters import OWN_ACTIVATIONS, SAME
from visualizer.state.network_rate import CALM
from visualizer.state.number_texts import shortest
from visualizer.state.parameters import get_number
from visualizer.state.values import Values, number
from visualizer.state.views.network import NetworkView, network_view
from visualizer.words.network_ways_out import (
    A_LAYER,
    A_LAYER_OF_TANH,
    ANOTHER_START,
    AT_RANDOM,
    BACK_TO,
    FOUND,
    FOUND_OF_NUMBERS,
    ONE_LAYER,
    ONE_UNIT,
    SLOWER,
    USE,
    USUAL_RATE,
)

N_SEEDS = 16
MOST_TRIED = 3  # seeds, of those that look good side by side

Changes = Mapping[str, Value]
Offers = Iterator[tuple[str, Changes]]

_BY_FACT: Mapping[int, str] = MappingProxyType(
    {
        NO_LAYER: "straight",
        NO_ACTIVATION: "straight",
        DEAD: "dead",
        ONE_DEAD: "dead",
        COPIES: "copies",
        ONE_COPY: "copies",
        SATURATED: "saturated",
        ONE_SATURATED: "saturated",
        VANISHING: "vanishing",
    }
)
_BY_VERDICT: Mapping[int, str] = MappingProxyType({DIVERGED: "diverged", BEYOND: "beyond"})
UNITS_IN_TROUBLE = ("dead", "saturated", "copies")
_GONE = ("diverged", "beyond")


@dataclass(frozen=True)
class WayOut:
    """A change that ends one finding.

    Attributes:
        finding: Which one.
        said: What it is, in a short sentence.
        label: What it does, in a few words.
        changes: Name of each parameter that it sets to its new value.
    """

    finding: str
    said: str
    label: str
    changes: Changes


@lru_cache(maxsize=256)
def findings(view: NetworkView) -> tuple[str, ...]:
    """Return what is said to be wrong with the network at the step at hand, in words of code."""
    numbers = {name: float(row[0]) for name, row in numbers_now(view).items()}
    fact = _BY_FACT.get(round(numbers["facts"]))
    if fact == "straight" and numbers["verdict"] == ALL_RIGHT:
        fact = None  # nothing has to bend
    found = (
        _BY_VERDICT.get(round(numbers["verdict"])),
        fact,
        "overfits" if numbers.get("trend") == RISES else None,
    )
    return tuple(each for each in found if each is not None)


def ways_out(values: Values) -> tuple[WayOut, ...]:
    """Return one way out for every finding, if one of those that help others helps here.

    Args:
        values: The checked values of the page.
    """
    found: list[WayOut] = []
    for finding in findings(network_view(values)):
        way = _way_out(finding, values)
        if way is not None and all(way.changes != other.changes for other in found):
            found.append(way)
    return tuple(found)


def _way_out(finding: str, values: Values) -> WayOut | None:
    """Return what ends a finding, the first after which all is right if there is one.

    Where nothing gets all right, it is the first that gets no less right than now.
    """
    now, found = network_view(values), None
    for label, changes in _OFFERS[finding](values):
        after = network_view({**values, **changes})
        if {finding, *_GONE} & set(findings(after)) or _gets_worse(finding, now, after):
            continue
        way = WayOut(finding, _said(finding, now), label, changes)
        if after.step == 0 or _verdict(after) == ALL_RIGHT:
            return way
        found = found or way
    return found


def _said(finding: str, view: NetworkView) -> str:
    """Return what is wrong, in a short sentence."""
    numbers = {name: round(float(numbers_now(view)[name][0])) for name in UNITS_IN_TROUBLE}
    count, n_units = numbers.get(finding, 0), sum(view.sizes)
    template = FOUND_OF_NUMBERS if view.setup.task.wants_numbers else FOUND
    one = ONE_UNIT[finding] if finding in ONE_UNIT and count == 1 else template[finding]
    return one.format(count=count, n_units=n_units)


def _verdict(view: NetworkView) -> int:
    return round(float(numbers_now(view)["verdict"][0]))


def _gets_worse(finding: str, now: NetworkView, after: NetworkView) -> bool:
    """Return whether what leads out costs right answers.

    A network without numbers has none to lose, an untrained one neither, and who has learned by
    heart knows more by heart than later.
    """
    if finding in {*_GONE, "overfits"} or now.step == 0:
        return False
    before, later = numbers_now(now), numbers_now(after)
    if now.setup.task.wants_numbers:
        return float(later["off"][0]) > float(before["off"][0])
    return float(later["right"][0]) < float(before["right"][0])


def _slower(values: Values) -> Offers:
    rate = get_number("learning_rate_network")
    for factor, label in SLOWER.items():
        slow = shortest(float(f"{number(values, rate.name) * factor:.3g}"))
        if slow >= rate.limits[0]:
            yield label, {rate.name: slow}


def _usual_rate(values: Values) -> Offers:
    rate = get_number("learning_rate_network")
    assert rate.default is not None
    yield USUAL_RATE, {rate.name: CALM if has_numbers(values) else rate.default}


def _another_start(values: Values) -> Offers:
    view = network_view(values)
    for seed in _good_seeds(replace(view, start="seed"), findings(view)[0]):
        yield ANOTHER_START, {"network_seed": seed, "network_start": "seed"}


@lru_cache(maxsize=64)
def _good_seeds(view: NetworkView, finding: str) -> tuple[int, ...]:
    """Return the first seeds after that of ``view`` whose networks have no such finding.

    They are trained side by side, of which each may end a little elsewhere than by itself.
    """
    setup = replace(view.setup, n_steps=view.step)
    seeds = [(view.seed + more) % 10_000 for more in range(1, N_SEEDS + 1)]
    drawn = [initial_parameters(seed, setup.architecture) for seed in seeds]
    trained = train_lanes(setup, torch.stack(drawn, dim=1), record=False).parameters[0]
    facts = network_numbers(view, trained)["facts"].tolist()
    is_good = [
        _BY_FACT.get(round(fact)) != finding and bool(lane.isfinite().all())
        for fact, lane in zip(facts, trained.T, strict=True)
    ]
    good = (seed for seed, is_kept in zip(seeds, is_good, strict=True) if is_kept)
    return tuple(good)[:MOST_TRIED]


def _use(*activations: str) -> Callable[[Values], Offers]:
    def offers(values: Values) -> Offers:
        own = {layer: SAME for layer in OWN_ACTIVATIONS if values[layer] != SAME}
        for name in activations:
            if own or name != values["network_activation"]:
                yield USE[name], {"network_activation": name, **own}

    return offers


def _only(label: str, **changes: Value) -> Callable[[Values], Offers]:
    return lambda _: iter([(label, changes)])


def _back(values: Values) -> Offers:
    step = int(numbers_now(network_view(values))["best_step"][0])
    yield BACK_TO.format(step=step), {"step_network": step}


def _each(*kinds: Callable[[Values], Offers]) -> Callable[[Values], Offers]:
    def offers(values: Values) -> Offers:
        for kind in kinds:
            yield from kind(values)

    return offers


# What may help, the best first.
_OFFERS: Mapping[str, Callable[[Values], Offers]] = MappingProxyType(
    {
        "diverged": _each(_slower, _usual_rate, _only(AT_RANDOM, network_start="seed")),
        "beyond": _only(AT_RANDOM, network_start="seed"),
        "straight": _each(
            _use("tanh"),
            _only(A_LAYER, hidden_layers=1),
            _only(A_LAYER_OF_TANH, hidden_layers=1, network_activation="tanh"),
        ),
        "dead": _each(_slower, _another_start, _use("leaky_relu", "tanh")),
        "copies": _only(AT_RANDOM, network_start="seed"),
        "saturated": _each(_slower, _another_start, _use("relu")),
        "vanishing": _each(_use("tanh", "relu"), _another_start, _only(ONE_LAYER, hidden_layers=1)),
        "overfits": _back,
    }
)
