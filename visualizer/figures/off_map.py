"""A cross at the edge of a map, while the point of a training lies beyond it."""

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.core.divergence import surely_finite
from visualizer.figures.moves import Moves, in_short
from visualizer.figures.theme import color

INSIDE = 0.97  # of the way from the middle to the edge, so that a cross there is seen whole
AWAY = 1e4  # beyond every map: only what has a place can be moved without drawing it anew


def with_off_map(figure: go.Figure) -> go.Figure:
    """Return a map with the cross, which waits outside."""
    found = go.Figure(figure)
    found.add_scatter(
        uid="off_map",
        mode="markers",
        x=[AWAY],
        y=[AWAY],
        marker={
            "symbol": "x",
            "size": 15,
            "color": color("step"),
            "line": {"color": color("paper"), "width": 2},
        },
        hoverinfo="skip",
    )
    return found


def is_off(points: Tensor, limits: tuple[float, float]) -> Tensor:
    """Return which points lie beyond a map, or are no numbers. Shape ``(n_positions,)``.

    Args:
        points: Across and up. Shape ``(2, n_positions)``.
        limits: First and last value of both axes.
    """
    low, high = limits
    return ~((points >= low) & (points <= high)).all(dim=0)


def off_map_moves(points: Tensor, last: Tensor, limits: tuple[float, float]) -> Moves:
    """Return where the cross is: at the edge nearest to the point, away while that is on the map.

    Args:
        points: Across and up. Shape ``(2, n_positions)``.
        last: Where each was last a number. Same shape.
        limits: First and last value of both axes.
    """
    nearest = points.where(points.isfinite(), last).nan_to_num(0)
    edge = nearest.clamp(INSIDE * limits[0], INSIDE * limits[1])
    places = in_short(edge.where(is_off(points, limits), AWAY))
    return {f"off_map.{letter}": row[:, None] for letter, row in zip("xy", places, strict=True)}


def last_numbers(paths: Tensor) -> Tensor:
    """Return where each path was last a number, at every step. Same shape.

    Args:
        paths: Shape ``(n_steps + 1, 2, n_paths)``.
    """
    if surely_finite(paths):
        return paths
    steps = torch.arange(len(paths))[:, None]
    is_number = paths.isfinite().all(dim=1)
    latest = steps.where(is_number, 0).cummax(dim=0).values
    return paths.gather(0, latest[:, None].expand_as(paths))
