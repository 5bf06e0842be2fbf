"""The curves of the activation functions, and a point that stays on them."""

from itertools import pairwise

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


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_slope_that_jumps_is_drawn_upright(name: str) -> None:
    """Between two neighbours of the grid a smooth slope changes little, however small the step."""
    (curve,) = (trace for trace in activation_figure(name).data if trace.uid == "derivative_0")
    steps = torch.tensor(curve.x, dtype=torch.float64).diff()
    climbs = torch.tensor(curve.y, dtype=torch.float64).diff().abs()
    assert (steps > 0).all()
    assert climbs[steps > 1e-3].max() < 0.1


def test_every_function_has_a_shape_of_its_own() -> None:
    figure = show(activation_figure("silu", "relu"), moves("silu") | moves("relu", 1), 3)
    drawn = {trace.uid: trace.marker.symbol for trace in figure.data}
    assert drawn["point_0"] == drawn["slope_0"] != drawn["point_1"] == drawn["slope_1"]
    resting = {trace.uid: trace.marker.symbol for trace in activation_figure("silu", "relu").data}
    assert resting["point_1"] == drawn["point_1"]


@pytest.mark.parametrize("second", [name for name in ACTIVATIONS if name != "silu"])
def test_two_curves_are_named_where_they_stand(second: str) -> None:
    functions = [ACTIVATIONS["silu"], ACTIVATIONS[second]]
    (names,) = (each for each in activation_figure("silu", second).data if each.uid == "names")
    assert list(names.text) == [each.label for each in functions]
    z = torch.tensor(names.x)
    heights = [float(each.function(z)[0]) for each in functions]
    assert (heights[0] > heights[1]) == (names.y[0] > names.y[1])
    for height, other, label in zip(heights, heights[::-1], names.y, strict=True):
        assert abs(label - height) < 0.5
        assert abs(label - height) < abs(label - other)
        assert VALUE_RANGE[0] < label < VALUE_RANGE[1]


def test_one_curve_needs_no_name() -> None:
    assert "names" not in {trace.uid for trace in activation_figure("silu").data}


def test_three_students_can_be_told_apart_wherever_they_stand() -> None:
    together = activation_moves(ACTIVATIONS["relu"], Z, torch.zeros(3, len(Z)))
    figure = show(activation_figure("relu"), together, 0)
    (students,) = (trace for trace in figure.data if trace.uid == "students")
    layout = figure.layout
    strip = layout.yaxis3
    assert students.yaxis == "y3"
    assert all(strip.range[0] < y < strip.range[1] for y in students.y)
    apart = sorted(students.y)
    inside = layout.height - layout.margin.t - layout.margin.b
    pixels = inside * (strip.domain[1] - strip.domain[0]) / (strip.range[1] - strip.range[0])
    assert min(b - a for a, b in pairwise(apart)) * pixels >= students.textfont.size
    assert layout.yaxis2.domain[1] <= strip.domain[0] < strip.domain[1] <= layout.yaxis.domain[0]


def test_value_and_slope_share_one_axis_and_lie_apart() -> None:
    layout = activation_figure("silu").layout
    assert {trace.xaxis for trace in activation_figure("silu").data} <= {None, "x"}
    assert layout.yaxis2.domain[1] < layout.yaxis.domain[0]


def test_an_unknown_function_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="relu"):
        activation_figure("swish2")
