"""The ground of a race: the lowest loss that the two weights of a place can have.

Each racer has a bias of its own, so no slice of the loss at one bias is true for all three. The
ground shows of every place the loss at the bias that is best there. It is the same for all racers
and never moves, and each of them stands on it or above it.
"""

from dataclasses import replace
from functools import lru_cache

import torch

from visualizer.core.setup import Setup
from visualizer.core.surface import Axis, loss_surfaces
from visualizer.core.task import Task
from visualizer.figures.race import Ground
from visualizer.scenes.landscape import Frame, frame_around, round_top
from visualizer.scenes.race_drawing import LIMITS

N_POINTS = 41
N_BIASES = 241  # so close that the best of them is about as good as the best there is
SATURATED = 8.0  # beyond this z no bias makes much of a difference


def map_limits(setup: Setup) -> tuple[float, float]:
    """Return first and last value of both weights on the map of a race."""
    return frame_around(setup, LIMITS).across.limits


@lru_cache(maxsize=64)
def ground_of(task: Task, frame: Frame) -> Ground:
    """Return the ground of a race; made once, then shared by everybody.

    Args:
        task: Who learns what.
        frame: The part of the loss that is drawn, with the weights along its sides.
    """
    across, up = (
        Axis(span.name, replace(span, count=N_POINTS).values()) for span in (frame.across, frame.up)
    )
    if task.is_linear_least_squares:
        inputs, targets = task.dataset.inputs, task.dataset.targets[:, None, None]
        sums = inputs[:, :1, None] * across.values + inputs[:, 1:, None] * up.values[:, None]
        # The best bias is the mean of what is missing.
        lowest = (targets - sums).var(dim=0, correction=0)
    else:
        biases = Axis(frame.held.name, torch.linspace(-1, 1, N_BIASES) * _reach(task, across, up))
        lowest = loss_surfaces(task, across, up, biases).amin(dim=0)
    top = round_top(lowest)
    return Ground(lowest.clamp(max=top), top)


def _reach(task: Task, across: Axis, up: Axis) -> float:
    """Return the largest bias that can matter: it makes up for the largest sum, and saturates."""
    weights = torch.stack([across.values.abs().amax(), up.values.abs().amax()])
    return float((task.dataset.inputs.abs() @ weights).amax()) + SATURATED
