"""The map of a loss surface with two arrows at the point: the gradient, and the step."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.arrow import arrow_moves, arrow_traces
from visualizer.figures.contour import contour_figure
from visualizer.figures.moves import Moves
from visualizer.figures.theme import SMALL, font
from visualizer.words.pictures import GRADIENT, ROUGH_PLACE

ARROW = 0.2  # length of the gradient's arrow, as a part of the picture's shorter side
WORD = 1.35  # where its word stands, in lengths of the arrow


@lru_cache(maxsize=16)
def slope_figure(
    titles: tuple[str, str],
    limits: tuple[float, float],
    n_points: int,
    top: float,
    limits_up: tuple[float, float] | None = None,
) -> go.Figure:
    """Return the map of a loss surface, its field, its descent and its arrows still empty.

    One unit is as long across as it is up, so that the steepest way is seen to cross the lines of
    equal loss at right angles. Arguments as in ``contour_figure``.
    """
    plain = contour_figure(titles, limits, n_points, top, limits_up, said=ROUGH_PLACE)
    figure = plain.to_plotly_json()
    word = {
        "type": "scatter",
        "uid": "gradient_word",
        "mode": "text",
        "x": [],
        "y": [],
        "text": [GRADIENT],
        "textfont": font("gradient", SMALL) | {"shadow": "auto", "weight": "bold"},
        "hoverinfo": "skip",
    }
    arrows = [*arrow_traces("gradient", "gradient"), word, *arrow_traces("step", "step", 4)]
    data = list(figure["data"])
    place = next(i for i, trace in enumerate(data) if trace["uid"] == "start")
    data[place:place] = arrows  # over the trail, under the point
    layout = figure["layout"]
    layout["xaxis"] |= {"constrain": "domain"}
    layout["yaxis"] |= {"constrain": "domain", "scaleanchor": "x", "scaleratio": 1}
    return go.Figure({"data": data, "layout": layout})


def slope_moves(point: Tensor, gradient: Tensor, end: Tensor, limits: tuple[float, float]) -> Moves:
    """Return how the arrows turn at every position of a control.

    The gradient's arrow always has the same length, since its true one may be a hair or a mile;
    it shows the direction. The step's arrow ends where the step does.

    Args:
        point: Where the neuron is, across and up. Shape ``(2, n_positions)``.
        gradient: Of the loss, likewise.
        end: Where one step leads, likewise.
        limits: First and last value of the picture's shorter side.
    """
    length = ARROW * (limits[1] - limits[0])
    way = length * gradient / gradient.norm(dim=0)  # NaN, and so no arrow, where there is no slope
    still = (end == point).all(dim=0)
    return {
        **arrow_moves("gradient", point, point + way),
        **arrow_moves("step", point, torch.where(still, torch.nan, end)),
        "gradient_word.x": (point + WORD * way)[0][:, None],
        "gradient_word.y": (point + WORD * way)[1][:, None],
    }
