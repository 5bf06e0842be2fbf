"""Many units under a weight's slider: fewer pictures of them, and every number exact."""

import numpy as np
import pytest
import torch

from tests.scenes.test_network import MOST_BYTES, view_of
from visualizer.core.architecture import Place
from visualizer.figures.moves import Blend, at
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_drawn import drawn_moves, line_moves
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_numbers import chosen_place
from visualizer.scenes.network_training import parameters_at
from visualizer.state.network_parameters import UNITS
from visualizer.state.views.network import NetworkView

LARGEST = {"hidden_layers": 4, **dict.fromkeys(UNITS, 8)}
LARGE = {"hidden_layers": 2, "hidden_1": 8, "hidden_2": 8}


def moved(view: NetworkView, value: float) -> tuple[torch.Tensor, Place]:
    place = chosen_place(view)
    parameters = parameters_at(view)[:, None].clone()
    parameters[place] = value
    return parameters, view.setup.architecture.places[place]


def numbers(shown: object) -> torch.Tensor:
    return torch.from_numpy(np.array(shown, dtype=float))


@pytest.mark.parametrize("given", [{}, {"network_lines": "gradients"}])
def test_the_pictures_of_many_units_are_few_and_their_numbers_exact(given: dict) -> None:
    view = view_of(**LARGEST, **given)
    moment = network_moment(view, "network_weight")
    sweep, setting = moment.sweeps["network_weight"], moment.settings["network_weight"]
    for position, value in enumerate(setting.positions):
        lane, _ = moved(view, value)
        for target, wanted in line_moves(view, lane).items():
            found = torch.tensor(at(sweep.moves["network"][target], position))
            assert found.tolist() == pytest.approx(wanted[0].tolist(), rel=1e-4, abs=1e-6), target


@pytest.mark.parametrize("given", [LARGEST, LARGE])
def test_where_it_stands_the_pictures_are_its_own(given: dict) -> None:
    view = view_of(**given)
    moment = network_moment(view, "network_weight")
    sweep, setting = moment.sweeps["network_weight"], moment.settings["network_weight"]
    for position in (0, setting.index, len(setting.positions) - 1):
        lane, place = moved(view, setting.positions[position])
        for picture, moves in drawn_moves(view, lane, place).items():
            for target, wanted in moves.items():
                found = numbers(at(sweep.moves[picture][target], position))
                slack = 1.001 if target.endswith("field") else 1e-3
                assert torch.allclose(
                    found, numbers(at(wanted, 0)), rtol=2e-3, atol=slack, equal_nan=True
                ), target


def test_few_units_have_a_picture_for_every_position() -> None:
    for given, blended in (({}, False), ({"hidden_1": 8}, False), (LARGE, True), (LARGEST, True)):
        sweep = network_moment(view_of(**given), "network_weight").sweeps["network_weight"]
        fields = [move for target, move in sweep.moves["network"].items() if "field" in target]
        assert fields
        assert all(isinstance(move, Blend) is blended for move in fields)


@pytest.mark.parametrize("given", [{}, LARGE, LARGEST])
def test_a_weight_in_hand_is_a_small_message(given: dict) -> None:
    view = view_of(**given)
    moment, scene = network_moment(view, "network_weight"), scene_of(view)
    assert len(pack_moment(moment, scene, packed_scene(scene)[0], "")) <= MOST_BYTES


@pytest.mark.parametrize(
    ("given", "marks"),
    [
        ({"network_data": "either_not_both"}, "fail_specks.x"),
        ({"network_data": "arms"}, "0_specks.x"),
    ],
)
def test_a_mark_is_in_its_place_or_not_there(given: dict, marks: str) -> None:
    view = view_of(plane_shows="classes", **LARGE, **given)
    for key in ("network_weight", "step_network"):
        moment = network_moment(view, key)
        plane = moment.sweeps[key].moves["plane"]
        (target,) = (each for each in plane if each.endswith(marks))
        there = set(numbers(at(network_moment(view).fixed.moves["plane"][target], 0)).tolist())
        places = {*there}
        move = plane[target]
        assert isinstance(move, Blend)
        for row in range(len(move.stack)):
            places |= set(move.stack[row].tolist())
        for position in range(len(moment.settings[key].positions)):
            assert set(numbers(at(move, position)).tolist()) <= places
