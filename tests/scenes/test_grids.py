"""Where points of pictures can be dragged to, against a plain model at each such place."""

import pytest
import torch
from torch import nn

from tests.core.plain import plain_model
from tests.scenes.accepted import assert_accepted
from visualizer.core import make_neuron
from visualizer.figures.moves import at, n_positions
from visualizer.live.moment import Grid, Moment
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.live.scene import Picture, Scene
from visualizer.scenes.learning_rate import scene_of as race_scene_of
from visualizer.scenes.neuron import neuron_moment, neuron_scene
from visualizer.scenes.plane import PLANES, plane_frame
from visualizer.scenes.plane_grid import POINT as PLANE_POINT
from visualizer.scenes.race_grid import POINT as RACE_START
from visualizer.scenes.race_moment import learning_rate_moment
from visualizer.scenes.start import start_moment, start_scene
from visualizer.scenes.surface import surface_moment, surface_scene
from visualizer.scenes.surface_grid import POINT
from visualizer.scenes.training import POINT as START
from visualizer.scenes.training import scene_of
from visualizer.scenes.training_moment import training_moment
from visualizer.scenes.your_data import your_data_moment, your_data_scene
from visualizer.state.pages import complete
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.learning_rate import race_view
from visualizer.state.views.neuron import neuron_view
from visualizer.state.views.start import start_view
from visualizer.state.views.surface import surface_view
from visualizer.state.views.training import training_view
from visualizer.state.views.your_data import your_data_view
from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

MOST_BYTES = 1_000_000
PAGES = {
    "surface": (surface_view, surface_scene, surface_moment, POINT),
    "start": (start_view, start_scene, start_moment, PLANE_POINT),
    "neuron": (neuron_view, neuron_scene, neuron_moment, PLANE_POINT),
    "training": (
        training_view,
        scene_of,
        lambda view, key="": training_moment(view, at_hand=key),
        START,
    ),
    "learning_rate": (
        race_view,
        race_scene_of,
        lambda view, key="": learning_rate_moment(view, at_hand=key),
        RACE_START,
    ),
    "your_data": (your_data_view, your_data_scene, your_data_moment, PLANE_POINT),
}
Made = tuple[Scene, Moment, str]


@pytest.fixture(scope="module", params=PAGES)
def made(request: pytest.FixtureRequest) -> Made:
    make_view, make_scene, make_moment, key = PAGES[request.param]
    view = make_view(complete(request.param, {"learning_rate": 0.4}))
    return make_scene(view), make_moment(view, key), key


def row_of(grid: Grid, across: float, up: float) -> int:
    return grid.up.index(up) * len(grid.across) + grid.across.index(across)


def names_of(moment: Moment) -> set[str]:
    sweeps = (moment.fixed, moment.joint.sweep, *moment.sweeps.values())
    return {name for sweep in sweeps for name in sweep.quantities}


def picture_of(scene: Scene, key: str) -> Picture:
    found = [each for each in scene.pictures if isinstance(each, Picture) and each.grip]
    return next(each for each in found if each.grip and each.grip.key == key)


def test_a_grid_has_a_row_for_every_place(made: Made) -> None:
    scene, moment, key = made
    grid = moment.grids[key]
    wanted = len(grid.across) * len(grid.up)
    for values in (grid.across, grid.up):
        assert list(values) == sorted(set(values))
    assert {tuple(row.shape) for row in grid.sweep.quantities.values()} == {(wanted,)}
    pictures = {each.name: each for each in scene.pictures}
    for name, moves in grid.sweep.moves.items():
        assert {n_positions(move) for move in moves.values()} == {wanted}
        assert_accepted(pictures[name].figure, moves, wanted // 3)


def test_the_point_lies_where_its_two_numbers_say(made: Made) -> None:
    scene, moment, key = made
    grid = moment.grids[key]
    picture = picture_of(scene, key)
    assert picture.grip
    place = row_of(grid, grid.across[-2], grid.up[1])
    for letter, end in (("x", grid.across[-2]), ("y", grid.up[1])):
        moves = grid.sweep.moves[picture.name]
        uid = next(each for each in ("start", "point") if f"{each}.{letter}" in moves)
        assert at(moves[f"{uid}.{letter}"], place) == pytest.approx([end], rel=1e-3)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "more", [{}, {"activation": "silu", "weight_1": 0.7}, {"output": "identity"}]
)
def test_what_a_grid_knows_nothing_of_stays_or_is_late(page: str, more: dict) -> None:
    make_view, make_scene, make_moment, key = PAGES[page]
    given = {"learning_rate": 0.4, "step": 3, **more}
    view = make_view(complete(page, given))
    scene, moment = make_scene(view), make_moment(view, key)
    grip, grid = picture_of(scene, key).grip, moment.grids[key]
    assert grip
    assert not set(grid.late) & set(grid.sweep.quantities)
    shown = {each.name for each in scene.quantities}
    assert set(grid.late) <= shown
    for across, up in ((grid.across[-1], grid.up[1]), (grid.across[2], grid.up[-1])):
        place = dict(zip(grip.moves, (across, up), strict=True))
        released, row = (
            make_moment(make_view(complete(page, given | place))),
            row_of(grid, across, up),
        )
        for name in shown & names_of(released) - {*grid.late}:
            values = grid.sweep.quantities.get(name)
            dragged = moment.number(name) if values is None else float(values[row])
            there = pytest.approx(released.number(name), rel=1e-4, abs=1e-5, nan_ok=True)
            assert dragged == there, (name, across, up)


