"""A point that somebody passes over costs a bounded amount of work, and once for everybody."""

from dataclasses import replace

import pytest

from visualizer.core.datasets import Dataset
from visualizer.core.lanes import train_lanes
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.grids import FEWEST_STRIDES, MOST_WORK, affordable, values_of
from visualizer.scenes.landscape import training_frame
from visualizer.scenes.race_grid import race_grid
from visualizer.scenes.surface import surface_moment, surface_scene
from visualizer.scenes.surface_grid import POINT as SURFACE_POINT
from visualizer.scenes.training import POINT
from visualizer.scenes.training_moment import training_moment
from visualizer.state.pages import complete
from visualizer.state.second_loss import CROSS_ENTROPY
from visualizer.state.views.learning_rate import RaceView, race_view
from visualizer.state.views.surface import surface_view
from visualizer.state.views.training import training_view

MOST_BYTES = 1_000_000


def larger(data: Dataset, times: int) -> Dataset:
    """Return ``data`` with every example so many times over."""
    inputs, targets = data.inputs.repeat(times, 1), data.targets.repeat(times)
    return replace(data, inputs=inputs, targets=targets)


def race(times: int = 1, **given: object) -> RaceView:
    view = race_view(complete("learning_rate", given))
    if times == 1:
        return view
    return replace(view, setup=replace(view.setup, dataset=larger(view.setup.dataset, times)))


@pytest.mark.parametrize("work", [1, 300, 20_000, 160_000])
def test_the_places_are_those_of_the_map_or_some_of_them_with_both_ends(work: int) -> None:
    frame = training_frame(training_view(complete("training", {})).setup)
    for values, span in zip(affordable(frame, work), (frame.across, frame.up), strict=True):
        every = values_of(span)
        assert set(values) <= set(every)
        assert (values[0], values[-1]) == (every[0], every[-1])
        assert len(values) ** 2 * work <= MOST_WORK
    assert len(affordable(frame, 10**9)[0]) == FEWEST_STRIDES + 1


def test_a_race_of_many_examples_starts_from_fewer_places() -> None:
    few, many = (race_grid(race(times, step=40)) for times in (1, 160))
    assert len(few.across) > len(many.across)
    place = many.across.index(0.0), few.across.index(0.0)
    rows = [
        each.up.index(each.up[-1]) * len(each.across) + here
        for each, here in zip((many, few), place, strict=True)
    ]
    found = [
        float(each.sweep.quantities["loss_low"][row])
        for each, row in zip((many, few), rows, strict=True)
    ]
    assert found[0] == pytest.approx(found[1], rel=1e-4)  # every example as often as the others


def test_the_race_is_run_once_from_everywhere_wherever_the_point_stands() -> None:
    assert race_grid(race(weight_1=0.5)) is race_grid(race(weight_2=-0.25, log=True))
    assert race_grid(race(step=1)) is not race_grid(race(step=2))


def test_the_training_is_run_once_from_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    name = "visualizer.scenes.training_moment.train_lanes"
    monkeypatch.setattr(name, lambda *given: runs.append(given) or train_lanes(*given))
    for given in ({"weight_1": 0.35}, {"weight_2": -0.45}, {"weight_2": -0.45, "step": 7}):
        values = complete("training", {"learning_rate": 0.123, **given})
        training_moment(training_view(values), at_hand=POINT)
    assert len(runs) == 1


@pytest.mark.parametrize(
    "given", [{}, {"second_loss": CROSS_ENTROPY, "output": "sigmoid"}], ids=str
)
@pytest.mark.parametrize("dataset", ["three_students", "twelve_students"])
def test_a_grid_of_the_surface_is_not_too_large(dataset: str, given: dict) -> None:
    values = complete("surface", {"learning_rate": 0.4, "dataset": dataset, **given})
    view = surface_view(values)
    assert (view.crossed is not None) == ("second_loss" in given)
    scene, moment = surface_scene(view), surface_moment(view, SURFACE_POINT)
    assert len(pack_moment(moment, scene, packed_scene(scene)[0], "")) < MOST_BYTES
