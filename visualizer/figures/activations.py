"""Activation functions: the value above, the slope below, and where the neuron stands on both.

Between the two runs a strip with the numbers of all students, each above its own z.
"""

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
BEND = 1e-6  # a slope that jumps at 0 is drawn upright: one point more this close to either side
NAME = 0.35  # from a curve to the middle of its name
ROWS = 3  # of numbers in the strip, so that students with nearly the same z can all be read
SHAPES = ("circle", "diamond")  # the place on the first function, on the second


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
    names = [_names(*functions)] if second is not None else []
    return go.Figure({"data": [*curves, *names, *_places(len(functions))], "layout": _layout()})


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
        **_point(f"point_{place}", inside, value, z, VALUE_RANGE, SHAPES[place]),
        **_point(f"slope_{place}", inside, slope, z, SLOPE_RANGE, SHAPES[place]),
    }
    if place == 0:
        moves |= _tangent(inside, value, slope)
        moves["students.x"] = students.clamp(*LIMITS).T.contiguous()
        rows = ROWS - 0.5 - torch.arange(len(students)) % ROWS
        moves["students.y"] = rows.expand(len(z), -1).contiguous()
    return moves


def _point(
    uid: str, inside: Tensor, value: Tensor, z: Tensor, limits: tuple[float, float], shape: str
) -> Moves:
    """Return a point that stays at the edge, as an arrow, when z or its value lies beyond it."""
    beyond = (z < LIMITS[0]).long() + 2 * (z > LIMITS[1]).long()
    beyond = torch.where(value < limits[0], 3, beyond)
    symbols = Choice((shape, "triangle-left", "triangle-right", "triangle-down"), beyond)
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
    z = _grid()
    dash = ("solid", "dash")[place]
    rows = (
        ("curve", function.function(z), "activation", "y"),
        ("derivative", function.derivative(z), "derivative", "y2"),
    )
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
            "hovertemplate": f"{function.label}<br>z %{{x:.2f}}<br>%{{y:.4~g}}<extra></extra>",
        }
        for name, values, colour, yaxis in rows
    ]


def _grid() -> Tensor:
    """Return where the curves are drawn, close to both sides of 0 included."""
    grid = torch.cat([torch.linspace(*LIMITS, N_POINTS), torch.tensor([-BEND, BEND])])
    return grid.sort().values


def _names(first: Activation, second: Activation) -> dict:
    """Return the names of two functions, each beside its own curve where the two lie far apart."""
    z = torch.linspace(-4.5, 4.5, 181)
    values = torch.stack([first.function(z), second.function(z)])
    lowest, highest = VALUE_RANGE[0] + 0.5, VALUE_RANGE[1] - 0.5
    seen = ((values >= lowest) & (values <= highest)).all(dim=0)
    at = int((values[0] - values[1]).abs().where(seen, torch.tensor(-1.0)).argmax())
    upper = values[0, at] >= values[1, at]
    return {
        "type": "scatter",
        "uid": "names",
        "mode": "text",
        "x": [float(z[at])] * 2,
        "y": (values[:, at] + NAME * torch.tensor([1, -1] if upper else [-1, 1])).tolist(),
        "text": [first.label, second.label],
        "textposition": "middle center",
        "textfont": font("activation"),
        "hoverinfo": "skip",
    }


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
        _marker(f"{name}_{place}", yaxis, SHAPES[place])
        for place in range(n_functions)
        for name, yaxis in (("point", "y"), ("slope", "y2"))
    ]
    return [tangent, _students(), *points]


def _marker(uid: str, yaxis: str, shape: str) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "markers",
        "x": [],
        "y": [],
        "yaxis": yaxis,
        "marker": {
            "size": 14,
            "symbol": shape,
            "color": color("z"),
            "line": {"color": color("paper"), "width": 2},
        },
        "hovertemplate": "z %{x:.2f}<br>%{y:.4~g}<extra></extra>",
        "cliponaxis": False,
    }


def _students() -> dict:
    """Return the marks of all students in the strip between the two pictures."""
    return {
        "type": "scatter",
        "uid": "students",
        "mode": "markers+text",
        "x": [],
        "y": [],
        "yaxis": "y3",
        "text": [],
        "textposition": "middle center",
        "textfont": font("target", SMALL),
        "marker": {
            "symbol": "circle",
            "size": 17,
            "color": color("paper"),
            "line": {"color": color("target"), "width": 1},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _layout() -> dict:
    across = {"anchor": "y2"}
    return layout(
        HEIGHT,
        xaxis=axis("sum before activation, z", LIMITS, **across),
        yaxis=axis("value f(z)", VALUE_RANGE, domain=[0.45, 1.0]),
        yaxis2=axis("slope f′(z)", SLOPE_RANGE, domain=[0.0, 0.32], anchor="x"),
        yaxis3=axis(
            "students",
            (0, ROWS),
            domain=[0.325, 0.445],
            anchor="x",
            showgrid=False,
            zeroline=False,
            showticklabels=False,
            ticks="",
        )
        # Who is at the edge lies half beyond it.
        | {"title": {"text": "students", "font": font("muted"), "standoff": 20}},
    )
