"""The curves of the activation functions, and a point that stays on them."""

import pytest
import torch

from visualizer.core.activations import ACTIVATIONS
from visualizer.figures.activations import (
    LIMITS,
    SLOPE_RANGE,
    VALUE_RANGE,
    activation_figure,
    activation_moves,
)
from visualizer.figures.moves import Moves, show

Z = torch.tensor([-9.0, -6.0, -1.3, 0.4, 2.4, 6.0, 9.0])
STUDENTS = torch.stack([Z, -Z, 0 * Z])


def moves(name: str, place: int = 0) -> Moves:
    return activation_moves(ACTIVATIONS[name], Z, STUDENTS, place)


def shown(name: str, position: int) -> dict:
    figure = show(activation_figure(name), moves(name), position)
    return {trace.uid: trace for trace in figure.data}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_curves_are_the_functions_of_the_registry(name: str) -> None:
    drawn = {trace.uid: trace for trace in activation_figure(name).data}
    z = torch.tensor(drawn["curve_0"].x)
    assert (z.min(), z.max()) == LIMITS
    assert drawn["derivative_0"].x == drawn["curve_0"].x
    function = ACTIVATIONS[name].function
    assert torch.allclose(torch.tensor(drawn["curve_0"].y), function(z), atol=1e-6)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("position", range(len(Z)))
def test_the_tangent_has_the_slope_that_autograd_finds(name: str, position: int) -> None:
    z = Z[position].clamp(*LIMITS).requires_grad_()
    value = ACTIVATIONS[name].function(z)
    value.backward()
    place, height, slope = z.item(), value.item(), z.grad.item()
    drawn = shown(name, position)
    x, y = drawn["tangent"].x, drawn["tangent"].y
    assert x[0] < place < x[1]
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(slope, abs=1e-5)
    on_it = y[0] + (place - x[0]) * (y[1] - y[0]) / (x[1] - x[0])
    assert on_it == pytest.approx(height, abs=1e-5)
    assert drawn["slope_0"].y[0] == pytest.approx(slope, abs=1e-5)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_both_points_stay_on_their_curves_and_in_the_picture(name: str) -> None:
    for position in range(len(Z)):
        drawn = shown(name, position)
        for uid, curve, limits in (
            ("point_0", "curve_0", VALUE_RANGE),
            ("slope_0", "derivative_0", SLOPE_RANGE),
        ):
            (x,), (y,) = drawn[uid].x, drawn[uid].y
            nearest = min(range(len(drawn[curve].x)), key=lambda i: abs(drawn[curve].x[i] - x))
            height = min(max(drawn[curve].y[nearest], limits[0]), limits[1])
            assert y == pytest.approx(height, abs=0.03)
            assert limits[0] <= y <= limits[1]
            assert LIMITS[0] <= x <= LIMITS[1]


def test_beyond_the_edge_the_point_becomes_an_arrow() -> None:
    symbols = [shown("silu", position)["point_0"].marker.symbol for position in range(len(Z))]
    assert symbols == ["triangle-left", *["circle"] * 5, "triangle-right"]


def test_below_the_picture_the_point_becomes_an_arrow() -> None:
    point = shown("identity", 1)["point_0"]
    assert (point.y, point.marker.symbol) == ((VALUE_RANGE[0],), "triangle-down")
    assert shown("identity", 1)["slope_0"].marker.symbol == "circle"


def test_every_student_has_a_mark_on_the_axis() -> None:
    for position in range(len(Z)):
        wanted = STUDENTS[:, position].clamp(*LIMITS).tolist()
        assert list(shown("relu", position)["students"].x) == pytest.approx(wanted)


def test_a_second_function_lies_over_the_first() -> None:
    figure = show(activation_figure("silu", "relu"), moves("silu") | moves("relu", 1), 3)
    drawn = {trace.uid: trace for trace in figure.data}
    assert drawn["curve_0"].line.dash != drawn["curve_1"].line.dash
    assert drawn["point_0"].y[0] == pytest.approx(0.4 * 0.598688, abs=1e-5)
    assert drawn["point_1"].y[0] == pytest.approx(0.4)
    assert drawn["point_0"].x == drawn["point_1"].x


def test_value_and_slope_share_one_axis_and_lie_apart() -> None:
    layout = activation_figure("silu").layout
    assert {trace.xaxis for trace in activation_figure("silu").data} <= {None, "x"}
    assert layout.yaxis2.domain[1] < layout.yaxis.domain[0]


def test_an_unknown_function_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="relu"):
        activation_figure("swish2")
