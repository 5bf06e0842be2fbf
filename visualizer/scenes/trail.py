"""The trail over the loss surface, along every control: its points, its arrows, its numbers."""

import torch
from torch import Tensor

from visualizer.core.lanes import Lanes
from visualizer.figures.descent import descent_moves
from visualizer.figures.moves import Moves
from visualizer.figures.slope import slope_moves
from visualizer.scenes.landscape import Frame, Landscape, Span
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.surface import N_STEPS

DENSE = 50  # steps that are drawn one by one; of the later ones every fifth is,
STRIDE = 5  # an odd one, so that a trail that jumps to and fro is drawn doing so
FAR = 100.0  # widths of the picture, beyond which a trail is not drawn any further

DOWN, UP, FLOWN_OFF, UNMOVED = range(4)  # courses, in the order of their sentences


def drawn_steps() -> Tensor:
    """Return the steps that a drawn trail goes through, the first and the last included."""
    return torch.tensor([*range(DENSE), *range(DENSE, N_STEPS + 1, STRIDE)])


def trail_numbers(trails: Lanes, frame: Frame) -> dict[str, Tensor]:
    """Return where every trail ends and how it gets there. Shapes ``(lanes,)``."""
    losses = trails.losses
    up, same = losses[-1] > losses[0], losses[-1] == losses[0]
    course = torch.where(up, float(UP), torch.where(same, float(UNMOVED), float(DOWN)))
    has_flown_off = trails.diverged_at >= 0
    return {
        "loss_end": losses[-1],
        **{f"{name}_end": end for name, end in zip(WEIGHTS, trails.parameters[-1], strict=True)},
        "diverged_at": trails.diverged_at.float(),
        "course": torch.where(has_flown_off, float(FLOWN_OFF), course),
        "aside": has_flown_off.float(),
        "whereabouts": _leaves(trails, frame).float(),
    }


def trail_moves(trails: Lanes, gradients: Tensor, land: Landscape) -> dict[str, Moves]:
    """Return how the point, its arrows and its trail move in both pictures.

    Args:
        trails: One for every position of every control.
        gradients: Where each begins. Shape ``(3, lanes)``.
        land: What is drawn under them.
    """
    frame = land.frame
    flat = _drawn(trails, frame)
    solid = {**flat, "z": _heights(trails, flat, land)}
    points = torch.stack([_path(trails, name)[:2] for name in frame.axes])
    gradient = gradients[[WEIGHTS.index(name) for name in frame.axes]].float()
    shorter = min(frame.across.limits, frame.up.limits, key=lambda ends: ends[1] - ends[0])
    arrows = slope_moves(points[:, 0], gradient, points[:, 1], shorter)
    return {"contour": {**_descent(flat), **arrows}, "surface": _descent(solid)}


def _leaves(trails: Lanes, frame: Frame) -> Tensor:
    """Return whether each trail leaves the picture. Shape ``(lanes,)``."""
    inside = [~_is_outside(_path(trails, span.name), span) for span in (frame.across, frame.up)]
    return ~torch.stack(inside).flatten(end_dim=1).all(dim=0)


def _is_outside(places: Tensor, span: Span) -> Tensor:
    """Return whether each place lies beyond a side of the picture, or is no number. Same shape."""
    low, high = span.limits
    return ~((places >= low) & (places <= high))


def _path(trails: Lanes, name: str) -> Tensor:
    """Return one parameter at every step of every lane. Shape ``(n_steps + 1, lanes)``."""
    return trails.parameters[:, WEIGHTS.index(name)]


def _drawn(trails: Lanes, frame: Frame) -> dict[str, Tensor]:
    """Return the drawn points of every trail across and up. Shapes ``(lanes, n_points)``."""
    drawn = {}
    for letter, span in (("x", frame.across), ("y", frame.up)):
        path = _path(trails, span.name)[drawn_steps()].T.contiguous()
        far = FAR * (span.limits[1] - span.limits[0])
        drawn[letter] = path.masked_fill(path.abs() > far, torch.nan)
    return drawn


def _heights(trails: Lanes, flat: dict[str, Tensor], land: Landscape) -> Tensor:
    """Return how high every trail runs; outside the box there is nothing to draw it over."""
    heights = trails.losses[drawn_steps()].T.clamp(max=land.top)
    for letter, span in (("x", land.frame.across), ("y", land.frame.up)):
        heights = heights.masked_fill(_is_outside(flat[letter], span), torch.nan)
    return heights.contiguous()


def _descent(drawn: dict[str, Tensor]) -> Moves:
    now = {letter: path[:, 0] for letter, path in drawn.items()}
    return descent_moves(drawn, now, shown=1)