def test_a_grid_is_asked_for_and_not_too_large(made: Made) -> None:
    scene, moment, _ = made
    name, _ = packed_scene(scene)
    assert len(pack_moment(moment, scene, name, "", ())) < MOST_BYTES


@pytest.mark.parametrize("page", PAGES)
def test_no_grid_comes_unasked(page: str) -> None:
    make_view, _, make_moment, _ = PAGES[page]
    assert not make_moment(make_view(complete(page, {}))).grids


@pytest.mark.parametrize("axes", PLANES)
def test_every_place_of_the_map_has_the_loss_and_the_slope_of_a_bare_model(axes: str) -> None:
    given = {"axes": axes, "bias": -0.7, "weight_1": 0.3, "weight_2": -0.4, "activation": "silu"}
    view = surface_view(complete("surface", given | {"learning_rate": 0.4}))
    grid, frame = surface_moment(view, POINT).grids[POINT], plane_frame(axes)
    data = load_dataset("three_students")
    for across, up in ((grid.across[0], grid.up[0]), (grid.across[47], grid.up[9])):
        row = row_of(grid, across, up)
        point = {**given, frame.across.name: across, frame.up.name: up}
        model = plain_model(
            make_neuron("silu"), torch.tensor([point[name] for name in WEIGHTS])
        ).double()
        loss = nn.MSELoss()(model(data.inputs.double()), data.targets[:, None].double())
        loss.backward()
        slopes = torch.cat([model[0].weight.grad.flatten(), model[0].bias.grad]).tolist()
        found = {name: float(values[row]) for name, values in grid.sweep.quantities.items()}
        assert found["loss"] == pytest.approx(loss.item(), rel=1e-5)
        for name, slope in zip(WEIGHTS, slopes, strict=True):
            assert found[f"gradient_{name}"] == pytest.approx(slope, rel=1e-4, abs=1e-7)
        torch.optim.SGD(model.parameters(), 0.4).step()
        after = nn.MSELoss()(model(data.inputs.double()), data.targets[:, None].double())
        assert found["loss_next"] == pytest.approx(after.item(), rel=1e-4)


def test_a_dragged_point_does_not_change_what_all_its_places_lead_to() -> None:
    grids = [
        surface_moment(surface_view(complete("surface", given)), POINT).grids[POINT]
        for given in ({"weight_1": 0.2}, {"weight_2": -0.9}, {"bias": 0.1})
    ]
    assert grids[0] is grids[1]  # computed once for everybody
    assert not grids[0].sweep.quantities["loss"].equal(grids[2].sweep.quantities["loss"])


@pytest.mark.parametrize("given", [{}, {"output": "identity", "scaling": "standardized"}])
def test_my_row_has_the_answer_of_a_bare_model_wherever_it_is_dragged(given: dict) -> None:
    given = {"weight_1": 0.7, "weight_2": -0.3, "bias": 0.2, "dataset": "twelve_students", **given}
    values = complete("your_data", given)
    grid = your_data_moment(your_data_view(values), PLANE_POINT).grids[PLANE_POINT]
    data = load_dataset("twelve_students", str(values["scaling"]))
    model = plain_model(make_neuron(output=str(values["output"])), torch.tensor([0.7, -0.3, 0.2]))
    for across, up in ((grid.across[0], grid.up[-1]), (grid.across[31], grid.up[3])):
        answer = model(data.transform(torch.tensor([[across, up]]))).item()
        found = float(grid.sweep.quantities["prediction"][row_of(grid, across, up)])
        assert found == pytest.approx(answer, rel=1e-5)


