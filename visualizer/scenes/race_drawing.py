"""What is drawn of a race: of the trainings of all positions of a slider, the lines and the points.

It is worked out once for all racers whose sliders have the same positions, and then travels to the
browser once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.diagnosis import DIAGNOSES
from visualizer.scenes.race import Descents

ABOUT_POINTS = 110  # of a drawn path, so that a release stays small
STRIDE = 3  # odd: of a path that goes to and fro, every second step would show one side only
LIMITS = (-1.5, 1.5)  # of the map, and of where a start usually is


@dataclass(frozen=True, eq=False)
class Drawing:
    """The lines of the map and of the loss plot, at every position of a slider.

    Attributes:
        steps: The steps that the lines go through. Shape ``(n_points,)``, int64.
        shown: How many of them lie at or before the step at hand.
        paths: For each letter of an axis of the map the way there. Shapes
            ``(n_positions, n_points)``.
        losses: The losses there. Shape ``(n_positions, n_points)``.
        now: For each letter where the step at hand lies. Shapes ``(n_positions,)``.
        loss: The loss at it. Shape ``(n_positions,)``.
    """

    steps: Tensor
    shown: int
    paths: Mapping[str, Tensor]
    losses: Tensor
    now: Mapping[str, Tensor]
    loss: Tensor


@lru_cache(maxsize=16)
def draw_descents(descents: Descents, step: int, limits: tuple[float, float] = LIMITS) -> Drawing:
    """Return what is drawn of ``descents`` while ``step`` is at hand, on a map with ``limits``."""
    lanes, weights = descents.lanes, seen_weights(descents, limits)
    steps = drawn_steps(len(lanes.losses) - 1, step)
    return Drawing(
        steps=steps,
        shown=int((steps <= step).sum()),
        paths={letter: weights[steps, place].T.contiguous() for place, letter in enumerate("xy")},
        losses=lanes.losses[steps].T.contiguous(),
        now={letter: weights[step, place] for place, letter in enumerate("xy")},
        loss=lanes.losses[step],
    )


def drawn_steps(n_steps: int, step: int) -> Tensor:
    """Return the steps that a drawn path goes through: the first ones all, ``step``, the last.

    Args:
        n_steps: Number of steps of the training.
        step: The step at hand.
    """
    first = min(n_steps, max(0, (ABOUT_POINTS * STRIDE - n_steps) // (STRIDE - 1)))
    steps = torch.arange(n_steps + 1)
    is_drawn = (steps <= first) | ((steps - first) % STRIDE == 0)
    return steps[is_drawn | (steps == step) | (steps == n_steps)]


@lru_cache(maxsize=16)
def seen_weights(descents: Descents, limits: tuple[float, float] = LIMITS) -> Tensor:
    """Return the weights of all lanes as far as they are to be seen; NaN from there on.

    What diverges crosses the whole map at every step, further and further out. Without what it does
    after it has left the map, it does not hide it.

    Returns:
        Shape ``(n_steps + 1, 2, n_positions)``.
    """
    weights = descents.lanes.parameters[:, :2]
    is_outside = ((weights < limits[0]) | (weights > limits[1])).any(dim=1)
    left_before = is_outside.cumsum(dim=0) - is_outside.int() > 0
    is_lost = left_before & (descents.diagnoses == DIAGNOSES.index("diverged"))
    return weights.masked_fill(is_lost[:, None], torch.nan)
