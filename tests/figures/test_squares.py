"""Squares are square, their areas are the squared errors, and both axes share one scale."""

import math

import pytest
import torch

from visualizer.figures.moves import at, show
from visualizer.figures.squares import squares_figure, squares_moves, squares_texts, truth_moves

TARGETS = torch.tensor([1.0, 0.0, 1.0])
PREDICTIONS = torch.tensor([[0.9, 0.2], [0.7, 0.0], [1.0, 0.4]])  # (n_students, n_positions)


def moves_for(targets=TARGETS, predictions=PREDICTIONS, limits=(0.0, 1.0)):
    residuals = predictions - targets[:, None]
    return squares_moves(residuals, targets, residuals.square().mean(dim=0), limits)


def squares_of(moves, uid, position):
    """Return left, right, start and end of each square that is drawn."""
    x, y = at(moves[f"{uid}.x"], position), at(moves[f"{uid}.y"], position)
    assert len(x) == len(y)
    parts = []
    for start in range(0, len(x), 6):
        assert x[start + 5] is y[start + 5] is None  # the gap between two squares
        corners = list(zip(x[start : start + 5], y[start : start + 5], strict=True))
        assert corners[0] == corners[-1]
        parts.append((corners[0], corners[2]))
    return parts


@pytest.mark.parametrize("position", [0, 1])
@pytest.mark.parametrize("limits", [(0.0, 1.0), (-5.0, 5.0)])
def test_each_side_is_the_residual_and_each_area_its_square(position, limits):
    size = limits[1] - limits[0]
    squares = squares_of(moves_for(limits=limits), "squares", position)
    for student, ((left, floor), (right, top)) in enumerate(squares):
        residual = float(PREDICTIONS[student, position] - TARGETS[student])
        assert (right - left) * size == pytest.approx(abs(residual), abs=1e-5)
        assert (top - floor) * size == pytest.approx(residual, abs=1e-5)
        assert (right - left) * abs(top - floor) * size**2 == pytest.approx(residual**2, abs=1e-5)


@pytest.mark.parametrize("position", [0, 1])
def test_the_mean_is_a_square_with_the_mean_area(position):
    ((left, floor), (right, top)) = squares_of(moves_for(), "mean", position)[0]
    wanted = float((PREDICTIONS - TARGETS[:, None]).square().mean(dim=0)[position])
    assert right - left == pytest.approx(top - floor, abs=1e-6)
    assert (right - left) * (top - floor) == pytest.approx(wanted, abs=1e-6)


def test_a_square_lies_between_the_truth_and_the_prediction():
    moves, still = moves_for(), truth_moves(TARGETS, 1, (0.0, 1.0))
    truths, marks = at(still["truths.y"], 0), at(moves["predictions.y"], 0)
    for student, ((_, floor), (_, top)) in enumerate(squares_of(moves, "squares", 0)):
        assert floor == pytest.approx(truths[3 * student])
        assert top == pytest.approx(marks[student])


@pytest.mark.parametrize("count", [1, 3, 12])
def test_both_axes_have_one_scale_and_never_move(count):
    layout = squares_figure(count).layout
    assert (layout.yaxis.scaleanchor, layout.yaxis.scaleratio) == ("x", 1)
    assert layout.xaxis.constrain == layout.yaxis.constrain == "domain"
    assert not layout.xaxis.autorange
    assert not layout.yaxis.autorange
    for place in squares_figure(count).data[0].x:
        assert place is None or layout.xaxis.range[0] <= place <= layout.xaxis.range[1]


@pytest.mark.parametrize("count", [3, 12])
def test_no_square_of_a_chance_leaves_its_cell(count):
    targets = torch.linspace(0, 1, count)
    wrong = (targets < 0.5).float()[:, None]
    moves = moves_for(targets, wrong)
    figure = show(squares_figure(count), moves | truth_moves(targets, count - 1, (0.0, 1.0)), 0)
    layout = figure.layout
    for trace in figure.data:
        for axis, values in ((layout.xaxis, trace.x), (layout.yaxis, trace.y)):
            numbers = [value for value in values if value is not None and not math.isnan(value)]
            assert all(axis.range[0] <= value <= axis.range[1] for value in numbers), trace.uid
    squares = squares_of(moves, "squares", 0)
    assert all(right - left <= 1 for (left, _), (right, _) in squares)


def test_the_frame_stands_around_the_chosen_student():
    for chosen in range(3):
        still = truth_moves(TARGETS, chosen, (0.0, 1.0))
        middle = at(moves_for()["predictions.x"], 0)[chosen]
        frame = at(still["chosen.x"], 0)
        assert min(frame) < middle < max(frame)
        assert max(frame) - min(frame) == pytest.approx(1)


def test_every_cell_has_its_words():
    texts = squares_texts(("A", "B"), ("one", "two"), "loss", ("low", "high"))
    assert texts["words.text"] == ("A<br>{one}", "B<br>{two}", "mean<br>{loss}")
    figure = squares_figure(2)
    for target, templates in texts.items():
        trace = next(each for each in figure.data if each.uid == target.partition(".")[0])
        assert len(templates) == len(trace.x) == len(trace.y)
