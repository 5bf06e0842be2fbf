"""Sweeps that stand side by side, taken apart."""

import pytest
import torch

from tests.live.test_payload import pack, small_moment, small_scene
from visualizer.figures.moves import Choice, RowPrefix, at
from visualizer.live.scene import Moment, Setting, Sweep

SIZES = {"weight_1": 3, "bias": 2}


def joint() -> Sweep:
    path, loss = torch.arange(20.0).view(5, 4), torch.arange(5.0)
    line = {"trail.x": path, "so_far.x": RowPrefix(path, 2)}
    dash = {"edge.dash": Choice(("solid", "dash"), torch.tensor([0, 1, 0, 1, 1]))}
    return Sweep({"loss": loss, "height": loss}, {"line": line, "network": dash})


def test_each_control_gets_its_own_positions() -> None:
    whole, first = joint(), 0
    parts = whole.split(list(SIZES), list(SIZES.values()))
    assert list(parts) == list(SIZES)
    for key, part in parts.items():
        for place in range(SIZES[key]):
            assert part.quantities["loss"][place] == whole.quantities["loss"][first + place]
            for picture, moves in whole.moves.items():
                for target, move in moves.items():
                    assert at(part.moves[picture][target], place) == at(move, first + place)
        first += SIZES[key]


def test_what_stands_in_several_places_still_travels_once() -> None:
    parts = joint().split(list(SIZES), list(SIZES.values()))
    header, body = pack(small_moment(sweeps=parts), small_scene())
    [(_, sweep), _] = header["sweeps"]
    assert sweep["quantities"]["loss"] == sweep["quantities"]["height"]
    line = sweep["moves"]["line"]
    assert line["trail.x"]["values"] == line["so_far.x"]["values"]
    assert len(body) == 4 * (5 + 20 + 5)  # losses, paths and dashes, once each


def test_further_numbers_and_moves_leave_the_rest_as_it_was() -> None:
    whole = joint()
    more = whole.with_numbers({"bias": torch.ones(5)})
    more = more.with_moves({"line": {"marker.x": torch.ones(5, 1)}, "map": {}})
    assert {*more.quantities} == {"loss", "height", "bias"}
    assert {*more.moves["line"]} == {"trail.x", "so_far.x", "marker.x"}
    assert {*whole.quantities} == {"loss", "height"}
    assert {*whole.moves["line"]} == {"trail.x", "so_far.x"}


def test_a_moment_tells_a_number_as_it_stands() -> None:
    held = {"loss": torch.tensor([7.0]), "limit": torch.tensor([0.5])}
    moment = Moment(
        {key: Setting(range(size), size - 1) for key, size in SIZES.items()},
        joint().split(list(SIZES), list(SIZES.values())),
        Sweep(held),
    )
    assert moment.number("loss") == 4.0  # of the last control, at its last position
    assert moment.number("limit") == 0.5
    with pytest.raises(KeyError):
        moment.number("nothing")
