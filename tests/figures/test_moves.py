"""What each word of the moves does at each position."""

import math

import plotly.graph_objects as go
import pytest
import torch

from visualizer.figures.moves import (
    Blend,
    Choice,
    Mix,
    Prefix,
    RowPrefix,
    at,
    in_short,
    in_short_below,
    n_positions,
    rounded_off,
    rows_of,
    show,
)


@pytest.fixture
def figure() -> go.Figure:
    return go.Figure({"data": [{"type": "scatter", "uid": "line", "x": [0], "y": [0]}]})


def test_a_tensor_gives_its_row() -> None:
    assert at(torch.tensor([1.0, 2.0]), 1) == 2.0
    assert at(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), 1) == [3.0, 4.0]
    assert at(torch.arange(8.0).view(2, 2, 2), 1) == [[4.0, 5.0], [6.0, 7.0]]


def test_what_is_not_finite_becomes_a_gap() -> None:
    rows = torch.tensor([[1.0, math.nan, math.inf, -math.inf]])
    assert at(rows, 0) == [1.0, None, None, None]


def test_a_blend_mixes_two_neighbours() -> None:
    blend = Blend(
        torch.tensor([[0.0, 10.0], [4.0, 20.0], [8.0, 40.0]]), torch.tensor([0.25, 1.5, 2])
    )
    assert at(blend, 0) == [1.0, 12.5]
    assert at(blend, 1) == [6.0, 30.0]
    assert at(blend, 2) == [8.0, 40.0]


def test_a_blend_at_a_slice_knows_nothing_of_its_neighbour() -> None:
    blend = Blend(torch.tensor([[1.0], [math.nan]]), torch.tensor([0.0, 1.0]))
    assert at(blend, 0) == [1.0]
    assert at(blend, 1) == [None]


def test_a_mix_is_the_sum_of_its_parts_each_with_its_share() -> None:
    parts = torch.tensor([[[1.0, 2.0]], [[10.0, 20.0]]])
    mix = Mix(parts, torch.tensor([[1.0, 0.5], [0.0, -2.0], [math.nan, 1.0]]))
    assert [at(mix, position) for position in (0, 1)] == [[[6.0, 12.0]], [[-20.0, -40.0]]]
    assert at(mix, 2) == [[None, None]]


def test_a_prefix_grows_along_one_path() -> None:
    prefix = Prefix(torch.tensor([1.0, 2.0, 3.0]), torch.tensor([0, 2, 3]))
    assert [at(prefix, position) for position in range(3)] == [[], [1.0, 2.0], [1.0, 2.0, 3.0]]


def test_a_row_prefix_cuts_every_path_alike() -> None:
    rows = RowPrefix(torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), 2)
    assert [at(rows, position) for position in range(2)] == [[1.0, 2.0], [4.0, 5.0]]


def test_a_choice_gives_its_word() -> None:
    choice = Choice(("solid", "dash"), torch.tensor([1, 0]))
    assert [at(choice, position) for position in range(2)] == ["dash", "solid"]


@pytest.mark.parametrize(
    "move",
    [
        torch.rand(4, 2),
        Blend(torch.rand(9, 2), torch.tensor([0.0, 7.5, 2.0, 8.0])),
        Mix(torch.rand(2, 9), torch.rand(4, 2)),
        Prefix(torch.rand(9), torch.tensor([1, 9, 0, 4])),
        RowPrefix(torch.rand(4, 9), 3),
        Choice(("a", "b", "c"), torch.tensor([0, 2, 1, 0])),
    ],
    ids=lambda move: type(move).__name__,
)
def test_some_rows_of_a_move_say_what_they_said_among_all(move) -> None:
    some = rows_of(move, slice(1, 3))
    assert n_positions(some) == 2
    assert [at(some, place) for place in (0, 1)] == [at(move, place) for place in (1, 2)]


