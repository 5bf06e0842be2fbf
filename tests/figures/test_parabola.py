"""The parabola: its foot at the truth, the point on it, the tangent that touches it."""

import pytest
import torch

from visualizer.figures.moves import at, show
from visualizer.figures.parabola import (
    curve_moves,
    highest_error,
    parabola_figure,
    parabola_layout,
    parabola_moves,
)

TARGET = torch.tensor(0.62)
PREDICTIONS = torch.tensor([0.0, 0.3, 0.62, 0.97])
MOVES = parabola_moves(PREDICTIONS, TARGET, (0.0, 1.0))


def test_the_curve_is_a_parabola_with_its_foot_at_the_truth():
    still = curve_moves(TARGET, (0.0, 1.0))
    x, y = still["curve.x"][0].double(), still["curve.y"][0].double()
    assert float(x[y.argmin()]) == pytest.approx(0.62, abs=0.01)
    assert torch.allclose(y.diff().diff(), 2 * x.diff()[0] ** 2, atol=1e-5)
    assert at(still["truth.x"], 0) == pytest.approx([0.62, 0.62])


@pytest.mark.parametrize("position", range(4))
def test_the_point_is_on_the_curve_and_the_tangent_touches_it_there(position):
    residual = float(PREDICTIONS[position] - TARGET)
    (x,), (y,) = at(MOVES["point.x"], position), at(MOVES["point.y"], position)
    assert (x, y) == pytest.approx((float(PREDICTIONS[position]), residual**2), abs=1e-6)
    (left, right), (low, high) = at(MOVES["tangent.x"], position), at(MOVES["tangent.y"], position)
    assert (high - low) / (right - left) == pytest.approx(2 * residual, abs=1e-5)
    assert (low + high) / 2 == pytest.approx(y, abs=1e-6)
    assert (left + right) / 2 == pytest.approx(x, abs=1e-6)


@pytest.mark.parametrize("position", range(4))
def test_the_miss_is_as_long_as_the_residual_and_the_rise_as_the_error(position):
    residual = float(PREDICTIONS[position] - TARGET)
    start, end = at(MOVES["miss.x"], position)
    assert end - start == pytest.approx(residual, abs=1e-6)
    floor, top = at(MOVES["rise.y"], position)
    assert (floor, top) == pytest.approx((0, residual**2), abs=1e-6)


def test_a_prediction_beyond_the_axis_stays_at_its_edge_as_an_arrow():
    moves = parabola_moves(torch.tensor([-7.0, 0.5, 31.0]), TARGET, (-2.0, 2.0))
    symbols = [at(moves["point.marker.symbol"], position) for position in range(3)]
    assert symbols == ["triangle-left", "circle", "triangle-right"]
    assert [at(moves["point.x"], position)[0] for position in range(3)] == [-2.0, 0.5, 2.0]
    assert at(moves["point.y"], 2)[0] == pytest.approx((2 - 0.62) ** 2, rel=1e-5)


@pytest.mark.parametrize("limits", [(0.0, 1.0), (-50.0, 50.0), (0.0, 2.0)])
def test_the_axes_hold_the_whole_curve(limits):
    ranges = parabola_layout(float(TARGET), limits)
    low, high = ranges["yaxis.range"]
    assert ranges["xaxis.range"] == list(limits)
    errors = curve_moves(TARGET, limits)["curve.y"]
    assert low == 0
    assert float(errors.max()) == pytest.approx(highest_error(float(TARGET), limits), rel=1e-5)
    assert float(errors.max()) < high


def test_plotly_takes_every_move():
    still = curve_moves(TARGET, (0.0, 1.0))
    figure = show(show(parabola_figure(), still, 0), MOVES, 2)
    assert {trace.uid for trace in figure.data if trace.x} >= {"curve", "point", "tangent", "miss"}
