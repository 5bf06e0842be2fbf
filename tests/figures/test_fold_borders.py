"""Straight borders in the folded plane: each only where it decides."""

from itertools import combinations

import pytest
import torch

from visualizer.figures.fold_borders import no_border, straight_borders


def segments(points: torch.Tensor) -> list[torch.Tensor]:
    """Return both ends of each line of the only position. Shapes ``(2, 2)``."""
    return [points[place : place + 2, :, 0] for place in range(0, len(points), 3)]


def column(*numbers: object) -> torch.Tensor:
    return torch.tensor(numbers, dtype=torch.float32)[..., None]


def test_one_output_has_the_whole_line_on_which_its_sum_is_0() -> None:
    points = straight_borders(column([0.6, 0.8]), column(-0.5))
    (ends,) = segments(points)
    torch.testing.assert_close(ends @ torch.tensor([0.6, 0.8]), torch.full((2,), 0.5))
    torch.testing.assert_close(ends.mean(dim=0), torch.tensor([0.3, 0.4]), rtol=0, atol=1e-4)
    assert (ends[1] - ends[0]).norm() == pytest.approx(200)


def test_three_rays_meet_where_all_three_are_equal() -> None:
    """Outputs h₁, h₂ and 0 by hand: all are equal at 0; 0|1 up the diagonal, then down, left."""
    points = straight_borders(column([1, 0], [0, 1], [0, 0]), column(0, 0, 0))
    first, second, third = segments(points)
    for ends, way in ((first, (1, 1)), (second, (0, -1)), (third, (-1, 0))):
        lengths = ends.norm(dim=1)
        assert lengths.min() == pytest.approx(0, abs=1e-5)
        far = ends[lengths.argmax()] / lengths.max()
        torch.testing.assert_close(
            far, torch.nn.functional.normalize(torch.tensor(way) * 1.0, dim=0)
        )


@pytest.mark.parametrize("seed", range(20))
def test_on_every_part_two_outputs_are_equal_and_none_is_larger(seed: int) -> None:
    torch.manual_seed(seed)
    weight, bias = torch.randn(3, 2, 1), torch.randn(3, 1)
    points = straight_borders(weight, bias)
    assert points[2::3].isnan().all()
    for ends, (one, other) in zip(segments(points), combinations(range(3), 2), strict=True):
        if ends.isnan().any():
            continue
        along = ends[0] + torch.linspace(0.01, 0.99, 9)[:, None] * (ends[1] - ends[0])
        sums = along.double() @ weight[..., 0].double().T + bias[:, 0]
        torch.testing.assert_close(sums[:, one], sums[:, other], rtol=1e-3, atol=1e-3)
        assert (sums.argmax(dim=1) != 3 - one - other).all()


@pytest.mark.parametrize("seed", range(20))
def test_no_part_that_decides_is_missing(seed: int) -> None:
    """Along the edge of the picture the winner changes where a border leaves it, nowhere else."""
    torch.manual_seed(seed)
    weight, bias = torch.randn(3, 2, 1), 0.1 * torch.randn(3, 1)
    turns = torch.linspace(0, 2 * torch.pi, 2001)[:-1]
    circle = 50 * torch.stack([turns.cos(), turns.sin()], dim=1)
    winner = (circle @ weight[..., 0].T + bias[:, 0]).argmax(dim=1)
    changes = int((winner != winner.roll(1)).sum())
    leaving = [
        int((ends.norm(dim=1) > 50).sum())
        for ends in segments(straight_borders(weight, bias))
        if not ends.isnan().any()
    ]
    assert sum(leaving) == changes


def test_an_output_that_never_wins_has_no_border() -> None:
    points = straight_borders(column([1, 0], [-1, 0], [0, 0]), column(0, 0, -5))
    between, *others = segments(points)
    torch.testing.assert_close(between[:, 0], torch.zeros(2))
    assert all(ends.isnan().all() for ends in others)


@pytest.mark.parametrize("n_outputs", [1, 3])
def test_outputs_that_are_alike_or_no_numbers_have_none(n_outputs: int) -> None:
    for number in (0.0, 1.0, torch.nan, torch.inf):
        same = straight_borders(
            torch.full((n_outputs, 2, 2), number if n_outputs > 1 else 0 * number),
            torch.full((n_outputs, 2), number),
        )
        assert same.shape == no_border(n_outputs, 2).shape
        assert same.isnan().all()
