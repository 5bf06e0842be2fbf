"""The trail over the loss surface, along every control: its points, its arrows, its numbers."""

import torch
from torch import Tensor

from visualizer.core.lanes import Lanes
from visualizer.figures.descent import descent_moves
from visualizer.figures.moves import Moves, in_short_below, in_short_over, to_fine_places
from visualizer.figures.slope import slope_moves
from visualizer.figures.surface import lifted
from visualizer.scenes.landscape import Frame, Landscape, Span
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.surface import N_STEPS

DENSE = 50  # steps that are drawn one by one; of the later ones every fifth is,
STRIDE = 5  # an odd one, so that a trail that jumps to and fro is drawn doing so
FAR = 100.0  # widths of the picture, beyond which a trail is not drawn any further


def drawn_steps() -> Tensor:
    """Return the steps that a drawn trail goes through, the first and the last included."""
    return torch.tensor([*range(DENSE), *range(DENSE, N_STEPS + 1, STRIDE)])


def trail_numbers(trails: Lanes, frame: Frame) -> dict[str, Tensor]:
    """Return where every trail ends and whether it stays in the picture. Shapes ``(lanes,)``."""
    return {
        **{f"{name}_end": end for name, end in zip(WEIGHTS, trails.parameters[-1], strict=True)},
        "aside": (trails.diverged_at >= 0).float(),
        "whereabouts": _leaves(trails, frame).float(),
    }


def trail_moves(
    trails: Lanes, gradients: Tensor, land: Landscape, steps: Tensor | None = None
) -> dict[str, Moves]:
    """Return how the point, its arrows and its trail move in both pictures.

    Args:
        trails: One for every position of every control.
        gradients: Where each begins. Shape ``(3, lanes)``.
        land: What is drawn under them.
        steps: Those that a trail goes through, the usual ones if ``None``.
    """
    frame, steps = land.frame, drawn_steps() if steps is None else steps
    drawn = drawn_places(trails, frame, steps)
    heights = _heights(trails, drawn, land, steps)
    # Nobody reads a place off a trail; of both pictures it travels once.
    flat = short_places(drawn, frame)
    solid = {**flat, "z": in_short_below(to_fine_places(heights, (0, land.top)), land.top)}
    now = {letter: path[:, 0] for letter, path in {**drawn, "z": heights}.items()}
    points = torch.stack([_path(trails, name)[:2] for name in frame.axes])
    gradient = gradients[[WEIGHTS.index(name) for name in frame.axes]].float()
    shorter = min(frame.across.limits, frame.up.limits, key=lambda ends: ends[1] - ends[0])
    arrows = slope_moves(points[:, 0], gradient, points[:, 1], shorter)
    return {
        "contour": {**_descent(flat, now), **arrows},
        "surface": _descent(solid, now),
    }


def _leaves(trails: Lanes, frame: Frame) -> Tensor:
    """Return whether each trail leaves the picture. Shape ``(lanes,)``."""
    # What is no number is both the lowest and the highest of its trail.
    ends = trails.parameters.amin(dim=0), trails.parameters.amax(dim=0)
    across, up = (
        [_is_outside(each[WEIGHTS.index(span.name)], span) for each in ends]
        for span in (frame.across, frame.up)
    )
    return torch.stack([*across, *up]).any(dim=0)


def _is_outside(places: Tensor, span: Span) -> Tensor:
    """Return whether each place lies beyond a side of the picture, or is no number. Same shape."""
    low, high = span.limits
    return ~((places >= low) & (places <= high))


def _path(trails: Lanes, name: str) -> Tensor:
    """Return one parameter at every step of every lane. Shape ``(n_steps + 1, lanes)``."""
    return trails.parameters[:, WEIGHTS.index(name)]


def drawn_places(trails: Lanes, frame: Frame, steps: Tensor) -> dict[str, Tensor]:
    """Return the drawn points of every trail across and up. Shapes ``(lanes, n_points)``."""
    drawn = {}
    for letter, span in (("x", frame.across), ("y", frame.up)):
        path = _path(trails, span.name).index_select(0, steps).T.contiguous()
        far = FAR * (span.limits[1] - span.limits[0])
        drawn[letter] = path.masked_fill(path.abs() > far, torch.nan)
    return drawn


def short_places(drawn: dict[str, Tensor], frame: Frame) -> dict[str, Tensor]:
    """Return drawn points in few bytes. Same shapes."""
    spans = {"x": frame.across, "y": frame.up}
    return {letter: in_short_over(path, spans[letter].limits) for letter, path in drawn.items()}


def _heights(trails: Lanes, flat: dict[str, Tensor], land: Landscape, steps: Tensor) -> Tensor:
    """Return how high every trail runs; outside the box there is nothing to draw it over."""
    heights = lifted(trails.losses.index_select(0, steps).T.contiguous(), land.top)
    across, up = land.frame.across, land.frame.up
    return heights.masked_fill(
        _is_outside(flat["x"], across) | _is_outside(flat["y"], up), torch.nan
    )


def _descent(drawn: dict[str, Tensor], points: dict[str, Tensor]) -> Moves:
    now = {letter: points[letter] for letter in drawn}
    return descent_moves(drawn, now, shown=1)
