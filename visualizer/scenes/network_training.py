"""The training of a network, kept as far as the page needs it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.core.lane_losses import lane_losses
from visualizer.core.setup import Setup
from visualizer.core.sizes import SizedTraining, train_sizes
from visualizer.core.task import Task
from visualizer.core.training import train
from visualizer.state.views.network import NetworkView

BESIDE = 1e-6  # of each weight: more than what rounding makes of it in the first steps
ALIKE = 1e-3  # parameters that differ by less, or by less of their size, are the same on screen


@dataclass(frozen=True, eq=False)
class NetworkRun:
    """What a training went through; row ``k`` is the state after ``k`` steps, row 0 the start.

    Attributes:
        parameters: Shape ``(n_steps + 1, n_parameters)``.
        losses: Shape ``(n_steps + 1,)``.
        diverged_at: First step without finite numbers, −1 for never; later rows are NaN.
    """

    parameters: Tensor
    losses: Tensor
    diverged_at: int

    def until(self, step: int) -> int:
        """Return ``step``, or the last one before it that has numbers."""
        return step if self.diverged_at < 0 else min(step, max(self.diverged_at - 1, 0))


@lru_cache(maxsize=128)  # at most 300 kB each; nobody changes them
def network_run(setup: Setup) -> NetworkRun:
    """Return the training of ``setup``, bit for bit that of the loop on the page."""
    trajectory = train(setup)
    diverged_at = -1 if trajectory.diverged_at is None else trajectory.diverged_at
    parameters = trajectory.parameters.clone()
    if diverged_at == 0:  # a start at which the loss is no number
        parameters[0] = setup.parameters
    return NetworkRun(parameters, trajectory.losses.clone(), diverged_at)


@lru_cache(maxsize=16)  # at most two megabytes each
def sized_runs(setup: Setup, sizes: tuple[Setup, ...]) -> tuple[NetworkRun, ...]:
    """Return the trainings of several sizes of a network.

    Args:
        setup: The size at hand, whose training is kept anyway.
        sizes: All of them; they differ in the number of units and in the start only.
    """
    others = [each for each in sizes if each != setup]
    if not others:
        return (network_run(setup),)
    # A training may hang by its last digits, and among others they are rounded otherwise. So each
    # has a twin that starts a hair's breadth beside it: where both do not end alike, the loop of
    # the page has the word.
    found = train_sizes([*others, *map(_beside, others)])
    pairs = zip(others, found[: len(others)], found[len(others) :], strict=True)
    runs = {each: _run_of(own) if _alike(own, twin) else None for each, own, twin in pairs}
    return tuple(runs.get(each) or network_run(each) for each in sizes)


def _beside(setup: Setup) -> Setup:
    return replace(setup, start=tuple(each * (1 + BESIDE) for each in setup.start))


def _alike(one: SizedTraining, other: SizedTraining) -> bool:
    return one.diverged_at == other.diverged_at and torch.allclose(
        one.parameters, other.parameters, rtol=ALIKE, atol=ALIKE, equal_nan=True
    )


def _run_of(training: SizedTraining) -> NetworkRun:
    return NetworkRun(training.parameters, training.losses, training.diverged_at)


def parameters_at(view: NetworkView) -> Tensor:
    """Return the network at the step at hand. Shape ``(n_parameters,)``.

    At the start nothing has to be trained for it. After a divergence it is the last one that had
    numbers.
    """
    if view.step == 0:
        return view.setup.parameters
    run = network_run(view.setup)
    return run.parameters[run.until(view.step)]


def losses_on(dataset: Dataset, setup: Setup, parameters: Tensor) -> Tensor:
    """Return the loss of many networks on other examples than those they learn from.

    Args:
        dataset: The examples.
        setup: Who learned, and what counts as wrong.
        parameters: Shape ``(n_parameters, lanes)``.

    Returns:
        Shape ``(lanes,)``.
    """
    with torch.no_grad():
        return lane_losses(Task(setup.architecture, dataset, setup.loss), parameters)


def last_test_loss(view: NetworkView, parameters: Tensor) -> float | None:
    """Return the loss on the examples that a network never learns from, if there are any.

    Args:
        view: The network.
        parameters: Its weights and biases, shape ``(n_parameters,)``.
    """
    if view.test is None:
        return None
    return float(losses_on(view.test, view.setup, parameters[:, None])[0])
