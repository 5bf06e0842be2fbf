"""Where the neuron of a page stands, from the values of the page to numbers, by PyTorch."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from visualizer.core.lane_losses import lane_losses
from visualizer.core.lanes import train_lanes
from visualizer.core.setup import Setup
from visualizer.core.task import Task
from visualizer.state.setup_of import setup_of
from visualizer.state.values import Values
from visualizer.state.views.neuron import NeuronView, neuron_view
from visualizer.state.views.start import start_view
from visualizer.state.views.training import training_view


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

    @property
    def is_finite(self) -> bool:
        """Whether it stands anywhere at all: a training may have diverged."""
        return all(map(math.isfinite, (*self.parameters, self.loss)))


def begun_on(page: str, values: Values) -> tuple[Setup, int]:
    """Return what is trained on a page, and how far; not at all where a neuron is held.

    Args:
        page: One with a neuron.
        values: Those of the page.
    """
    return _READERS.get(page, _held)(values)


def stand_on(page: str, values: Values) -> Stand:
    """Return where the neuron of a page stands: in a training where that has got to.

    Args:
        page: One with a neuron.
        values: Those of the page.
    """
    setup, step = begun_on(page, values)
    parameters = setup.parameters
    if step:
        rates = torch.tensor([setup.learning_rate])
        parameters = train_lanes(setup, parameters[:, None], rates).parameters[step, :, 0]
    return weighed(setup.task, parameters[:, None])[0]


def weighed(task: Task, parameters: Tensor) -> list[Stand]:
    """Return where neurons stand, with the loss of each.

    Args:
        task: What all of them learn.
        parameters: Both weights and the bias of each. Shape ``(3, n_neurons)``.
    """
    losses = lane_losses(task, parameters).tolist()
    found = zip(parameters.T.tolist(), losses, strict=True)
    return [Stand(task, tuple(numbers), loss) for numbers, loss in found]


def is_as_begun(page: str, values: Values, start: Values, free: Collection[str]) -> bool:
    """Tell whether nothing but what may be moved is otherwise than at the start of a task.

    Where all may be moved, the examples have to be the same.

    Args:
        page: One with a neuron.
        values: Those of the page.
        start: Those that the task begins with.
        free: Names of the parameters that may be moved; all if empty.
    """
    first, place = begun_on(page, start)
    if not free:
        return begun_on(page, values)[0].dataset == first.dataset
    put_back = {**values, **{name: start[name] for name in free}}
    return begun_on(page, put_back) == (first, place)


def name_of(values: Values) -> str:
    """Return a name of what a page shows.

    Args:
        values: Those of the page.
    """
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


def _held(values: Values) -> tuple[Setup, int]:
    return replace(setup_of(values), n_steps=0), 0


def _seen(view: NeuronView) -> tuple[Setup, int]:
    return Setup(view.neuron, view.examples, view.weights, n_steps=0), 0


def _in_training(values: Values) -> tuple[Setup, int]:
    view = training_view(values)
    setup = view.setup
    if setup.recipe.takes_all(setup.dataset.n_samples):  # then the seed shuffles nothing
        setup = replace(setup, recipe=replace(setup.recipe, seed=0))
    return setup, view.step


_READERS = {
    "start": lambda values: _seen(start_view(values)),
    "neuron": lambda values: _seen(neuron_view(values)),
    "training": _in_training,
}
