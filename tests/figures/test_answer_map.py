"""The map of what a network answers: each of its looks, told apart without colour too."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest
import torch

from tests.figures.every_figure import parts, plain
from visualizer.figures.answer_map import (
    N_POINTS,
    SHOWS,
    answer_map_figure,
    answer_moves,
)
from visualizer.figures.kind_marks import PASS_OR_FAIL
from visualizer.figures.map_parts import grid_points
from visualizer.figures.moves import show
from visualizer.figures.theme import CLEAR, DARK

LIMITS = ((0.0, 10.0), (-2.0, 2.0))
FAIL, PASS = PASS_OR_FAIL
GROUPS = (("fails", FAIL, False, ((1.0, 0.0),)), ("passes", PASS, False, ((9.0, 0.0),)))


def made(shows: str) -> go.Figure:
    return answer_map_figure(("a", "b"), LIMITS, GROUPS, shows)


def drawn(shows: str) -> dict[str, object]:
    """Return the traces of a map whose logit is x − 4 along the axis across."""
    logits = grid_points(LIMITS, N_POINTS)[:, :1] - 4
    figure = show(made(shows), answer_moves(logits, LIMITS, shows), 0)
    return {trace.uid: trace for trace in figure.data}


@pytest.mark.parametrize("shows", SHOWS)
def test_every_look_has_colours_for_the_dark_and_the_same_examples(shows: str) -> None:
    traces = drawn(shows)
    colours = {part for _, part in parts(plain(made(shows))) if str(part).startswith("#")}
    assert colours <= {*DARK, CLEAR}
    assert {"examples_pass", "examples_fail", "point", "border"} <= set(traces)


def test_where_a_fail_is_likelier_there_are_crosses_and_nowhere_else() -> None:
    marks = drawn("classes")["fail_specks"]
    inside = [x for x in marks.x if 0 <= x <= 10]
    assert inside
    assert all(x < 4 for x in inside)
    assert len(marks.x) == len(marks.y)  # none is without a place: it can be moved
    grid = torch.tensor(sorted(set(marks.y)))
    assert len(inside) % len(grid) == 0


def test_classes_are_two_tints_parted_by_the_border() -> None:
    border = drawn("classes")["border"]
    assert border.contours.coloring == "fill"
    assert border.contours.start == border.contours.end == 0
    assert len({colour for _, colour in border.colorscale}) == 2


def test_how_sure_it_is_looks_the_same_on_both_sides_and_has_lines_at_ninety_percent() -> None:
    traces = drawn("certainty")
    tints = [colour for _, colour in traces["field"].colorscale]
    assert tints == tints[::-1]
    assert len(set(tints)) > 4
    lines = traces["border"].contours
    ends = torch.tensor([lines.start, lines.start + lines.size, lines.end])
    assert torch.sigmoid(ends).tolist() == pytest.approx([0.1, 0.5, 0.9])


def test_another_look_is_refused() -> None:
    with pytest.raises(ValueError, match="shows must be one of probability, classes, certainty"):
        made("heat")
