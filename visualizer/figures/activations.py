"""Activation functions: the value above, the slope below, and where the neuron stands on both."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.core.activations import Activation, get_activation
from visualizer.figures.moves import Choice, Moves
from visualizer.figures.theme import SMALL, axis, color, font, layout

HEIGHT = 520
LIMITS = (-6.0, 6.0)
N_POINTS = 241
VALUE_RANGE = (-1.5, 6.0)
SLOPE_RANGE = (-0.3, 1.3)


@lru_cache(maxsize=128)
def activation_figure(first: str, second: str | None = None) -> go.Figure:
    """Return the curve and the slope of one activation function, or of two laid over each other.

    Args:
        first: Name in the registry.
        second: Name of another one, or nothing.

    Raises:
        ValueError: If a name is unknown.
    """
    functions = [get_activation(name) for name in (first, second) if name is not None]
    curves = [trace for place, each in enumerate(functions) for trace in _curves(each, place)]
    return go.Figure({"data": [*curves, *_places(len(functions))], "layout": _layout()})


def activation_moves(function: Activation, z: Tensor, students: Tensor, place: int = 0) -> Moves:
    """Return where a neuron stands on the curve at every position of a control.

    Args:
        function: The activation function.
        z: The sum of the student at hand. Shape ``(n_positions,)``.
        students: The sums of all students. Shape ``(n_students, n_positions)``.
        place: 0 for the first function, which also carries the tangent and the students; 1 for
            the second.
    """
    inside = z.clamp(*LIMITS)
    value, slope = function.function(inside), function.derivative(inside)
    moves = {
        **_point(f"point_{place}", inside, value, z, VALUE_RANGE),
        **_point(f"slope_{place}", inside, slope, z, SLOPE_RANGE),
    }
    if place == 0:
        moves |= _tangent(inside, value, slope)
        moves["students.x"] = students.clamp(*LIMITS).T.contiguous()
        moves["students.y"] = torch.full_like(students.T, VALUE_RANGE[0] + 0.15)
    return moves


def _point(
    uid: str, inside: Tensor, value: Tensor, z: Tensor, limits: tuple[float, float]
) -> Moves:
    """Return a point that stays at the edge, as an arrow, when z or its value lies beyond it."""
    beyond = (z < LIMITS[0]).long() + 2 * (z > LIMITS[1]).long()
    beyond = torch.where(value < limits[0], 3, beyond)
    symbols = Choice(("circle", "triangle-left", "triangle-right", "triangle-down"), beyond)
    return {
        f"{uid}.x": inside[:, None],
        f"{uid}.y": value.clamp(*limits)[:, None],
        f"{uid}.marker.symbol": symbols,
    }


def _tangent(z: Tensor, value: Tensor, slope: Tensor) -> Moves:
    """Return the tangent at z, two units to either side."""
    reach = torch.tensor([-2.0, 2.0])
    return {
        "tangent.x": z[:, None] + reach,
        "tangent.y": value[:, None] + slope[:, None] * reach,
    }


def _curves(function: Activation, place: int) -> list[dict]:
    z = torch.linspace(*LIMITS, N_POINTS)
    dash = ("solid", "dash")[place]
    rows = (("curve", function.function(z), "activation", "y"),)
    rows += (("derivative", function.derivative(z), "derivative", "y2"),)
    return [
        {
            "type": "scatter",
            "uid": f"{name}_{place}",
            "name": function.label,
            "mode": "lines",
            "x": z.tolist(),
            "y": values.tolist(),
            "yaxis": yaxis,
            "line": {"color": color(colour), "width": 3, "dash": dash, "simplify": False},
            "opacity": (1.0, 0.75)[place],
            "hovertemplate": f"{function.label}<br>z %{{x:.2f}}<br>%{{y:.3f}}<extra></extra>",
        }
        for name, values, colour, yaxis in rows
    ]


def _places(n_functions: int) -> list[dict]:
    tangent = {
        "type": "scatter",
        "uid": "tangent",
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color("derivative"), "width": 2},
        "hoverinfo": "skip",
    }
    points = [
        _marker(f"{name}_{place}", yaxis, 14 - 3 * place)
        for place in range(n_functions)
        for name, yaxis in (("point", "y"), ("slope", "y2"))
    ]
    return [tangent, _students(), *points]


def _marker(uid: str, yaxis: str, size: int) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "markers",
        "x": [],
        "y": [],
        "yaxis": yaxis,
        "marker": {
            "size": size,
            "symbol": "circle",
            "color": color("z"),
            "line": {"color": color("paper"), "width": 2},
        },
        "hovertemplate": "z %{x:.2f}<br>%{y:.3f}<extra></extra>",
        "cliponaxis": False,
    }


def _students() -> dict:
    """Return the marks of all students along the lower edge of the upper picture."""
    return {
        "type": "scatter",
        "uid": "students",
        "mode": "markers+text",
        "x": [],
        "y": [],
        "text": [],
        "textposition": "top center",
        "textfont": font("target", SMALL),
        "marker": {"symbol": "line-ns-open", "size": 14, "color": color("target")},
        "hoverinfo": "skip",
    }


def _layout() -> dict:
    across = {"anchor": "y2"}
    return layout(
        HEIGHT,
        xaxis=axis("sum before activation, z", LIMITS, **across),
        yaxis=axis("value f(z)", VALUE_RANGE, domain=[0.42, 1.0]),
        yaxis2=axis("slope f′(z)", SLOPE_RANGE, domain=[0.0, 0.34], anchor="x"),
    )
