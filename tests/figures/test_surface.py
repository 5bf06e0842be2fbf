"""The loss surface in space and from above, and the descent across both."""

import pytest
import torch

from visualizer.core.architecture import make_neuron
from visualizer.core.surface import Axis, loss_surfaces
from visualizer.core.task import Task
from visualizer.figures.contour import contour_figure, contour_moves, pull_moves
from visualizer.figures.descent import (
    FLAT,
    SOLID,
    branch_moves,
    descent_moves,
    descent_step_moves,
    descent_traces,
    no_branch_moves,
)
from visualizer.figures.moves import show
from visualizer.figures.surface import grid_triangles, surface_figure, surface_moves
from visualizer.figures.theme import CLEAR, color
from visualizer.tables.loading import load_dataset

N = 9
LIMITS = (-2.0, 2.0)
TITLES = ("weight 1, w₁", "weight 2, w₂")
GRID = torch.linspace(*LIMITS, N)
BIASES = torch.tensor([-1.0, 1.0])
MAP = (TITLES, LIMITS, N, 0.7)


@pytest.fixture(scope="module")
def surfaces() -> torch.Tensor:
    """The losses of the linear neuron on the three students, for two biases."""
    neuron, dataset = make_neuron(output="identity"), load_dataset("three_students", "tenths")
    axes = (Axis("weight_1", GRID), Axis("weight_2", GRID), Axis("bias", BIASES))
    return loss_surfaces(Task(neuron, dataset), *axes)


def drawn_surface(surfaces: torch.Tensor, index: float) -> dict[tuple[float, float], float]:
    figure = surface_figure(TITLES, LIMITS, N, 9.0)
    moves = surface_moves(surfaces.flatten(1), torch.tensor([index]))
    (mesh,) = (trace for trace in show(figure, moves, 0).data if trace.uid == "surface")
    assert list(mesh.intensity) == list(mesh.z)
    return {(x, y): z for x, y, z in zip(mesh.x, mesh.y, mesh.z, strict=True)}


def drawn_field(surfaces: torch.Tensor, index: float) -> dict[tuple[float, float], float]:
    figure = contour_figure(TITLES, LIMITS, N, 9.0)
    moves = contour_moves(surfaces, torch.tensor([index]))
    (field,) = (trace for trace in show(figure, moves, 0).data if trace.uid == "field")
    return {
        (x, y): z
        for y, row in zip(field.y, field.z, strict=True)
        for x, z in zip(field.x, row, strict=True)
    }


@pytest.mark.parametrize("draw", [drawn_surface, drawn_field])
def test_every_height_is_the_mean_squared_error_there(draw, surfaces: torch.Tensor) -> None:
    data = load_dataset("three_students", "tenths")
    for (weight_1, weight_2), height in draw(surfaces, 1.0).items():
        predictions = data.inputs @ torch.tensor([weight_1, weight_2]) + BIASES[1]
        assert height == pytest.approx(
            float((predictions - data.targets).square().mean()), rel=1e-4
        )


@pytest.mark.parametrize("draw", [drawn_surface, drawn_field])
def test_a_linear_neuron_has_a_bowl(draw, surfaces: torch.Tensor) -> None:
    """The second differences of a quadratic are constant along every line, and not negative."""
    heights = draw(surfaces, 0.0)
    values = sorted({x for x, _ in heights})
    for lines in (
        [[heights[x, y] for x in values] for y in values],
        [[heights[x, y] for y in values] for x in values],
        [
            [heights[v, v] for v in values],
            [heights[v, w] for v, w in zip(values, values[::-1], strict=True)],
        ],
    ):
        for line in lines:
            bends = torch.tensor(line).diff(n=2)
            assert bends.min() > 0
            assert torch.allclose(bends, bends[0].expand_as(bends), rtol=1e-2, atol=1e-4)


def test_both_pictures_show_the_same_field(surfaces: torch.Tensor) -> None:
    assert drawn_surface(surfaces, 0.4) == pytest.approx(drawn_field(surfaces, 0.4))


def test_between_two_biases_the_surface_is_a_mixture(surfaces: torch.Tensor) -> None:
    ends = [drawn_field(surfaces, index) for index in (0.0, 1.0)]
    for place, height in drawn_field(surfaces, 0.25).items():
        assert height == pytest.approx(0.75 * ends[0][place] + 0.25 * ends[1][place], rel=1e-4)


def test_the_triangles_cover_the_square_once() -> None:
    columns, rows = torch.meshgrid(torch.arange(4.0), torch.arange(4.0), indexing="xy")
    corners = torch.stack([columns.flatten(), rows.flatten()], dim=1)
    i, j, k = (corners[each] for each in grid_triangles(4))
    points = 3 * torch.rand(500, 1, 2, generator=torch.Generator().manual_seed(0))
    # A point is inside when it lies on the same side of all three edges.
    sides = torch.stack([cross(b - a, points - a) > 0 for a, b in ((i, j), (j, k), (k, i))])
    inside = sides.all(dim=0) | (~sides).all(dim=0)
    assert torch.equal(inside.sum(dim=1), torch.ones(500, dtype=torch.int64))


def cross(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    return one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]


def test_space_ends_at_the_top_and_the_box_keeps_its_sides() -> None:
    scene = surface_figure(TITLES, LIMITS, N, 0.7).layout.scene
    assert scene.zaxis.range == pytest.approx((0, 0.7), rel=0.05)
    assert scene.xaxis.range == scene.yaxis.range == LIMITS
    assert scene.aspectmode == "manual"


