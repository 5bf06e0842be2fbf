"""The squared error of one student over the prediction: a parabola, and where it is steep."""

from functools import cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.core.losses import squared_error_slopes, squared_errors
from visualizer.figures.moves import Choice, Moves
from visualizer.figures.theme import SMALL, axis, color, font, layout
from visualizer.words.pictures import MISS, PREDICTION, SQUARED_ERROR

HEIGHT = 320
N_POINTS = 121
REACH = 0.16  # of the axis: how far the tangent goes to either side

Limits = tuple[float, float]


@cache
def parabola_figure() -> go.Figure:
    """Return the axes of the parabola and its traces, still empty.

    ``curve`` is the parabola, ``truth`` its foot, ``miss`` the residual along the axis, ``rise``
    the squared error above the prediction, ``tangent`` the slope at the ``point``.
    """
    return go.Figure(
        {
            "data": [
                _line("curve", "loss", 3),
                _line("truth", "target", 2, "dot"),
                _line("miss", "prediction", 5),
                _line("rise", "loss", 2, "dash"),
                _line("tangent", "derivative", 3),
                _point(),
                _note(),
            ],
            "layout": layout(
                HEIGHT, xaxis=axis(PREDICTION, (0, 1)), yaxis=axis(SQUARED_ERROR, (0, 1))
            ),
        }
    )


def parabola_moves(predictions: Tensor, target: Tensor, limits: Limits) -> Moves:
    """Return where a student stands on the parabola at every position of a control.

    A prediction beyond the axis stays at its edge, as an arrow.

    Args:
        predictions: Shape ``(n_positions,)``.
        target: The right answer. Shape ``()``.
        limits: First and last prediction on the axis.
    """
    low, high = limits
    inside = predictions.clamp(low, high)
    targets = target.expand_as(inside)
    errors, slopes = squared_errors(inside, targets), squared_error_slopes(inside, targets)
    reach = REACH * (high - low) * torch.tensor([-1.0, 1.0])
    beyond = (predictions < low).long() + 2 * (predictions > high).long()
    floor = torch.zeros_like(errors)
    return {
        "point.x": inside[:, None],
        "point.y": errors[:, None],
        "point.marker.symbol": Choice(("circle", "triangle-left", "triangle-right"), beyond),
        "tangent.x": inside[:, None] + reach,
        "tangent.y": errors[:, None] + slopes[:, None] * reach,
        "miss.x": torch.stack([targets, inside], dim=1),
        "miss.y": torch.stack([floor, floor], dim=1),
        "rise.x": torch.stack([inside, inside], dim=1),
        "rise.y": torch.stack([floor, errors], dim=1),
    }


def curve_moves(target: Tensor, limits: Limits) -> Moves:
    """Return the parabola itself, which no control moves: one position.

    Args:
        target: The right answer. Shape ``()``.
        limits: First and last prediction on the axis.
    """
    places = torch.linspace(*limits, N_POINTS)
    errors = squared_errors(places, target.expand_as(places))
    return {
        "curve.x": places[None],
        "curve.y": errors[None],
        "truth.x": target.expand(1, 2),
        "truth.y": torch.tensor([[0.0, highest_error(float(target), limits)]]),
        "note.x": torch.tensor([[sum(limits) / 2]]),
        "note.y": torch.tensor([[highest_error(float(target), limits)]]),
    }


def parabola_layout(target: float, limits: Limits) -> dict[str, object]:
    """Return the ranges of both axes, as changes of the layout."""
    return {
        "xaxis.range": list(limits),
        "yaxis.range": [0.0, 1.08 * highest_error(target, limits)],
    }


def highest_error(target: float, limits: Limits) -> float:
    """Return the largest squared error of a prediction on the axis."""
    return max((end - target) ** 2 for end in limits)


def _line(uid: str, colour: str, width: int, dash: str = "solid") -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color(colour), "width": width, "dash": dash},
        "hoverinfo": "skip",
    }


def _point() -> dict:
    return {
        "type": "scatter",
        "uid": "point",
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {
            "size": 14,
            "symbol": "circle",
            "color": color("prediction"),
            "line": {"color": color("paper"), "width": 2},
        },
        "hovertemplate": MISS,
        "cliponaxis": False,
    }


def _note() -> dict:
    return {
        "type": "scatter",
        "uid": "note",
        "mode": "text",
        "x": [],
        "y": [],
        "text": [],
        "textposition": "bottom center",
        "textfont": font("derivative", SMALL + 2),
        "hoverinfo": "skip",
    }
