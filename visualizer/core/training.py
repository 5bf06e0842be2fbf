"""Training: the steps of the programs in ``loops.py``, and a record of them.

``train`` goes through the same steps without a loop's bookkeeping and notes every number on the
way; ``watch_step`` runs the loop itself and looks at it line by line. Tests hold all of them
against each other, bit for bit.
"""

from dataclasses import replace

import torch
from torch import Tensor

from visualizer.core.descent import Descent, Row
from visualizer.core.divergence import blank_after_divergence, find_divergence
from visualizer.core.one_training import OneLayer, OneTraining
from visualizer.core.passes import Trace
from visualizer.core.setup import Setup
from visualizer.core.trajectory import Trajectory
from visualizer.core.updates import one_update
from visualizer.core.watched_step import watch_step


def train(setup: Setup, watched: int | None = None) -> Trajectory:
    """Return the record of one training, bit for bit that of the loop on the page.

    Where a step takes all examples, every number in it is one on the way of that step, and
    otherwise one of a look at all of them in between.

    Args:
        setup: What the training is made from.
        watched: The step to be recorded line by line, counted from 0, if any.
    """
    trajectory = _trajectory(setup, _descend(setup))
    if watched is None or not 0 <= watched < setup.n_steps:
        return trajectory
    return replace(trajectory, lines=watch_step(setup, trajectory, watched))


@torch.inference_mode()
def _descend(setup: Setup) -> list[Row[list[Tensor], Trace]]:
    kind = OneLayer if len(setup.architecture.layers) == 1 else OneTraining
    way = kind(setup.task)
    start = way.lay_out(setup.parameters)
    return Descent(setup, way, start, one_update(setup, start)).rows(setup.n_steps + 1)


def _trajectory(setup: Setup, rows: list[Row[list[Tensor], Trace]]) -> Trajectory:
    """Return what was recorded row by row, blank after a divergence."""
    values, gradients, traces = zip(*rows, strict=True)
    kept, predictions, sums, activations = zip(*traces, strict=True)
    parameters, slopes = _flat(values), _flat(gradients)
    losses = setup.task.loss_kind.means(torch.stack(kept), setup.task.targets)
    answers, sums, activations = torch.stack(predictions), _layers(sums), _layers(activations)
    step = int(find_divergence(parameters[:, :, None], losses[:, None]))
    diverged_at = None
    if step >= 0:
        diverged_at, lane = step, torch.tensor([step])
        records = (parameters, slopes, losses[:, None], answers, *sums, *activations)
        blank_after_divergence(lane, *(each.flatten(1)[..., None] for each in records))
    return Trajectory(parameters, slopes, losses, sums, activations, answers, diverged_at)


def _flat(rows: tuple[list[Tensor], ...]) -> Tensor:
    """Return values of many states as rows of numbers. Shape ``(n_steps + 1, n_parameters)``."""
    return torch.cat([torch.stack(each).flatten(1) for each in zip(*rows, strict=True)], dim=1)


def _layers(rows: tuple[list[Tensor], ...]) -> tuple[Tensor, ...]:
    """Return what many states have of each layer, one tensor for each."""
    return tuple(torch.stack(each) for each in zip(*rows, strict=True))
