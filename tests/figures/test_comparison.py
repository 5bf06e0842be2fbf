"""Pairs of dots: every start once, joined in the colour of who won, on an axis that holds all."""

import math

import pytest
import torch

from visualizer.figures.comparison import comparison_figure, comparison_layout, comparison_moves
from visualizer.figures.moves import at, show

LOSSES = torch.tensor([[0.4, 0.2, 0.01, math.nan, 1e-20], [0.1, 0.3, 0.005, 0.2, 0.0]])


def lines(moves, uid):
    """Return the pairs of losses that lines join."""
    values = at(moves[f"{uid}.y"], 0)
    assert all(gap is None for gap in values[2::3])
    return list(zip(values[0::3], values[1::3], strict=True))


def test_every_start_is_one_line_and_two_dots():
    moves = comparison_moves(LOSSES)
    assert len(lines(moves, "lower")) + len(lines(moves, "higher")) == LOSSES.shape[1]
    for place in (0, 1):
        assert len(at(moves[f"dots_{place}.x"], 0)) == LOSSES.shape[1]
        drawn = at(moves[f"dots_{place}.y"], 0)
        assert drawn[:3] == pytest.approx(LOSSES[place, :3].tolist())


def test_lines_tell_where_the_second_ended_lower():
    moves = comparison_moves(LOSSES)
    assert all(second < first for first, second in lines(moves, "lower"))
    told = [pair for pair in lines(moves, "higher") if None not in pair]
    assert all(second >= first for first, second in told)


def test_box_and_bar_are_the_quartiles():
    losses = torch.tensor([[1.0, 2.0, 3.0, 4.0, 5.0], [10.0, 20.0, 30.0, 40.0, 50.0]])
    moves = comparison_moves(losses)
    assert (min(at(moves["box_1.y"], 0)), max(at(moves["box_1.y"], 0))) == (20, 40)
    assert at(moves["median_0.y"], 0) == [3, 3]


@pytest.mark.parametrize(
    "losses",
    [LOSSES, torch.full((2, 4), math.nan), torch.full((2, 4), 0.25), torch.zeros(2, 4)],
)
def test_the_axis_is_finite_and_holds_every_dot(losses):
    low, high = comparison_layout(losses)["yaxis.range"]
    assert math.isfinite(low)
    assert low < high < math.inf
    for place in (0, 1):
        for loss in at(comparison_moves(losses)[f"dots_{place}.y"], 0):
            assert loss is None or low <= math.log10(loss) <= high


def test_the_figure_names_both_functions_and_takes_the_moves():
    figure = show(comparison_figure("ReLU", "SiLU"), comparison_moves(LOSSES), 0)
    assert list(figure.layout.xaxis.ticktext) == ["ReLU", "SiLU"]
    assert figure.layout.yaxis.type == "log"
    dashes = {each.uid: each.line.dash for each in figure.data if each.uid in ("lower", "higher")}
    assert dashes["lower"] != dashes["higher"]  # told apart without colour