def test_the_neuron_goes_all_the_way_with_a_dragged_student() -> None:
    view = neuron_view(complete("neuron", {"weight_1": -0.6, "weight_2": 0.2}))
    grid = neuron_moment(view, PLANE_POINT).grids[PLANE_POINT]
    across, up = grid.across[50], grid.up[10]
    found = {
        name: float(values[row_of(grid, across, up)])
        for name, values in grid.sweep.quantities.items()
    }
    # What the page shows of a student who is there from the start.
    there = neuron_moment(
        neuron_view(
            complete(
                "neuron", {"weight_1": -0.6, "weight_2": 0.2, "input_1": across, "input_2": up}
            )
        )
    )
    for name, value in found.items():
        assert value == pytest.approx(there.number(name), rel=1e-5, abs=1e-6), name


@pytest.mark.parametrize("step", [0, 30])
def test_the_race_stands_where_plain_trainings_would(step: int) -> None:
    view = race_view(complete("learning_rate", {"step": step}))
    grid = learning_rate_moment(view, at_hand=RACE_START).grids[RACE_START]
    across, up = grid.across[4], grid.up[20]
    row, setup = row_of(grid, across, up), view.setup
    for racer, rate in zip(("low", "mid", "high"), view.rates, strict=True):
        start = torch.tensor([across, up, setup.start[2]])
        model = plain_model(setup.architecture, start)
        optimizer = torch.optim.SGD(model.parameters(), rate)
        data = setup.dataset
        for _ in range(step):
            optimizer.zero_grad()
            nn.MSELoss()(model(data.inputs), data.targets[:, None]).backward()
            optimizer.step()
        loss = nn.MSELoss()(model(data.inputs), data.targets[:, None]).item()
        found = float(grid.sweep.quantities[f"loss_{racer}"][row])
        assert found == pytest.approx(loss, rel=1e-3)
        if racer != "high":  # it flies off, and nobody sees where to
            place = at(grid.sweep.moves["map"][f"{racer}_marker.x"], row)
            assert place == pytest.approx([model[0].weight[0, 0].item()], abs=2e-3)


def test_the_training_from_a_place_is_that_of_who_starts_there() -> None:
    view = training_view(complete("training", {"step": 20}))
    grid = training_moment(view, at_hand=START).grids[START]
    across, up = grid.across[7], grid.up[25]
    given = {"step": 20, "weight_1": across, "weight_2": up, "bias": view.setup.start[2]}
    there = training_moment(training_view(complete("training", given)))
    row = row_of(grid, across, up)
    for name, values in grid.sweep.quantities.items():
        assert float(values[row]) == pytest.approx(there.number(name), rel=1e-4, abs=1e-5), name


@pytest.mark.parametrize("page", ["start", "neuron", "your_data"])
def test_the_point_goes_all_over_the_picture_of_a_table_with_large_numbers(page: str) -> None:
    rows = tuple((2000.0 + place, 9_000.0 * place, place % 2) for place in range(11))
    name = keep_table(Table(("year", "sold", "good"), ("",) * len(rows), rows))
    make_view, _, make_moment, key = PAGES[page]
    moment = make_moment(make_view(complete(page, {"dataset": name})), key)
    grid, layout = moment.grids[key], moment.layouts["plane"]
    for places, ends, axis in ((grid.across, (2000, 2010), "x"), (grid.up, (0, 90_000), "y")):
        low, high = layout[f"{axis}axis.range"]
        room = (high - low) / 20
        assert places[0] < ends[0] + room
        assert places[-1] > ends[1] - room
    last = len(grid.across) * len(grid.up) - 1
    ring = grid.sweep.moves["plane"]
    for letter, place in (("x", grid.across[-1]), ("y", grid.up[-1])):
        assert at(ring[f"point.{letter}"], last) == [pytest.approx(place, rel=1e-6)]
