"""What a network answers all over the plane of its two inputs, and where it cannot decide."""

import math
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.moves import in_short
from visualizer.figures.theme import (
    answer_colorscale,
    axis,
    certainty_colorscale,
    class_colorscale,
    color,
    layout,
)

HEIGHT = 420
N_POINTS = 29  # of the grid, each way
SURE = 4.0  # logits: from a chance of 98 % on the map is as dark as it gets
NINETY = math.log(0.9 / 0.1)  # the logit of a chance of 90 %
MARKED = slice(2, None, 4)  # rows and columns of the grid that have a mark
SHOWS = ("probability", "classes", "certainty")
Limits = tuple[float, float]
Points = tuple[tuple[float, float], ...]


@lru_cache(maxsize=16)
def answer_map_figure(
    titles: tuple[str, str],
    limits: tuple[Limits, Limits],
    groups: tuple[tuple[str, bool, bool, Points], ...],
    shows: str = "probability",
) -> go.Figure:
    """Return the map with its examples; ``field``, ``border`` and ``marks`` are still empty.

    Besides its colours, the side of those who fail has small crosses where the classes are shown,
    and lines beside the border say where the network is sure where that is.

    Args:
        titles: The names of the two inputs.
        limits: First and last value of the axis across, and of the one upwards.
        groups: Words of the legend, whether they pass, whether they are tested only, and where they
            lie, of some examples each.
        shows: One of ``SHOWS``.
    """
    if shows not in SHOWS:
        raise ValueError(f"shows must be one of {', '.join(SHOWS)}; not {shows!r}")
    ground = [_classes(limits), _marks(limits)] if shows == "classes" else _fields(limits, shows)
    return go.Figure(
        {
            "data": [*ground, *map(_examples, groups), ring()],
            "layout": layout(
                HEIGHT,
                margin={"l": 56, "r": 14, "t": 34, "b": 44},
                showlegend=True,
                legend={"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom"},
                xaxis=axis(titles[0], limits[0], showgrid=False, zeroline=False),
                yaxis=axis(titles[1], limits[1], showgrid=False, zeroline=False),
            ),
        }
    )


def grid_points(limits: tuple[Limits, Limits], n_points: int, down: bool = False) -> Tensor:
    """Return the points of a grid row by row, from the lowest row up. Shape ``(n_points², 2)``.

    Args:
        limits: First and last value across, and upwards.
        n_points: Points each way.
        down: From the highest row down, as pictures have it.
    """
    across, up = (torch.linspace(*each, n_points) for each in limits)
    up = up.flip(0) if down else up
    rows, columns = torch.meshgrid(up, across, indexing="ij")
    return torch.stack([columns.flatten(), rows.flatten()], dim=1)


def answer_moves(
    logits: Tensor, limits: tuple[Limits, Limits], shows: str = "probability"
) -> dict[str, Tensor]:
    """Return how the map changes along a control.

    Args:
        logits: How sure the network is, at the points of the grid; below 0 for what fails. Shape
            ``(n_points², n_positions)``.
        limits: Those of the map.
        shows: What the map shows.
    """
    side = round(len(logits) ** 0.5)
    fields = in_short(logits.T.reshape(-1, side, side))
    if shows != "classes":
        return {"field.z": fields, "border.z": fields}
    fails = (fields[:, MARKED, MARKED] < 0).flatten(1)
    across, _ = _mark_places(limits)
    # A mark that is not wanted waits outside: only what has a place is moved without a new drawing.
    return {"border.z": fields, "marks.x": in_short(torch.where(fails, across, _outside(limits)))}


def _fields(limits: tuple[Limits, Limits], shows: str) -> list[dict]:
    """Return the field of how likely or how sure an answer is, and its lines."""
    if shows == "probability":
        return [_field(limits, answer_colorscale()), _border(limits)]
    border = _border(limits)
    border["contours"] |= {"start": -NINETY, "end": NINETY, "size": NINETY}
    return [_field(limits, certainty_colorscale()), border]


def _classes(limits: tuple[Limits, Limits]) -> dict:
    """Return both sides of the border as areas."""
    border = _border(limits)
    border["contours"] |= {"coloring": "fill"}
    return border | {"colorscale": class_colorscale()}


def _marks(limits: tuple[Limits, Limits]) -> dict:
    across, up = _mark_places(limits)
    return {
        "type": "scatter",
        "uid": "marks",
        "mode": "markers",
        "x": torch.full_like(across, _outside(limits)).tolist(),
        "y": up.tolist(),
        "marker": {
            "size": 5,
            "symbol": "x-thin",
            "color": color("fail"),
            "line": {"color": color("fail"), "width": 1},
        },
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _mark_places(limits: tuple[Limits, Limits]) -> tuple[Tensor, Tensor]:
    """Return where the marks stand, across and upwards. Shapes ``(n_marks,)``."""
    grid = grid_points(limits, N_POINTS).reshape(N_POINTS, N_POINTS, 2)
    across, up = grid[MARKED, MARKED].flatten(0, 1).unbind(dim=1)
    return across, up


def _outside(limits: tuple[Limits, Limits]) -> float:
    low, high = limits[0]
    return low - (high - low)


def _field(limits: tuple[Limits, Limits], colorscale: list) -> dict:
    return {
        "type": "heatmap",
        "uid": "field",
        **_grid(limits),
        "colorscale": colorscale,
        "zmin": -SURE,
        "zmax": SURE,
        "zsmooth": "fast",
        "showscale": False,
        "hoverinfo": "skip",
    }


def _border(limits: tuple[Limits, Limits]) -> dict:
    return {
        "type": "contour",
        "uid": "border",
        **_grid(limits),
        "autocontour": False,
        "contours": {"start": 0, "end": 0, "size": 1, "coloring": "none"},
        "line": {"width": 3, "color": color("z")},
        "showscale": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _grid(limits: tuple[Limits, Limits]) -> dict:
    across, up = (torch.linspace(*each, N_POINTS).tolist() for each in limits)
    return {"x": across, "y": up, "z": [[0.0] * N_POINTS] * N_POINTS}


def ring() -> dict:
    """Return a ring around one point, the same in every picture; it has no place yet."""
    return {
        "type": "scatter",
        "uid": "point",
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {
            "size": 18,
            "symbol": "circle-open",
            "color": color("text"),
            "line": {"color": color("text"), "width": 2.5},
        },
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _examples(group: tuple[str, bool, bool, Points]) -> dict:
    words, passes, is_test, points = group
    symbol = "circle" if passes else "x"
    return {
        "type": "scatter",
        "uid": f"{'test' if is_test else 'examples'}_{'pass' if passes else 'fail'}",
        "mode": "markers",
        "x": [point[0] for point in points],
        "y": [point[1] for point in points],
        "marker": {
            "size": 8,
            "symbol": f"{symbol}-open" if is_test else symbol,
            "color": color("pass" if passes else "fail"),
            "line": {"color": color("paper"), "width": 0 if is_test else 1},
        },
        "name": words,
        "hovertemplate": "%{x:.2f}, %{y:.2f}<extra></extra>",
    }
