"""The loss surface seen from above: lines of equal loss, and the descent across them."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.descent import FLAT, descent_traces
from visualizer.figures.moves import Blend, Moves
from visualizer.figures.theme import axis, color, field_colorscale, layout

HEIGHT = 380
LINES = 12  # lines of equal loss between nothing and the top


@lru_cache(maxsize=16)
def contour_figure(
    titles: tuple[str, str],
    limits: tuple[float, float],
    n_points: int,
    top: float,
) -> go.Figure:
    """Return the map of a loss surface, its field and its descent still empty.

    Args:
        titles: What the axes are, in plain words.
        limits: First and last value of both axes.
        n_points: Points of the grid along each axis.
        top: The loss at and above which the field has its last colour.
    """
    values = torch.linspace(*limits, n_points).tolist()
    field = {
        "type": "contour",
        "uid": "field",
        "x": values,
        "y": values,
        "z": [[0.0] * n_points] * n_points,
        "colorscale": field_colorscale(),
        "zmin": 0,
        "zmax": top,
        "autocontour": False,
        "contours": {"start": top / LINES, "end": top, "size": top / LINES},
        "line": {"width": 0.6, "color": color("axis")},
        "showscale": False,
        "hovertemplate": "%{x:.2f}, %{y:.2f}<br>loss %{z:.4f}<extra></extra>",
    }
    return go.Figure(
        {
            "data": [field, *descent_traces(FLAT)],
            "layout": layout(
                HEIGHT,
                xaxis=axis(titles[0], limits, showgrid=False, zeroline=False),
                yaxis=axis(titles[1], limits, showgrid=False, zeroline=False),
            ),
        }
    )


def contour_moves(surfaces: Tensor, index: Tensor) -> Moves:
    """Return how the field changes with what it holds.

    Args:
        surfaces: Losses for every value held. Shape ``(n_slices, rows, columns)``.
        index: Which slice, fractions between two of them included. Shape ``(n_positions,)``.
    """
    return {"field.z": Blend(surfaces, index)}
