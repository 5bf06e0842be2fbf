"""The examples in the plane of their two inputs, and the line on which the neuron cannot decide."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.moves import Moves
from visualizer.figures.theme import axis, color, layout

HEIGHT = 460
ROOM = 0.08  # of the spread of the examples, left free on every side
MOST_WIDER = 4  # times as long as the examples need: further off than that is not shown
Limits = tuple[float, float]


@lru_cache(maxsize=16)
def class_map_figure(
    titles: tuple[str, str],
    points: tuple[tuple[float, float], ...],
    high: tuple[bool, ...],
    words: tuple[str, str],
) -> go.Figure:
    """Return the map of some examples; ``boundary`` and ``yours`` are still empty.

    Args:
        titles: The names of the two inputs.
        points: The examples, as they are given, unscaled.
        high: Whether each belongs to the upper answer: it is a disc then, and a cross otherwise.
        words: What the legend says of the lower and of the upper answer.
    """
    limits = [map_limits([point[i] for point in points]) for i in (0, 1)]
    groups = [
        _examples(
            name,
            [point for point, is_high in zip(points, high, strict=True) if is_high is side],
            word,
        )
        for name, side, word in (("fail", False, words[0]), ("pass", True, words[1]))
    ]
    boundary = {
        "type": "scatter",
        "uid": "boundary",
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color("z"), "width": 3},
        "name": "cannot decide",
        "hoverinfo": "skip",
    }
    yours = {
        "type": "scatter",
        "uid": "yours",
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {
            "size": 16,
            "symbol": "diamond-open",
            "color": color("text"),
            "line": {"color": color("text"), "width": 3},
        },
        "name": "my row",
        "hoverinfo": "skip",
    }
    return go.Figure(
        {
            "data": [*groups, boundary, yours],
            "layout": layout(
                HEIGHT,
                margin={"l": 56, "r": 14, "t": 34, "b": 44},
                showlegend=True,
                legend={"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom"},
                xaxis=axis(titles[0], limits[0], zeroline=False),
                yaxis=axis(titles[1], limits[1], zeroline=False),
            ),
        }
    )


def map_limits(values: list[float], mine: float | None = None) -> Limits:
    """Return the ends of an axis with room for ``values``, finite, at least one unit long.

    Args:
        values: Of the examples.
        mine: Of the student's own row. The axis reaches there as well, unless that would squeeze
            the examples into a small part of it.
    """
    low, high = min(values), max(values)
    room = max(ROOM * (high - low), 0.5 if high - low < 1 else 0.0)
    limits = low - room, high + room
    if mine is None or limits[0] < mine < limits[1]:
        return limits
    wider = map_limits([*values, mine])
    is_close = wider[1] - wider[0] <= MOST_WIDER * (limits[1] - limits[0])
    return wider if is_close else limits


def boundary_moves(slopes: Tensor, offsets: Tensor, across: Limits, up: Limits) -> Moves:
    """Return where ``slopes · x + offset = 0`` runs, from beyond one edge to beyond the other.

    Args:
        slopes: Of z along both inputs as they are given. Shape ``(2, n_positions)``.
        offsets: z where both inputs are 0. Shape ``(n_positions,)``.
        across: Ends of the axis of the first input.
        up: Ends of the axis of the second.
    """
    middle, half = _middle_and_half(across, up)
    # In units of the picture, where it reaches from −1 to 1 both ways.
    normal = slopes * half
    height = (slopes * middle).sum(dim=0) + offsets
    length = normal.norm(dim=0)  # 0: z is the same everywhere, and nowhere is a line
    foot = -normal * height / length**2
    along = torch.stack([-normal[1], normal[0]]) / length
    ends = torch.stack([foot - 4 * along, foot + 4 * along], dim=-1)  # (2, n_positions, 2)
    places = middle[:, :, None] + half[:, :, None] * ends
    places = places.masked_fill(~(places.abs() < 1e9), torch.nan)
    return {"boundary.x": places[0].contiguous(), "boundary.y": places[1].contiguous()}


def line_place(
    slopes: Tensor, offsets: Tensor, across: Limits, up: Limits
) -> tuple[Tensor, Tensor]:
    """Return z in the middle of the picture, and how far it gets from that within the picture.

    The line, where z is 0, runs through the picture if the first is smaller than the second, and
    through its middle if it is 0. Shapes ``(n_positions,)``; for the arguments see
    :func:`boundary_moves`.
    """
    middle, half = _middle_and_half(across, up)
    return (slopes * middle).sum(dim=0) + offsets, (slopes * half).abs().sum(dim=0)


def _middle_and_half(across: Limits, up: Limits) -> tuple[Tensor, Tensor]:
    """Return the middle of the picture and half its size. Shapes ``(2, 1)``."""
    limits = torch.tensor([across, up])
    middle, half = (limits[:, 0] + limits[:, 1]) / 2, (limits[:, 1] - limits[:, 0]) / 2
    return middle[:, None], half[:, None]


def _examples(name: str, points: list[tuple[float, float]], words: str) -> dict:
    return {
        "type": "scatter",
        "uid": f"examples_{name}",
        "mode": "markers",
        "x": [point[0] for point in points],
        "y": [point[1] for point in points],
        "marker": {"size": 9, "symbol": "x" if name == "fail" else "circle", "color": color(name)},
        "name": words,
        "hovertemplate": "%{x:.2f}, %{y:.2f}<extra></extra>",
    }
