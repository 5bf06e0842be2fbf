"""What a network answers all over the plane of its two inputs, where its answers are numbers."""

from functools import lru_cache

import plotly.graph_objects as go
from torch import Tensor

from visualizer.figures.answer_map import SURE, answer_map_figure, answer_moves
from visualizer.figures.map_parts import Limits
from visualizer.figures.theme import SMALL, answer_colorscale, color, font

TOP = 1.0  # the answer from which on the map is as dark as it gets; the lowest is as far below 0
Heights = tuple[tuple[float, float, float], ...]


@lru_cache(maxsize=16)
def height_map_figure(
    titles: tuple[str, str],
    limits: tuple[Limits, Limits],
    groups: tuple[tuple[str, bool, Heights], ...],
) -> go.Figure:
    """Return the map with its examples, each in the colour of its right answer.

    ``field`` and ``border`` are still empty; the latter joins answers of −½, 0 and ½.

    Args:
        titles: The names of the two inputs.
        limits: First and last value of the axis across, and of the one upwards.
        groups: Words of the legend, whether they are tested only, and both inputs and the right
            answer, of some examples each.
    """
    plain = answer_map_figure(titles, limits, ())
    figure = go.Figure({"data": [*plain.data, *map(_examples, groups)], "layout": plain.layout})
    figure.update_traces(selector={"uid": "field"}, showscale=True, colorbar=_bar())
    figure.update_traces(
        selector={"uid": "border"},
        contours={"start": -SURE / 2, "end": SURE / 2, "size": SURE / 2},
        line={"width": 1.5},
    )
    return figure


def height_moves(answers: Tensor, limits: tuple[Limits, Limits]) -> dict[str, Tensor]:
    """Return how the map changes along a control.

    Args:
        answers: What the network answers at the points of the grid. Shape
            ``(n_points², n_positions)``.
        limits: Those of the map.
    """
    return answer_moves(answers * (SURE / TOP), limits)


def _bar() -> dict:
    return {
        "thickness": 12,
        "outlinewidth": 0,
        "tickvals": [-SURE, -SURE / 2, 0, SURE / 2, SURE],
        "ticktext": ["−1", "−0.5", "0", "0.5", "1"],
        "tickfont": font("muted", SMALL),
        "tickcolor": color("axis"),
    }


def _examples(group: tuple[str, bool, Heights]) -> dict:
    words, is_test, heights = group
    return {
        "type": "scatter",
        "uid": "test_examples" if is_test else "examples",
        "mode": "markers",
        "x": [x for x, _, _ in heights],
        "y": [y for _, y, _ in heights],
        "marker": {
            "size": 9,
            "symbol": "diamond" if is_test else "circle",
            "color": [height for _, _, height in heights],
            "colorscale": answer_colorscale(),
            "cmin": -TOP,
            "cmax": TOP,
            "line": {"color": color("text"), "width": 1},
        },
        "name": words,
        "hovertemplate": "%{x:.2f}, %{y:.2f}: %{marker.color:.2f}<extra></extra>",
    }
