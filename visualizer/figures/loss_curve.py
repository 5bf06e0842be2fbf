"""The loss curve: how wrong the neuron is after every step of its training."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.moves import Moves, Prefix, RowPrefix
from visualizer.figures.theme import axis, color, layout

HEIGHT = 300


@lru_cache(maxsize=16)
def loss_curve_figure(n_steps: int) -> go.Figure:
    """Return the axes of the loss over ``n_steps`` steps, and its traces, still empty.

    ``curve`` is the whole training, ``so_far`` the part up to the step at hand, ``marker`` that
    step. The loss axis gets its range from the page, with each release.
    """
    return go.Figure(
        {
            "data": [_line("curve", 2, 0.45), _line("so_far", 4, 1.0), _marker()],
            "layout": layout(
                HEIGHT,
                xaxis=axis("step", (0, n_steps)),
                yaxis=axis("loss (MSE)", (0, 1)),
            ),
        }
    )


def loss_curve_moves(steps: Tensor, losses: Tensor, shown: int, step: int, loss: Tensor) -> Moves:
    """Return how the curve moves along a control that changes the training.

    Args:
        steps: The steps of the drawn points. Shape ``(n_points,)``.
        losses: The loss there, at every position. Shape ``(n_positions, n_points)``.
        shown: How many of the points lie at or before the step at hand.
        step: The step at hand.
        loss: The loss at it, at every position. Shape ``(n_positions,)``.
    """
    everywhere = steps.float().expand(len(losses), -1)
    return {
        "curve.x": everywhere,
        "curve.y": losses,
        "so_far.x": RowPrefix(everywhere, shown),
        "so_far.y": RowPrefix(losses, shown),
        "marker.x": torch.full((len(losses), 1), float(step)),
        "marker.y": loss[:, None],
    }


def loss_step_moves(losses: Tensor) -> Moves:
    """Return how the part up to now grows along the steps of one training.

    Args:
        losses: The loss at every step. Shape ``(n_steps + 1,)``.
    """
    steps = torch.arange(len(losses), dtype=torch.float32)
    counts = torch.arange(1, len(losses) + 1)
    return {
        "so_far.x": Prefix(steps, counts),
        "so_far.y": Prefix(losses, counts),
        "marker.x": steps[:, None],
        "marker.y": losses[:, None],
    }


def _line(uid: str, width: int, opacity: float) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color("loss"), "width": width},
        "opacity": opacity,
        "hovertemplate": "step %{x:.0f}<br>loss %{y:.4f}<extra></extra>",
    }


def _marker() -> dict:
    return {
        "type": "scatter",
        "uid": "marker",
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {
            "size": 12,
            "color": color("step"),
            "line": {"color": color("paper"), "width": 2},
        },
        "hovertemplate": "step %{x:.0f}<br>loss %{y:.4f}<extra></extra>",
        "cliponaxis": False,
    }
