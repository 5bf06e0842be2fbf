"""Where the neuron of each student of a class stands: from a link to numbers, by PyTorch.

What a link leads to never changes, so it is found once for all who ask; and what is new is found
for many students at once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.lanes import train_lanes
from visualizer.core.passes import lane_losses
from visualizer.core.setup import Setup, Task
from visualizer.state.address import read_address
from visualizer.state.kinds import Value
from visualizer.state.pages import PAGES, complete, get_page
from visualizer.state.parameters import WEIGHTS
from visualizer.state.setup_of import setup_of
from visualizer.state.values import Values, text
from visualizer.state.views.neuron import NeuronView, neuron_view
from visualizer.state.views.start import start_view
from visualizer.state.views.training import training_view
from visualizer.tables.own_data import is_own

MOST_KNOWN = 4_096  # links whose neurons are remembered
NEURON_PAGES = tuple(page for page, each in PAGES.items() if set(WEIGHTS) <= set(each.names))
"""The pages on which a student has a neuron."""

Link = tuple[str, tuple[tuple[str, str], ...]]
"""A page, and key and text of all that the link to it gives."""


@dataclass(frozen=True)
class Stand:
    """Where a neuron stands.

    Attributes:
        task: What it learns.
        parameters: Both weights and the bias.
        loss: On the examples of the task; not finite after a divergence.
    """

    task: Task
    parameters: tuple[float, ...]
    loss: float


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
    keys = [(page, tuple(query.items())) for page, query in links]
    found = _known.find(keys)
    missing = list(dict.fromkeys(key for key in keys if key not in found))
    if missing:
        news = _find(missing)
        _known.keep(news)
        found |= news
    return [found[key] for key in keys]


def same_there(page: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two links to ``page`` lead to the same there, whatever else they hold."""
    first, second = (_values(page, tuple(each.items())) for each in (one, other))
    return first == second


class _Known:
    """What is remembered, the latest last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stands: OrderedDict[Link, Stand | None] = OrderedDict()

    def find(self, keys: Sequence[Link]) -> dict[Link, Stand | None]:
        with self._lock:
            found = {key: self._stands[key] for key in keys if key in self._stands}
            for key in found:
                self._stands.move_to_end(key)
        return found

    def keep(self, news: Mapping[Link, Stand | None]) -> None:
        with self._lock:
            self._stands.update(news)
            while len(self._stands) > MOST_KNOWN:
                self._stands.popitem(last=False)


_known = _Known()


@lru_cache(maxsize=1024)
def _values(page: str, query: tuple[tuple[str, str], ...]) -> Mapping[str, Value]:
    given, _ = read_address({key: (each,) for key, each in query}, page)
    values = complete(page, given)
    return {name: values[name] for name in get_page(page).names}


def _find(keys: Sequence[Link]) -> dict[Link, Stand | None]:
    """Return where the neurons stand to which the links lead; those of one task at once."""
    begun = {key: _begin(key) for key in keys}
    held: dict[Link, tuple[Task, Tensor]] = {}
    trained: dict[Setup, list[tuple[Link, Setup, int]]] = {}
    for key, each in begun.items():
        if each is None:
            continue
        setup, step = each
        if step == 0:
            held[key] = setup.task, setup.parameters
        else:
            alike = replace(setup, start=(0.0,) * len(setup.start), learning_rate=0.0, n_steps=0)
            trained.setdefault(alike, []).append((key, setup, step))
    for alike, runs in trained.items():
        held |= _train(alike, runs)
    return {**dict.fromkeys(keys), **_weigh(held)}


def _begin(key: Link) -> tuple[Setup, int] | None:
    """Return what is trained where a link leads, and how far; nothing where there is no neuron."""
    page, query = key
    if page not in NEURON_PAGES:
        return None
    values = _values(page, query)
    if is_own(text(values, "dataset")):
        return None
    return _READERS.get(page, _held)(values)


def _held(values: Values) -> tuple[Setup, int]:
    return replace(setup_of(values), n_steps=0), 0


def _seen(view: NeuronView) -> tuple[Setup, int]:
    return Setup(view.neuron, view.examples, view.weights, n_steps=0), 0


def _in_training(values: Values) -> tuple[Setup, int]:
    view = training_view(values)
    return view.setup, view.step


_READERS = {
    "start": lambda values: _seen(start_view(values)),
    "neuron": lambda values: _seen(neuron_view(values)),
    "training": _in_training,
}


def _train(
    alike: Setup, runs: Sequence[tuple[Link, Setup, int]]
) -> dict[Link, tuple[Task, Tensor]]:
    """Return where trainings have got to that differ in start, rate and length alone."""
    starts = torch.stack([setup.parameters for _, setup, _ in runs], dim=1)
    rates = torch.tensor([setup.learning_rate for _, setup, _ in runs])
    longest = max(step for _, _, step in runs)
    lanes = train_lanes(replace(alike, n_steps=longest), starts, rates)
    return {
        key: (setup.task, lanes.parameters[step, :, lane])
        for lane, (key, setup, step) in enumerate(runs)
    }


def _weigh(held: Mapping[Link, tuple[Task, Tensor]]) -> dict[Link, Stand | None]:
    """Return where neurons stand, with the loss of each."""
    by_task: dict[Task, list[Link]] = {}
    for key, (task, _) in held.items():
        by_task.setdefault(task, []).append(key)
    found: dict[Link, Stand | None] = {}
    for task, keys in by_task.items():
        parameters = torch.stack([held[key][1] for key in keys], dim=1)
        losses = lane_losses(task, parameters).tolist()
        for key, numbers, loss in zip(keys, parameters.T.tolist(), losses, strict=True):
            found[key] = Stand(task, tuple(numbers), loss)
    return found
