"""Sweeps that stand side by side, and the numbers of a moment."""

import pytest
import torch

from tests.live.test_payload import array, pack, small_moment, small_scene
from visualizer.figures.moves import RowPrefix
from visualizer.live.moment import Joint, Moment, Setting, Sweep

SIZES = {"weight_1": 3, "step": 2}


def joint() -> Joint:
    path, loss = torch.arange(20.0).view(5, 4), torch.arange(5.0)
    line = {"trail.x": path, "so_far.x": RowPrefix(path, 2)}
    return Joint(tuple(SIZES), Sweep({"loss": loss, "height": loss}, {"line": line}))


def test_the_rows_of_each_control_begin_where_those_of_the_one_before_end() -> None:
    assert small_moment(joint=joint()).first_rows() == {"weight_1": 0, "step": 3}
    assert small_moment().first_rows() == {}


def test_the_joint_sweep_travels_once_for_all_its_controls() -> None:
    header, body = pack(small_moment(joint=joint()), small_scene())
    assert header["joint"]["first_rows"] == {"weight_1": 0, "step": 3}
    assert header["sweeps"] == []
    sweep = header["joint"]["sweep"]
    assert array(body, sweep["quantities"]["loss"]).tolist() == [0, 1, 2, 3, 4]
    assert sweep["quantities"]["loss"] == sweep["quantities"]["height"]
    line = sweep["moves"]["line"]
    assert line["trail.x"]["values"] == line["so_far.x"]["values"]
    assert len(body) == 4 * (5 + 20)  # losses and paths, once each


def test_a_moment_tells_a_number_as_it_stands() -> None:
    held = {"loss": torch.tensor([7.0]), "limit": torch.tensor([0.5])}
    settings = {key: Setting(range(size), size - 1) for key, size in SIZES.items()}
    moment = Moment(settings, {}, Sweep(held), joint=joint())
    assert moment.number("loss") == 2.0  # of the first control, at its last position
    assert moment.number("limit") == 0.5
    own = {"step": Sweep({"loss": torch.tensor([8.0, 9.0])})}
    assert Moment(settings, own, Sweep(held), joint=joint()).number("loss") == 9.0
    with pytest.raises(KeyError):
        moment.number("nothing")
