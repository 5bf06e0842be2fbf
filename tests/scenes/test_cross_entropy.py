"""Cross-entropy beside the squared error, against a bare model and a bare loop of PyTorch."""

import pytest
import torch
from torch import nn

from tests.core.plain import plain_model, plain_training
from tests.pages.conftest import choosers, open_page
from tests.scenes.stages import stage
from visualizer.core import AXES, make_neuron
from visualizer.core.setup import with_cross_entropy
from visualizer.scenes.plane import plane_frame
from visualizer.scenes.surface import surface_moment, surface_scene
from visualizer.scenes.surface_grid import surface_grid
from visualizer.state.pages import complete
from visualizer.state.parameters import PARAMETERS
from visualizer.state.second_loss import CROSS_ENTROPY
from visualizer.state.views.surface import surface_view
from visualizer.tables.loading import load_dataset

ODD = {"weight_1": -0.37, "weight_2": 0.61, "bias": -0.83, "learning_rate": 0.05}


@pytest.mark.parametrize("axes", ["w1_w2", "w2_b"])
def test_the_map_is_the_cross_entropy_of_a_bare_model(axes: str) -> None:
    made = stage("surface", **ODD, axes=axes, second_loss=CROSS_ENTROPY, activation="silu")
    frame = plane_frame(axes)
    field = torch.tensor(made.drawn("cross_entropy", "cross_entropy_field.z", frame.held.name, 60))
    data = load_dataset("three_students")
    for row, column in [(0, 0), (10, 25), (30, 30)]:
        point = {
            frame.across.name: frame.across.values()[2 * column],
            frame.up.name: frame.up.values()[2 * row],
            frame.held.name: torch.tensor(PARAMETERS[frame.held.name].maximum),
        }
        place = torch.stack([point[name] for name in AXES])
        model = plain_model(make_neuron("silu", "identity"), place)
        loss = nn.BCEWithLogitsLoss()(model(data.inputs), data.targets[:, None]).item()
        assert field[row, column].item() == pytest.approx(loss, rel=1e-4)


def test_both_maps_have_the_same_axes_and_the_same_point() -> None:
    made = stage("surface", **ODD, second_loss=CROSS_ENTROPY)
    squared, crossed = made.scene.pictures
    for axis in ("xaxis", "yaxis"):
        assert squared.figure.layout[axis].range == crossed.figure.layout[axis].range
    assert squared.picks == crossed.picks
    # Plotly names the edge of a field after its uid, and two of a name would share one.
    assert squared.figure.data[0].uid != crossed.figure.data[0].uid
    for key in ("weight_1", "weight_2", "bias"):
        for letter in "xy":
            points = (
                made.drawn(name, f"marker.{letter}", key, 9)
                for name in ("contour", "cross_entropy")
            )
            assert next(points) == pytest.approx(next(points))
    assert "surface" not in made.shown_pictures()


def test_the_point_is_taken_on_either_map_and_both_follow() -> None:
    view = surface_view(complete("surface", {"second_loss": CROSS_ENTROPY}))
    scene = surface_scene(view)
    grips = [each.grip for each in scene.pictures]
    assert len({each.key for each in grips} | {each.label for each in grips}) == 4
    for grip in grips:
        ((key, grid),) = surface_moment(view, grip.key).grids.items()
        assert key == grip.key
        assert {"contour", "cross_entropy"} <= grid.sweep.moves.keys()


def test_its_numbers_and_its_trail_are_those_of_a_bare_loop() -> None:
    made = stage("surface", **ODD, second_loss=CROSS_ENTROPY)
    crossed = with_cross_entropy(surface_view(complete("surface", ODD)).setup)
    assert crossed is not None
    model = plain_model(make_neuron("identity", "identity"), crossed.parameters)
    data = load_dataset("three_students")
    loss = nn.BCEWithLogitsLoss()(model(data.inputs), data.targets[:, None])
    loss.backward()
    steep = torch.cat([each.grad.flatten() for each in model.parameters()]).norm()
    numbers = made.numbers()
    assert numbers["loss_crossed"] == pytest.approx(loss.item(), rel=1e-5)
    assert numbers["gradient_crossed"] == pytest.approx(steep.item(), rel=1e-5)
    end = plain_training(crossed).parameters[-1]
    drawn = [made.drawn("cross_entropy", f"trail.{each}", "bias")[-1] for each in "xy"]
    assert drawn == pytest.approx(end[:2].tolist(), abs=1e-3)


def test_it_is_offered_only_where_a_sigmoid_makes_a_chance() -> None:
    assert stage("surface", output="identity", second_loss=CROSS_ENTROPY).shown_pictures() == {
        "contour",
        "surface",
    }
    assert "second_loss" in choosers(open_page("surface"))
    assert "second_loss" not in choosers(open_page("surface", {"output": "identity"}))


def test_the_point_that_is_dragged_takes_its_own_map_along() -> None:
    made = stage("surface", **ODD, second_loss=CROSS_ENTROPY)
    grid = surface_grid(surface_view(complete("surface", {**ODD, "second_loss": CROSS_ENTROPY})))
    numbers = grid.sweep.quantities
    place = 600
    point = [numbers["weight_1"][place], numbers["weight_2"][place], torch.tensor(ODD["bias"])]
    model = plain_model(make_neuron("identity", "identity"), torch.stack(point))
    data = load_dataset("three_students")
    loss = nn.BCEWithLogitsLoss()(model(data.inputs), data.targets[:, None]).item()
    assert float(numbers["loss_crossed"][place]) == pytest.approx(loss, rel=1e-4)
    assert {*grid.sweep.moves} == {"contour", "cross_entropy"} <= made.shown_pictures()
