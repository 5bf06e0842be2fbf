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
from visualizer.figures.race import AWAY
from visualizer.scenes.race import Descents

ABOUT_POINTS = 110  # of a drawn path, so that a release stays small
STRIDE = 3  # odd: of a path that goes to and fro, every second step would show one side only
INSIDE = 0.97  # of the way from the middle of the map to its edge
LIMITS = (-1.5, 1.5)  # of the map, and of where a start usually is


@dataclass(frozen=True, eq=False)
class Drawing:
    """The lines of the map and of the loss plot, at every position of a slider.

    Attributes:
        steps: The steps that the lines go through, up to the one at hand. Shape ``(n_points,)``,
            int64.
        paths: For each letter of an axis of the map the way there. Shapes
            ``(n_positions, n_points)``.
        losses: The losses there. Shape ``(n_positions, n_points)``.
        now: For each letter where the step at hand lies. Shapes ``(n_positions,)``.
        loss: The loss at it. Shape ``(n_positions,)``.
        exits: Where it has left the map by then, across and up; ``AWAY`` where it has not. Shape
            ``(2, n_positions)``.
    """

    steps: Tensor
    paths: Mapping[str, Tensor]
    losses: Tensor
    now: Mapping[str, Tensor]
    loss: Tensor
    exits: Tensor


@lru_cache(maxsize=16)
def draw_descents(descents: Descents, step: int, limits: tuple[float, float] = LIMITS) -> Drawing:
    """Return what is drawn of ``descents`` while ``step`` is at hand, on a map with ``limits``."""
    lanes, weights = descents.lanes, seen_weights(descents, limits)
    steps = drawn_steps(len(lanes.losses) - 1, step)
    steps = steps[steps <= step]  # what is still to come is not drawn
    left_at, exits = exits_of(descents, limits)
    return Drawing(
        steps=steps,
        paths={letter: weights[steps, place].T.contiguous() for place, letter in enumerate("xy")},
        losses=lanes.losses[steps].T.contiguous(),
        now={letter: weights[step, place] for place, letter in enumerate("xy")},
        loss=lanes.losses[step],
        exits=exits.where(left_at <= step, AWAY),
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
    is_outside = _is_outside(weights, limits)
    left_before = is_outside.cumsum(dim=0) - is_outside.int() > 0
    is_lost = left_before & (descents.diagnoses == DIAGNOSES.index("diverged"))
    return weights.masked_fill(is_lost[:, None], torch.nan)


@lru_cache(maxsize=16)
def exits_of(descents: Descents, limits: tuple[float, float] = LIMITS) -> tuple[Tensor, Tensor]:
    """Return when and where each lane that diverged left the map for the first time.

    Returns:
        The step after which it is outside, more than there are for one that stays; shape
        ``(n_positions,)``, int64. Where its path crosses the edge, across and up, a little inside
        so that a mark there is seen whole; shape ``(2, n_positions)``.
    """
    weights = descents.lanes.parameters[:, :2]
    is_outside = _is_outside(weights, limits) | ~weights.isfinite().all(dim=1)
    goes = is_outside.any(dim=0) & (descents.diagnoses == DIAGNOSES.index("diverged"))
    left_at = torch.where(goes, is_outside.int().argmax(dim=0), len(weights))
    after = left_at.clamp(max=len(weights) - 1)
    lanes = torch.arange(weights.shape[2])
    inside, outside = weights[(after - 1).clamp(min=0), :, lanes], weights[after, :, lanes]
    slope = descents.lanes.gradients[(after - 1).clamp(min=0), :2, lanes]
    way = _way(inside, outside, slope, limits[1] - limits[0])
    edge = torch.where(way > 0, limits[1], limits[0])
    # How much of the last step lies on the map, along the side that it crosses first.
    part = ((edge - inside) / way).where(way != 0, 1).nan_to_num(1).amin(dim=1).clamp(0, 1)
    crossing = (inside + part[:, None] * way).nan_to_num(0)
    return left_at, crossing.clamp(INSIDE * limits[0], INSIDE * limits[1]).T


def _way(inside: Tensor, outside: Tensor, slope: Tensor, width: float) -> Tensor:
    """Return where a step leads; of one to no number as far as leaves the map, against the slope.

    Args:
        inside: Where it was taken. Shape ``(n_positions, 2)``, and so of the others.
        outside: Where it led.
        slope: The gradient where it was taken.
        width: Of the map.
    """
    way = outside - inside
    # Beside a side without end every other one is nothing.
    steep = torch.where(slope.isinf().any(dim=1, keepdim=True), slope.isinf() * slope.sign(), slope)
    steep = steep.nan_to_num(0)
    beyond = -width * steep / steep.abs().amax(dim=1, keepdim=True).clamp(min=1e-30)
    return way.where(way.isfinite().all(dim=1, keepdim=True), beyond)


def _is_outside(weights: Tensor, limits: tuple[float, float]) -> Tensor:
    """Return where weights lie beyond the map. Shape ``(n_steps + 1, n_positions)``."""
    return ((weights < limits[0]) | (weights > limits[1])).any(dim=1)
