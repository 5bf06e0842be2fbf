"""The loss plot: the whole run, the part so far, the step, and where the numbers end."""

import math

import pytest
import torch

from visualizer.figures.descent import branch_moves
from visualizer.figures.loss_curve import loss_curve_figure, loss_curve_moves, loss_step_moves
from visualizer.figures.moves import Moves, show
from visualizer.figures.theme import color

STEPS = torch.arange(5)
LOSSES = torch.tensor([[1.0, 0.5, 0.25, 0.12, 0.06], [1.0, 3.0, 90.0, math.nan, math.nan]])


def moves(step: int = 1) -> Moves:
    ends = torch.tensor([-1, 3])
    return loss_curve_moves(STEPS, LOSSES, step + 1, step, LOSSES[:, step], ends)


def shown(which: Moves, position: int) -> dict:
    return {trace.uid: trace for trace in show(loss_curve_figure(4), which, position).data}


def numbers(trace) -> list[tuple[float, float | None]]:
    return list(zip(trace.x, trace.y, strict=True))


def test_the_curve_shows_every_step_of_its_run() -> None:
    drawn = shown(moves(), 0)
    assert numbers(drawn["curve"]) == list(zip(range(5), LOSSES[0].tolist(), strict=True))


def test_the_part_so_far_ends_at_the_marker() -> None:
    for position in range(2):
        drawn = shown(moves(2), position)
        whole = numbers(drawn["curve"])
        assert numbers(drawn["so_far"]) == whole[:3]
        assert numbers(drawn["marker"]) == whole[2:3]


def test_playing_goes_along_the_same_curve() -> None:
    along = loss_step_moves(LOSSES[0])
    for step in range(5):
        played, dragged = shown(along, step), shown(moves(step), 0)
        for uid in ("so_far", "marker"):
            assert numbers(played[uid]) == numbers(dragged[uid])


def test_what_is_not_finite_is_a_gap_and_the_rest_stays() -> None:
    drawn = shown(moves(), 1)
    assert drawn["curve"].y == (1.0, 3.0, 90.0, None, None)
    assert shown(moves(3), 1)["marker"].y == (None,)


def test_the_end_of_the_numbers_is_marked_where_it_is() -> None:
    assert set(shown(moves(), 1)["diverged"].x) == {3.0}
    assert set(shown(moves(), 0)["diverged"].x) == {None}


def test_the_word_for_it_stays_inside_and_shows_only_then() -> None:
    first, last = loss_curve_figure(4).layout.xaxis.range
    fine, gone = (shown(moves(), position)["diverged_word"] for position in range(2))
    assert "diverged" in gone.text
    assert first < gone.x[0] < last
    assert fine.x[0] < first
    for end in (0, 4):
        made = loss_curve_moves(STEPS, LOSSES[:1], 1, 0, LOSSES[:1, 0], torch.tensor([end]))
        assert first < shown(made, 0)["diverged_word"].x[0] < last


def test_a_run_that_never_diverges_needs_no_mark() -> None:
    made = loss_curve_moves(STEPS, LOSSES[:1], 2, 1, LOSSES[:1, 1])
    assert not any(target.startswith("diverged") for target in made)


def test_a_branch_leaves_the_curve_with_another_dash() -> None:
    left = branch_moves({"x": STEPS[None, 2:].float(), "y": LOSSES[:1, 2:] / 2})
    drawn = shown(left, 0)
    assert numbers(drawn["branch"]) == [
        (2, 0.125),
        (3, pytest.approx(0.06)),
        (4, pytest.approx(0.03)),
    ]
    assert drawn["branch"].line.dash != drawn["curve"].line.dash
    assert drawn["branch"].line.color == color("branch")


@pytest.mark.parametrize(
    ("dtick", "wanted"),
    [
        (2e-4, ".4f"),
        (5e-3, ".3f"),
        (0.01, ".2f"),
        (0.05, ".2f"),
        (0.2, ".1f"),
        (1, ",d"),
        (50, ",d"),
    ],
)
def test_all_labels_of_the_loss_have_the_digits_that_the_finest_needs(dtick, wanted) -> None:
    stops = loss_curve_figure(4).layout.yaxis.tickformatstops
    fitting = [
        stop.value
        for stop in stops
        if (stop.dtickrange[0] or 0) <= dtick <= (stop.dtickrange[1] or math.inf)
    ]
    assert fitting == [wanted]


def test_a_log_plot_counts_in_powers_of_ten() -> None:
    assert loss_curve_figure(4, log=True).layout.yaxis.type == "log"
    assert loss_curve_figure(4).layout.yaxis.type is None
    assert "log" in loss_curve_figure(4, log=True).layout.yaxis.title.text


def test_a_run_has_steps() -> None:
    with pytest.raises(ValueError, match="at least 1, got 0"):
        loss_curve_figure(0)