@pytest.mark.parametrize(
    ("move", "count"),
    [
        (torch.zeros(4, 2), 4),
        (Blend(torch.zeros(9, 2), torch.zeros(3)), 3),
        (Mix(torch.zeros(2, 9), torch.zeros(8, 2)), 8),
        (Prefix(torch.zeros(9), torch.zeros(5, dtype=torch.int64)), 5),
        (RowPrefix(torch.zeros(6, 9), 1), 6),
        (Choice(("a", "b"), torch.zeros(7, dtype=torch.int64)), 7),
    ],
)
def test_positions_are_counted(move, count: int) -> None:
    assert n_positions(move) == count
    for outside in (-1, count):
        with pytest.raises(ValueError, match=f"0..{count - 1}, got {outside}"):
            at(move, outside)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Blend(torch.zeros(2, 3), torch.tensor([1.1])), "index must lie in 0..1"),
        (lambda: Blend(torch.zeros(2, 3), torch.tensor([math.nan])), "index must lie in 0..1"),
        (lambda: Blend(torch.zeros(2, 3), torch.zeros(1, 1)), "index must have 1 axis"),
        (lambda: Mix(torch.zeros(2, 3), torch.zeros(4, 3)), "shares must have shape"),
        (lambda: Mix(torch.zeros(2, 3), torch.zeros(2)), "shares must have shape"),
        (lambda: Prefix(torch.zeros(2), torch.tensor([3])), "counts must lie in 0..2"),
        (lambda: Prefix(torch.zeros(2), torch.tensor([-1])), "counts must lie in 0..2"),
        (lambda: RowPrefix(torch.zeros(2, 3), 4), "count must lie in 0..3, got 4"),
        (lambda: RowPrefix(torch.zeros(3), 1), "values must have 2 axes"),
        (lambda: Choice(("a",), torch.tensor([1])), "index must lie in 0..0"),
    ],
    ids=range(10),
)
def test_what_lies_outside_is_refused(make, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


def test_showing_changes_a_copy(figure: go.Figure) -> None:
    moves = {"line.x": torch.tensor([[1.0], [2.0]]), "line.line.width": torch.tensor([3.0, 4.0])}
    shown = show(figure, moves, 1)
    assert (shown.data[0].x, shown.data[0].line.width) == ((2.0,), 4.0)
    assert (figure.data[0].x, figure.data[0].line.width) == ((0,), None)


@pytest.mark.parametrize("target", ["curve.x", "line"])
def test_a_move_without_a_target_is_refused(figure: go.Figure, target: str) -> None:
    with pytest.raises(ValueError, match=f"'line'.*not '{target}'"):
        show(figure, {target: torch.zeros(1, 1)}, 0)


def test_short_numbers_stay_where_they_are_seen() -> None:
    values = torch.tensor([0.1234567, -5.4321, 1e9, -1e9, math.inf, math.nan])
    short = in_short(values).float()
    assert torch.allclose(short[:2], values[:2], rtol=5e-4)
    assert short[2:5].isfinite().all()
    assert (short[2] > 1e4, short[3] < -1e4) == (True, True)
    assert short[5].isnan()


@pytest.mark.parametrize("top", [1e9, 1e-6, 70_000.0])
def test_heights_that_half_the_bits_would_spoil_stay_as_they_are(top: float) -> None:
    heights = torch.linspace(0, top, 50)
    assert in_short_below(heights, top) is heights


@pytest.mark.parametrize("top", [0.001, 1.0, 59_999.0])
def test_other_heights_take_half_the_bits_and_lie_where_they_lay(top: float) -> None:
    heights = torch.linspace(0, top, 500)
    drawn = in_short_below(heights, top)
    assert drawn.dtype is torch.float16
    assert float((drawn.float() - heights).abs().max()) < top / 2_000


def test_a_field_keeps_its_lines_and_leaves_bits_out() -> None:
    generator = torch.Generator().manual_seed(0)
    field = torch.rand(7, 5, 5, generator=generator) * 10 ** torch.arange(-6.0, 1)[:, None, None]
    found = rounded_off(field)
    assert found.shape == field.shape
    assert float(((found - field) / field).abs().max()) <= 2**-16
    assert bool((found.view(torch.int32) & 0xFF == 0).all())


def test_what_has_few_bits_stays_as_it_is() -> None:
    values = torch.tensor([0.0, -0.0, 0.75, -2.0, 1e30, math.inf, -math.inf, math.nan])
    found = rounded_off(values)
    assert found[:4].equal(values[:4])
    assert found[4] == pytest.approx(1e30, rel=2e-5)
    assert found[5:7].equal(values[5:7])
    assert bool(found[7].isnan())


def test_a_plateau_beside_a_line_gets_no_line() -> None:
    """The loss of a neuron that says one thing to all is nearly two thirds, a level of the map."""
    plateau = 2 / 3 + torch.logspace(-3, -4.3, 40)
    assert bool((rounded_off(plateau) > 2 / 3).all())
    assert not bool((in_short(plateau).float() > 2 / 3).all())
