"""The scaling lab: the same valley of the loss on inputs of different scale, side by side."""

from dataclasses import dataclass

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.theme import SMALL, axis, color, field_colorscale, font, layout

HEIGHT = 280
LINES = 8  # lines of equal loss in each picture
GAP = 0.05  # between two pictures, as a share of the width


@dataclass(frozen=True, eq=False)
class Valley:
    """One way of scaling, and the valley that it makes.

    Attributes:
        name: How the inputs are given, in a few words.
        limit: The rate above which descent flies apart.
        condition: How much steeper the valley is across than along.
        bottom: Where the lowest point lies, across and upwards. Shape ``(2,)``.
        reach: How far the picture goes from there on both axes, and on both sides.
        losses: Loss over a square grid of that size. Shape ``(n_points, n_points)``.
        is_chosen: Whether the page uses this scaling now.
    """

    name: str
    limit: float
    condition: float
    bottom: Tensor
    reach: float
    losses: Tensor
    is_chosen: bool = False


def scaling_figure(valleys: list[Valley], titles: tuple[str, str]) -> go.Figure:
    """Return the valleys side by side, one unit of weight as long across as upwards in each.

    Args:
        valleys: One for each way of scaling.
        titles: What both axes are.
    """
    parts: dict[str, object] = {}
    traces, words = [], []
    for place, valley in enumerate(valleys):
        suffix = "" if place == 0 else str(place + 1)
        domain = _domain(place, len(valleys))
        traces += [_field(valley, place, suffix), _bottom(valley, place, suffix)]
        parts[f"xaxis{suffix}"] = _axis(titles[0], valley, 0) | {
            "domain": domain,
            "anchor": f"y{suffix}",
            "constrain": "domain",
        }
        parts[f"yaxis{suffix}"] = _axis(titles[1] if place == 0 else "", valley, 1) | {
            "domain": [0, 1],
            "anchor": f"x{suffix}",
            "scaleanchor": f"x{suffix}",
            "constrain": "domain",
            "constraintoward": "top",
        }
        words.append(_words(valley, sum(domain) / 2))
    margin = {"l": 48, "r": 8, "t": 74, "b": 44}
    return go.Figure(
        {"data": traces, "layout": layout(HEIGHT, margin=margin, annotations=words, **parts)}
    )


def three_digits(number: float) -> str:
    """Return a number above 0 with three digits that count.

    >>> three_digits(2149.66), three_digits(0.0130851), three_digits(float("inf"))
    ('2,150', '0.0131', 'inf')
    """
    return f"{float(f'{number:.3g}'):,g}"


def _domain(place: int, count: int) -> list[float]:
    width = (1 - GAP * (count - 1)) / count
    start = place * (width + GAP)
    return [start, min(1.0, start + width)]


def _values(valley: Valley, letter: int) -> list[float]:
    middle = float(valley.bottom[letter])
    count = len(valley.losses)
    return torch.linspace(middle - valley.reach, middle + valley.reach, count).tolist()


def _field(valley: Valley, place: int, suffix: str) -> dict:
    # A quarter of the picture lies below the last line.
    top = float(valley.losses.flatten().quantile(0.25))
    return {
        "type": "contour",
        "uid": f"field_{place + 1}",
        "x": _values(valley, 0),
        "y": _values(valley, 1),
        "z": valley.losses.tolist(),
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "colorscale": field_colorscale(),
        "zmin": 0,
        "zmax": top,
        "autocontour": False,
        "contours": {"start": top / LINES, "end": top, "size": top / LINES},
        "line": {"width": 0.6, "color": color("axis")},
        "showscale": False,
        "hovertemplate": "%{x:.2f}, %{y:.2f}<br>loss %{z:.4~g}<extra></extra>",
    }


def _bottom(valley: Valley, place: int, suffix: str) -> dict:
    return {
        "type": "scatter",
        "uid": f"bottom_{place + 1}",
        "mode": "markers",
        "x": [float(valley.bottom[0])],
        "y": [float(valley.bottom[1])],
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "marker": {"symbol": "x", "size": 9, "color": color("text")},
        "hoverinfo": "skip",
    }


def _axis(title: str, valley: Valley, letter: int) -> dict:
    middle = float(valley.bottom[letter])
    limits = (middle - valley.reach, middle + valley.reach)
    return axis(title, limits, showgrid=False, zeroline=False, nticks=4)


def _words(valley: Valley, middle: float) -> dict:
    name = f"<b>{valley.name}</b>"
    lines = (
        f"condition number {three_digits(valley.condition)}",
        f"limit {three_digits(valley.limit)}",
    )
    return {
        "text": "<br>".join((f"▸ {name}" if valley.is_chosen else name, *lines)),
        "xref": "paper",
        "yref": "paper",
        "x": middle,
        "y": 1.02,
        "xanchor": "center",
        "yanchor": "bottom",
        "showarrow": False,
        "font": font("text", SMALL),
    }
