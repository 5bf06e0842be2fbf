"""The map of the examples: who stands where, and where the line runs."""

import math

import pytest
import torch

from visualizer.figures.class_map import boundary_moves, class_map_figure, line_place, map_limits


def test_each_answer_has_its_own_colour_and_shape() -> None:
    figure = class_map_figure(("a", "b"), ((0.0, 1.0), (2.0, 3.0)), (False, True), ("low", "high"))
    low, high = figure.data[:2]
    assert (low.x, low.y, low.name) == ((0.0,), (1.0,), "low")
    assert (high.x, high.y, high.name) == ((2.0,), (3.0,), "high")
    assert low.marker.color != high.marker.color
    assert low.marker.symbol != high.marker.symbol
    assert {trace.uid for trace in figure.data} == {
        "examples_fail", "examples_pass", "boundary", "yours"
    }  # fmt: skip


@pytest.mark.parametrize("values", [[1.0, 1.0], [0.0, 10.0], [-1e6, 1e6], [3.0]])
def test_every_value_has_room(values: list[float]) -> None:
    low, high = map_limits(values)
    assert low < min(values) <= max(values) < high
    assert high - low >= 1 or len(set(values)) > 1


def test_on_the_line_the_sum_is_zero_and_it_reaches_beyond_the_picture() -> None:
    slopes = torch.tensor([[1.0, 0.0, -2.0, 0.3], [1.0, 2.0, 0.0, -0.7]])
    offsets = torch.tensor([-3.0, 1.0, 4.0, 0.1])
    across, up = (0.0, 10.0), (-4.0, 8.0)
    moves = boundary_moves(slopes, offsets, across, up)
    x, y = moves["boundary.x"], moves["boundary.y"]
    sums = slopes[0][:, None] * x + slopes[1][:, None] * y + offsets[:, None]
    assert torch.allclose(sums, torch.zeros(4, 2), atol=1e-3)
    assert bool((((x[:, 0] - x[:, 1]) / 10).abs() + ((y[:, 0] - y[:, 1]) / 12).abs() > 2).all())


def test_without_weights_there_is_no_line() -> None:
    moves = boundary_moves(torch.zeros(2, 1), torch.tensor([1.0]), (0.0, 1.0), (0.0, 1.0))
    assert all(math.isnan(each) for each in moves["boundary.x"][0].tolist())


def test_a_line_is_seen_where_the_sum_has_both_signs_in_the_picture() -> None:
    generator = torch.Generator().manual_seed(1)
    slopes = torch.randn(2, 400, generator=generator)
    offsets = 8 * torch.randn(400, generator=generator)
    across, up = (0.0, 10.0), (-4.0, 8.0)
    corners = torch.cartesian_prod(torch.tensor(across), torch.tensor(up))
    signs = (corners @ slopes + offsets).sign()
    height, reach = line_place(slopes, offsets, across, up)
    assert torch.equal(height.abs() < reach, (signs != signs[:1]).any(dim=0))
    middle, _ = line_place(slopes, offsets - height, across, up)
    assert torch.allclose(middle, torch.zeros(400), atol=1e-5)


def test_the_picture_reaches_to_my_row_unless_the_examples_would_shrink_to_a_spot() -> None:
    assert map_limits([0.0, 10.0], 5.0) == map_limits([0.0, 10.0])
    assert map_limits([0.0, 10.0], 30.0)[1] > 30
    assert map_limits([0.0, 10.0], -20.0)[0] < -20
    assert map_limits([0.0, 10.0], 1000.0) == map_limits([0.0, 10.0])
    assert map_limits([3.0], 3.2)[1] > 3.2
