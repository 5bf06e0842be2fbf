"""The large grid of a point comes to who asked for it, and in that answer only."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from visualizer.figures.moves import at
from visualizer.stages.registry import STAGES
from visualizer.stages.releases import release
from visualizer.stages.stage import grips_of, shown
from visualizer.state.memory import arrive
from visualizer.state.session import Session

POINTS = {
    "start": "plane_point",
    "neuron": "plane_point",
    "surface": "surface_point",
    "race": "race_start",
    "training": "training_start",
    "your_data": "plane_point",
}


class Opened:
    """A session whose page is open."""

    def __init__(self, name: str, values: Mapping[str, object] | None = None) -> None:
        self.stage, self.session, self.told = STAGES[name], Session(), 0
        page = self.stage.page
        self.session.change(lambda now: replace(now, memory=arrive(now.memory, page, values or {})))

    def tell(self, values: Mapping[str, object], wanted: str = "") -> dict:
        """Let go of something; return the grids of the answer."""
        self.told += 1
        release(self.session, self.stage, f"ab-{self.told}", values, wanted)
        return self.grids(wanted)

    def grids(self, asked: str = "") -> dict:
        return dict(shown(self.stage, self.session.now, asked).moment.grids)


@pytest.mark.parametrize("name", POINTS)
def test_a_grid_comes_in_the_answer_to_who_asked_and_in_no_other(name: str) -> None:
    opened = Opened(name)
    stage, point = opened.stage, POINTS[name]
    (grip,) = grips_of(stage.scene(stage.view(opened.session.now.values())))
    assert grip.key == point
    assert not opened.grids()
    assert list(opened.tell({}, point)) == [point]
    assert not opened.grids(), "a page that is opened brings a grid"
    assert not opened.tell({grip.moves[0]: 1.5}), "another release brings a grid"


@pytest.mark.parametrize("name", POINTS)
def test_a_grid_holds_until_another_number_changes(name: str) -> None:
    opened = Opened(name)
    stage, session = opened.stage, opened.session
    (grip,) = grips_of(stage.scene(stage.view(session.now.values())))

    def ground() -> str:
        return shown(stage, session.now).ground

    before = ground()
    (grid,) = opened.tell({}, grip.key).values()
    opened.tell({grip.moves[0]: grid.across[3], grip.moves[1]: grid.up[-4]})
    assert ground() == before
    (again,) = opened.tell({}, grip.key).values()
    assert again.across == grid.across
    for quantity, values in grid.sweep.quantities.items():
        assert again.sweep.quantities[quantity].equal(values), quantity
    for picture, moves in grid.sweep.moves.items():
        for target, move in moves.items():
            for row in (0, 99):
                other = again.sweep.moves[picture][target]
                assert at(other, row) == at(move, row), target
    opened.tell({"bias": 0.75})
    assert ground() != before


def test_a_picture_that_reaches_further_has_a_larger_grid() -> None:
    opened = Opened("your_data")
    before = shown(opened.stage, opened.session.now).ground
    opened.tell({"input_2": 8.0})
    assert shown(opened.stage, opened.session.now).ground != before


def test_the_sweep_of_a_slider_stays_at_hand() -> None:
    opened = Opened("slice")
    opened.tell({}, "slice_step")
    assert "slice_step" in shown(opened.stage, opened.session.now).moment.sweeps
