"""The map with its arrows: where they point, how long they are, and what lies over what."""

import math

import plotly.graph_objects as go
import pytest
import torch

from visualizer.figures.arrow import arrow_moves, arrow_traces
from visualizer.figures.contour import contour_figure
from visualizer.figures.moves import at, show
from visualizer.figures.slope import ARROW, slope_figure, slope_moves
from visualizer.figures.surface import lifted, surface_figure
from visualizer.figures.theme import DARK

WIDE, NARROW = (-3.0, 3.0), (-1.5, 1.5)
TITLES = ("bias, b", "weight, w₁")
POINT = torch.tensor([[0.0, 1.0], [0.5, -0.5]])
GRADIENT = torch.tensor([[3.0, 0.0], [-4.0, 0.0]])
END = torch.tensor([[-0.3, 1.0], [0.9, -0.5]])
MOVES = slope_moves(POINT, GRADIENT, END, NARROW)


def figure() -> go.Figure:
    return slope_figure(TITLES, WIDE, 5, 1.0, NARROW)


def ends(uid: str, position: int) -> list[list]:
    return [at(MOVES[f"{uid}.{letter}"], position) for letter in "xy"]


def test_the_gradient_points_where_the_loss_grows_always_as_far() -> None:
    across, up = ends("gradient", 0)
    assert (across[0], up[0]) == (0, 0.5)
    length = ARROW * 3
    assert across[1] - across[0] == pytest.approx(0.6 * length)
    assert up[1] - up[0] == pytest.approx(-0.8 * length)
    assert math.hypot(across[1] - across[0], up[1] - up[0]) == pytest.approx(length)


def test_the_step_ends_where_it_leads() -> None:
    across, up = ends("step", 0)
    assert across == pytest.approx([0, -0.3])
    assert up == pytest.approx([0.5, 0.9])


def test_without_a_slope_there_is_no_arrow_and_no_word() -> None:
    assert ends("gradient", 1) == [[1, None], [-0.5, None]]
    assert ends("step", 1) == [[1, None], [-0.5, None]]
    assert ends("gradient_word", 1) == [[None], [None]]


def test_the_word_stands_beyond_the_tip() -> None:
    (across,), (up,) = ends("gradient_word", 0)
    tip_across, tip_up = (letter[1] for letter in ends("gradient", 0))
    assert abs(across) > abs(tip_across)
    assert up < tip_up


def test_an_arrow_has_an_edge_of_paper_in_the_same_place() -> None:
    moves = arrow_moves("way", POINT, END)
    edge, arrow = arrow_traces("way", "step")
    assert (edge["uid"], arrow["uid"]) == ("way_edge", "way")
    assert edge["line"]["width"] > arrow["line"]["width"]
    assert {at(moves["way.x"], 0)[0], at(moves["way_edge.x"], 0)[0]} == {0}
    assert arrow["marker"]["symbol"] == "arrow"
    go.Figure({"data": [edge, arrow]})  # Plotly knows every attribute


def test_the_arrows_lie_over_the_trail_and_under_the_point() -> None:
    order = [trace.uid for trace in figure().data]
    for arrow in ("gradient", "step"):
        assert order.index("trail") < order.index(arrow) < order.index("marker")
    assert order.index("field") == 0
    assert len(order) == len(set(order))


def test_one_unit_is_as_long_across_as_up() -> None:
    layout = figure().layout
    assert layout.yaxis.scaleanchor == "x"
    assert layout.yaxis.scaleratio == 1
    assert (layout.xaxis.range, layout.yaxis.range) == (WIDE, NARROW)
    sides = surface_figure(TITLES, WIDE, 5, 1.0, NARROW).layout.scene.aspectratio
    assert sides.x / sides.y == pytest.approx(2)


def test_the_map_underneath_is_left_as_it_was() -> None:
    plain = contour_figure(TITLES, WIDE, 5, 1.0, NARROW)
    figure()
    assert "gradient" not in [trace.uid for trace in plain.data]
    assert plain.layout.yaxis.scaleanchor is None


def test_both_axes_may_differ() -> None:
    field = contour_figure(TITLES, WIDE, 5, 1.0, NARROW).data[0]
    assert (field.x[0], field.x[-1], field.y[0], field.y[-1]) == (*WIDE, *NARROW)
    mesh = surface_figure(TITLES, WIDE, 3, 1.0, NARROW).data[0]
    assert list(mesh.x[:4]) == [-3, 0, 3, -3]
    assert list(mesh.y[:4]) == [-1.5, -1.5, -1.5, 0]


def test_the_box_ends_above_the_surface() -> None:
    low, high = surface_figure(TITLES, WIDE, 3, 0.5).layout.scene.zaxis.range
    assert low == 0
    highest = lifted(torch.tensor([0.5, 9.0]), 0.5).tolist()  # what lies on a surface cut off there
    assert highest[0] == highest[1] < high < 0.53


def test_every_colour_has_a_dark_one() -> None:
    for trace in figure().data:
        for part in (trace.line, getattr(trace, "marker", None), getattr(trace, "textfont", None)):
            colour = getattr(part, "color", None)
            assert colour is None or colour in DARK


def test_plotly_takes_what_moves() -> None:
    for position in (0, 1):
        show(figure(), MOVES, position)
