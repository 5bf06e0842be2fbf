"""The border of a branch on the map of a network's answers: dashed, beside that of the training."""

from collections.abc import Iterator, Mapping

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.theme import color

BORDER, BRANCH = "border", "branch"  # how the names of their traces begin
BEYOND = 255.0  # all lines of a map


def with_branch_border(figure: go.Figure, heights: bool = False) -> go.Figure:
    """Return a map with a dashed line for every border, still nowhere.

    Args:
        figure: A map; its traces whose names begin with ``border`` are lines of a field.
        heights: Whether all of these lines are drawn again, and not only that between two kinds.
    """
    return go.Figure({"data": list(_traces(figure, heights)), "layout": figure.layout})


def branch_fields(borders: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the moves of borders as those of a branch."""
    return {target.replace(BORDER, BRANCH, 1): rows for target, rows in borders.items()}


def nowhere(fields: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return fields of one position that have no line, else like ``fields``."""
    return {target: torch.full_like(rows[:1], BEYOND) for target, rows in fields.items()}


def _traces(figure: go.Figure, heights: bool) -> Iterator[object]:
    """Return all traces, each border followed by that of the branch: examples lie above both."""
    for each in figure.data:
        yield each
        if (each.uid or "").startswith(BORDER):
            yield _dashed(each, heights)


def _dashed(border: go.Contour, heights: bool) -> go.Contour:
    uid = border.uid.replace(BORDER, BRANCH, 1)
    line = {"color": color("branch"), "dash": "dash"}
    second = go.Contour(border).update(uid=uid, line=line, colorscale=None)
    second.contours.coloring = "none"
    if not heights:
        middle = (border.contours.start + border.contours.end) / 2
        second.contours.update(start=middle, end=middle, size=1)
    return second
