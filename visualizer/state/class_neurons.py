"""Where the neuron of each student of a class stands: from a link to numbers, by PyTorch.

What a link leads to never changes, so it is found once for all who ask; and what is new is found
for many students at once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar

import torch
from torch import Tensor

from visualizer.core.lanes import train_lanes
from visualizer.core.setup import Setup
from visualizer.core.task import Task
from visualizer.state.address import read_address
from visualizer.state.kinds import Value
from visualizer.state.neuron_stands import Stand, begun_on, name_of, weighed
from visualizer.state.pages import NEURON_PAGES, complete, get_page
from visualizer.state.values import Values, text
from visualizer.tables.own_data import is_own

MOST_KNOWN = 4_096  # links whose neurons are remembered
MOST_PATHS = 1_024  # trainings that are, 4 kB each

Key = TypeVar("Key")
Thing = TypeVar("Thing")
Link = tuple[str, tuple[tuple[str, str], ...]]
"""A page, and key and text of all that the link to it gives."""


@dataclass(frozen=True)
class Found:
    """Where neurons stand, as far as it was to be found.

    Attributes:
        stands: One for each link; ``None`` where there is no neuron, where one learns from
            somebody's own table, and where it is still to be found.
        n_waiting: How many are still to be found.
    """

    stands: list[Stand | None]
    n_waiting: int


def stands_at(links: Sequence[tuple[str, Mapping[str, str]]]) -> list[Stand | None]:
    """Return where each neuron stands to which a link leads.

    On the page of the training that is where its training has got to; on the others, where it is
    held.

    Args:
        links: Name of a page, and the query of a link to it; a stranger's.

    Returns:
        One for each link; ``None`` where there is no neuron, or one that learns from somebody's own
        table.
    """
    return stands_within(links, None).stands


def stands_within(links: Sequence[tuple[str, Mapping[str, str]]], most_steps: int | None) -> Found:
    """Return where neurons stand, of trainings only so many as take few steps one after the other.

    Each call finds at least one more of those that are still to be found.

    Args:
        links: As in :func:`stands_at`.
        most_steps: After so many steps no further training is begun; ``None``: all are run.
    """
    keys = [(page, tuple(query.items())) for page, query in links]
    found = _known.find(keys)
    missing = list(dict.fromkeys(key for key in keys if key not in found))
    if missing:
        news = _find(missing, most_steps)
        _known.keep(news)
        found |= news
    waiting = sum(key not in found for key in keys)
    return Found([found.get(key) for key in keys], waiting)


def name_there(page: str, query: Mapping[str, str]) -> str:
    """Return a name of what a link to ``page`` shows there, whatever else it holds."""
    return name_of(values_there(page, query))


def values_there(page: str, query: Mapping[str, str]) -> Values:
    """Return the values of a page to which a link leads."""
    return _values(page, tuple(query.items()))


class _Known(Generic[Key, Thing]):
    """What is remembered, the latest last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._things: OrderedDict[Key, Thing] = OrderedDict()

    def find(self, keys: Iterable[Key]) -> dict[Key, Thing]:
        with self._lock:
            found = {key: self._things[key] for key in keys if key in self._things}
            for key in found:
                self._things.move_to_end(key)
        return found

    def keep(self, news: Mapping[Key, Thing]) -> None:
        with self._lock:
            self._things.update(news)
            while len(self._things) > self._most:
                self._things.popitem(last=False)


_known: _Known[Link, Stand | None] = _Known(MOST_KNOWN)
_paths: _Known[Setup, Tensor] = _Known(MOST_PATHS)  # weights and bias at each step


@lru_cache(maxsize=1024)
def _values(page: str, query: tuple[tuple[str, str], ...]) -> Mapping[str, Value]:
    given, _ = read_address({key: (each,) for key, each in query}, page)
    values = complete(page, given)
    return {name: values[name] for name in get_page(page).names}


def _find(keys: Sequence[Link], most_steps: int | None) -> dict[Link, Stand | None]:
    """Return where the neurons stand to which the links lead; those of one task at once."""
    begun = {key: _begin(key) for key in keys}
    setups = [setup for each in begun.values() if each for setup, step in [each] if step]
    paths = _paths.find(setups)
    news = _train([each for each in dict.fromkeys(setups) if each not in paths], most_steps)
    _paths.keep(news)
    paths |= news
    held: dict[Link, tuple[Task, Tensor]] = {}
    waiting: set[Link] = set()
    for key, each in begun.items():
        if each is None:
            continue
        setup, step = each
        if step == 0:
            held[key] = setup.task, setup.parameters
        elif setup in paths:
            held[key] = setup.task, paths[setup][step]
        else:
            waiting.add(key)
    nowhere: dict[Link, Stand | None] = {key: None for key in keys if key not in waiting}
    return {**nowhere, **_weigh(held)}


def _begin(key: Link) -> tuple[Setup, int] | None:
    """Return what is trained where a link leads, and how far; nothing where there is no neuron."""
    page, query = key
    if page not in NEURON_PAGES:
        return None
    values = _values(page, query)
    if is_own(text(values, "dataset")):
        return None
    return begun_on(page, values)


def _train(setups: Sequence[Setup], most_steps: int | None) -> dict[Setup, Tensor]:
    """Return the path of each training; those that differ in start and rate alone go together.

    The largest of these groups come first.
    """
    groups: dict[Setup, list[Setup]] = {}
    for setup in setups:
        alike = replace(setup, start=(0.0,) * len(setup.start), learning_rate=0.0)
        groups.setdefault(alike, []).append(setup)
    found: dict[Setup, Tensor] = {}
    n_steps = 0
    for alike, group in sorted(groups.items(), key=lambda each: -len(each[1])):
        if most_steps is not None and n_steps >= most_steps:
            break
        n_steps += alike.n_steps
        starts = torch.stack([setup.parameters for setup in group], dim=1)
        rates = torch.tensor([setup.learning_rate for setup in group])
        parameters = train_lanes(alike, starts, rates).parameters
        found |= {setup: parameters[:, :, lane].clone() for lane, setup in enumerate(group)}
    return found


def _weigh(held: Mapping[Link, tuple[Task, Tensor]]) -> dict[Link, Stand | None]:
    """Return where neurons stand, with the loss of each."""
    by_task: dict[Task, list[Link]] = {}
    for key, (task, _) in held.items():
        by_task.setdefault(task, []).append(key)
    found: dict[Link, Stand | None] = {}
    for task, keys in by_task.items():
        parameters = torch.stack([held[key][1] for key in keys], dim=1)
        found |= dict(zip(keys, weighed(task, parameters), strict=True))
    return found
