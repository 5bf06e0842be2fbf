"""A slice of a network's loss, with the shadow of its training."""

from functools import lru_cache
from textwrap import wrap

import plotly.graph_objects as go
from torch import Tensor

from visualizer.figures.contour import contour_figure
from visualizer.figures.moves import Choice, Moves

Limits = tuple[float, float]
TITLE_WIDTH = 24  # letters of a title on a line beside the map, which is low on a phone
TITLE_LINE = 18  # pixels


@lru_cache(maxsize=32)
def slice_figure(
    titles: tuple[str, str], limits: Limits, limits_up: Limits, n_points: int, top: float
) -> go.Figure:
    """Return the map of a slice: ``field``, and the descent as a shadow, dotted.

    Args:
        titles: What the axes are, in plain words.
        limits: First and last value of the axis across.
        limits_up: Those of the axis upwards.
        n_points: Points of the grid along each axis.
        top: The loss at and above which the field has its last colour.
    """
    across, up = titles
    up = "<br>".join(wrap(up, TITLE_WIDTH))
    figure = go.Figure(contour_figure((across, up), limits, n_points, top, limits_up))
    figure.layout.margin.l += TITLE_LINE * up.count("<br>")
    for trace in figure.data:
        if trace.uid in ("trail", "so_far"):
            trace.line.dash = "dot"
    return figure


def lies_in_it_moves(is_in: Tensor) -> Moves:
    """Return how the mark of the step at hand tells a network in the slice from a shadow on it.

    Args:
        is_in: Whether it lies in the slice. Shape ``(n_positions,)``.
    """
    return {"marker.marker.symbol": Choice(("circle-open", "circle"), is_in.long())}
