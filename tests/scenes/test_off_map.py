"""A training whose point leaves the map has a cross at the edge; a bare loop says when."""

import pytest
import torch

from tests.core.plain import plain_training
from tests.scenes.stages import stage
from visualizer.figures.off_map import AWAY, last_numbers
from visualizer.state.setup_of import setup_of
from visualizer.words.training import OFF_MAP


@pytest.mark.parametrize(
    "given", [{"learning_rate": 30.0}, {"output": "identity", "learning_rate": 1.0}]
)
def test_the_cross_stands_at_the_edge_while_the_point_is_beyond_it(given: dict) -> None:
    made = stage("training", **given)
    low, high = next(
        each.figure.layout.xaxis.range for each in made.scene.pictures if each.name == "contour"
    )
    path = plain_training(setup_of(made.values)).parameters[:, :2]
    is_off = [not bool(((place >= low) & (place <= high)).all()) for place in path]
    assert any(is_off)
    assert not all(is_off)
    for step in range(0, len(path), 7):
        across, up = (made.drawn("contour", f"off_map.{each}", "step", step)[0] for each in "xy")
        if not is_off[step]:
            assert (across, up) == (AWAY, AWAY)
            continue
        assert low < across < high
        assert low < up < high
        for place, drawn in zip(path[step].tolist(), (across, up), strict=True):
            if low <= place <= high:
                assert abs(drawn - place) <= 0.03 * high
            elif abs(place) < 1e15:  # the same number in whatever order it is worked out
                assert drawn == pytest.approx(0.97 * (high if place > 0 else low), rel=1e-3)
        assert made.words("off_map", "step", step) == OFF_MAP[1]


def test_every_slider_s_cross_is_that_of_its_own_training() -> None:
    made = stage("training", step=100)
    for place, rate in enumerate(made.moment.settings["learning_rate"].positions):
        if place % 6:
            continue
        setup = setup_of({**made.values, "learning_rate": rate})
        end = plain_training(setup).parameters[100, :2]
        (across,) = made.drawn("contour", "off_map.x", "learning_rate", place)
        assert (across == AWAY) == bool((end.abs() <= 1.5).all()), rate


def test_what_is_no_number_any_more_stays_where_it_was_last_one() -> None:
    path = torch.tensor([[1.0, 2.0], [9.0, -9.0], [torch.nan, torch.inf], [torch.nan, 1.0]])[
        ..., None
    ]
    assert last_numbers(path)[..., 0].tolist() == [[1, 2], [9, -9], [9, -9], [9, -9]]