def test_colors_mean_the_same_heights_in_both() -> None:
    mesh = surface_figure(TITLES, LIMITS, N, 0.7).data[0]
    field = contour_figure(TITLES, LIMITS, N, 0.7).data[0]
    assert (mesh.cmin, mesh.cmax) == (field.zmin, field.zmax) == (0, 0.7)
    lined, tints = dict(mesh.colorscale), dict(field.colorscale)
    for place, tint in tints.items():
        near = {other for at, other in lined.items() if abs(at - place) < 0.005}
        assert near == {tint} if place in (0, 1) else near == {tint, color("paper")}
    assert set(lined.values()) <= {*tints.values(), color("paper")}


def test_the_tints_over_the_map_go_from_low_to_high() -> None:
    layout = contour_figure(TITLES, LIMITS, N, 0.7).layout
    places = {tint: place for place, tint in contour_figure(*MAP).data[0].colorscale}
    low, *keys, high = sorted(layout.shapes, key=lambda shape: shape.x0)
    heights = [places[shape.fillcolor] for shape in keys]
    assert (heights[0], heights[-1]) == (0, 1)
    assert heights == sorted(heights)
    assert (low.label.text, high.label.text) == ("low loss", "high loss")
    assert low.fillcolor == high.fillcolor == CLEAR


def test_a_level_axis_in_space_has_room_for_its_symbol() -> None:
    scene = surface_figure(TITLES, LIMITS, N, 0.7).layout.scene
    assert (scene.xaxis.title.text, scene.yaxis.title.text) == ("w₁", "w₂")
    plain = surface_figure(("first", "second"), LIMITS, N, 0.7).layout.scene
    assert (plain.xaxis.title.text, plain.yaxis.title.text) == ("first", "second")


def test_a_mark_on_a_slope_is_pointed_at() -> None:
    solid, flat = ({t["uid"]: t for t in descent_traces(kind)} for kind in (SOLID, FLAT))
    assert solid["marker"]["mode"] == "markers+text"
    assert solid["marker"]["textposition"] == "top center"
    assert flat["marker"]["mode"] == "markers"


def test_one_unit_is_as_long_on_both_level_axes() -> None:
    sides = surface_figure(TITLES, (-1.0, 1.0), N, 0.7, (-4.0, 4.0)).layout.scene.aspectratio
    assert sides.y / sides.x == pytest.approx(4)
    assert sides.x * sides.y == pytest.approx(1)


def test_every_student_pulls_from_where_the_neuron_stands() -> None:
    at = (torch.tensor([1.0, 2.0]), torch.tensor([-1.0, 0.5]))
    pulls = (torch.tensor([[1.0, 0.0], [0.0, 2.0]]), torch.tensor([[0.0, 1.0], [-1.0, 0.0]]))
    drawn = {t.uid: t for t in show(contour_figure(*MAP), pull_moves(at, pulls, 0.5), 1).data}
    assert drawn["pulls"].x == (2, 2, None, 2, 3, None)
    assert drawn["pulls"].y == (0.5, 1, None, 0.5, 0.5, None)
    assert list(zip(drawn["pull_names"].x, drawn["pull_names"].y, strict=True)) == [
        (2, 1),
        (3, 0.5),
    ]


def test_a_branch_is_drawn_and_taken_away_again() -> None:
    path = {letter: torch.arange(3.0)[None] for letter in "xyz"}
    figure = surface_figure(*MAP)
    there = show(figure, branch_moves(path), 0)
    gone = show(there, no_branch_moves("xyz", 2), 1)
    assert [t.z for t in there.data if t.uid == "branch"] == [(0, 1, 2)]
    assert [t.z for t in gone.data if t.uid == "branch"] == [()]


def test_a_descent_bends_with_its_control() -> None:
    paths = {"x": torch.arange(8.0).view(2, 4), "y": -torch.arange(8.0).view(2, 4)}
    now = {letter: path[:, 2] for letter, path in paths.items()}
    figure = contour_figure(TITLES, LIMITS, N, 1.0)
    for position in range(2):
        drawn = {
            trace.uid: trace for trace in show(figure, descent_moves(paths, now, 3), position).data
        }
        path = paths["x"][position].tolist()
        assert list(drawn["trail"].x) == path
        assert list(drawn["so_far"].x) == path[:3]
        assert list(drawn["start"].x) == path[:1]
        assert list(drawn["marker"].x) == path[2:3]
        assert list(drawn["marker"].y) == [-x for x in path[2:3]]


def test_a_descent_grows_with_its_steps() -> None:
    path = {letter: torch.arange(4.0) for letter in "xyz"}
    figure = surface_figure(TITLES, LIMITS, N, 1.0)
    for step in range(4):
        drawn = {trace.uid: trace for trace in show(figure, descent_step_moves(path), step).data}
        assert list(drawn["so_far"].z) == [float(s) for s in range(step + 1)]
        assert drawn["marker"].z == (float(step),)


def test_a_descent_in_the_plane_knows_no_height() -> None:
    assert all("z" not in trace for trace in descent_traces(FLAT))
    assert all("z" in trace for trace in descent_traces(SOLID))
    assert [trace["uid"] for trace in descent_traces(FLAT)] == [
        trace["uid"] for trace in descent_traces(SOLID)
    ]
