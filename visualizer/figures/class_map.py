"""The examples in the plane of their two inputs, and the line on which the neuron cannot decide."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.moves import Moves
from visualizer.figures.theme import axis, color, layout

HEIGHT = 460
ROOM = 0.08  # of the spread of the examples, left free on every side
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


def map_limits(values: list[float]) -> Limits:
    """Return the ends of an axis with room for ``values``, finite, at least one unit long."""
    low, high = min(values), max(values)
    room = max(ROOM * (high - low), 0.5 if high - low < 1 else 0.0)
    return low - room, high + room


def boundary_moves(slopes: Tensor, offsets: Tensor, across: Limits, up: Limits) -> Moves:
    """Return where ``slopes · x + offset = 0`` runs, from beyond one edge to beyond the other.

    Args:
        slopes: Of z along both inputs as they are given. Shape ``(2, n_positions)``.
        offsets: z where both inputs are 0. Shape ``(n_positions,)``.
        across: Ends of the axis of the first input.
        up: Ends of the axis of the second.
    """
    middle = torch.tensor([[sum(across) / 2], [sum(up) / 2]])
    half = torch.tensor([[(across[1] - across[0]) / 2], [(up[1] - up[0]) / 2]])
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
