"""The map of what one neuron answers: its colours, its border, and how far it reaches."""

import math

import pytest
import torch

from visualizer.figures.kind_marks import PASS_OR_FAIL
from visualizer.figures.map_parts import grid_points
from visualizer.figures.moves import at
from visualizer.figures.neuron_map import (
    N_POINTS,
    map_limits,
    neuron_map_figure,
    neuron_moves,
    tilt_in,
)
from visualizer.figures.theme import ANSWER

LIMITS = ((0.0, 10.0), (-4.0, 8.0))
GROUPS = tuple(
    (words, mark, False, ((place, place),))
    for words, mark, place in zip(("low", "high"), PASS_OR_FAIL, (0.0, 2.0), strict=True)
)


def test_each_answer_has_its_own_colour_and_shape() -> None:
    figure = neuron_map_figure(("a", "b"), LIMITS, GROUPS, "me", ((-4.0, 0.0), (4.0, 1.0)))
    traces = {trace.uid: trace for trace in figure.data}
    low, high = traces["examples_fail"], traces["examples_pass"]
    assert (low.x, low.y, low.name) == ((0.0,), (0.0,), "low")
    assert low.marker.color != high.marker.color
    assert low.marker.symbol != high.marker.symbol
    assert (traces["point"].name, traces["point"].showlegend) == ("me", True)
    field = traces["field"]
    assert (field.zmin, field.zmax) == (-4, 4)
    assert [colour for _, colour in field.colorscale] == [ANSWER[0], ANSWER[-1]]


@pytest.mark.parametrize("values", [[1.0, 1.0], [0.0, 10.0], [-1e6, 1e6], [3.0]])
def test_every_value_has_room(values: list[float]) -> None:
    low, high = map_limits(values)
    assert low < min(values) <= max(values) < high
    assert high - low >= 1 or len(set(values)) > 1


def test_the_field_is_the_sum_at_every_point_of_the_grid() -> None:
    slopes, offsets = torch.tensor([[0.3, -7.0], [1.1, 250.0]]), torch.tensor([-2.0, 30.0])
    moves = neuron_moves(tilt_in(slopes, offsets, LIMITS))
    wanted = grid_points(LIMITS, N_POINTS) @ slopes + offsets
    for position in (0, 1):
        found = torch.tensor(at(moves["field.z"], position)).flatten()
        assert torch.allclose(found, wanted[:, position], rtol=1e-5, atol=1e-4)


def test_on_the_line_nothing_is_decided_and_it_reaches_beyond_the_picture() -> None:
    slopes = torch.tensor([[1.0, 0.0, -2.0, 0.3], [1.0, 2.0, 0.0, -0.7]])
    offsets = torch.tensor([-3.0, 1.0, 4.0, 0.1])
    moves = neuron_moves(tilt_in(slopes, offsets, LIMITS, undecided=0.5))
    x, y = moves["border.x"], moves["border.y"]
    sums = slopes[0][:, None] * x + slopes[1][:, None] * y + offsets[:, None]
    assert torch.allclose(sums, torch.full((4, 2), 0.5), atol=1e-3)
    assert bool((((x[:, 0] - x[:, 1]) / 10).abs() + ((y[:, 0] - y[:, 1]) / 12).abs() > 2).all())


@pytest.mark.parametrize(
    ("slope", "undecided"), [(0.0, 0.0), (1.0, math.inf), (1.0, -math.inf), (math.nan, 0.0)]
)
def test_where_nothing_is_undecided_there_is_no_line(slope: float, undecided: float) -> None:
    tilt = tilt_in(torch.full((2, 1), slope), torch.tensor([1.0]), LIMITS, undecided)
    assert all(math.isnan(each) for each in neuron_moves(tilt)["border.x"][0].tolist())


@pytest.mark.parametrize("broken", [math.nan, math.inf])
def test_where_the_sum_is_no_number_nothing_is_coloured(broken: float) -> None:
    slopes = torch.tensor([[broken, 1.0], [0.0, 1.0]])
    field = neuron_moves(tilt_in(slopes, torch.zeros(2), LIMITS))["field.z"]
    assert {each for row in at(field, 0) for each in row} == {None}
    assert None not in {each for row in at(field, 1) for each in row}


def test_a_line_is_seen_where_the_sum_has_both_signs_in_the_picture() -> None:
    generator = torch.Generator().manual_seed(1)
    slopes = torch.randn(2, 400, generator=generator)
    offsets = 8 * torch.randn(400, generator=generator)
    tilt = tilt_in(slopes, offsets, LIMITS)
    corners = torch.cartesian_prod(*(torch.tensor(each) for each in LIMITS))
    signs = (corners @ slopes + offsets).sign()
    assert torch.equal(tilt.lead.abs() < tilt.reach, (signs != signs[:1]).any(dim=0))
    middle = tilt_in(slopes, offsets - tilt.lead, LIMITS).lead
    assert torch.allclose(middle, torch.zeros(400), atol=1e-5)


def test_the_picture_reaches_to_my_row_unless_the_examples_would_shrink_to_a_spot() -> None:
    assert map_limits([0.0, 10.0], 5.0) == map_limits([0.0, 10.0])
    assert map_limits([0.0, 10.0], 30.0)[1] > 30
    assert map_limits([0.0, 10.0], -20.0)[0] < -20
    assert map_limits([0.0, 10.0], 1000.0) == map_limits([0.0, 10.0])
    assert map_limits([3.0], 3.2)[1] > 3.2
