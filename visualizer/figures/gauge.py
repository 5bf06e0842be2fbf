"""The gauge of learning rates: where each racer stands, and where the exact limit lies."""

import math
from functools import lru_cache

import plotly.graph_objects as go
from torch import Tensor

from visualizer.figures.moves import Moves
from visualizer.figures.race import RACERS, racer_color
from visualizer.figures.theme import SMALL, axis, bare_axis, color, font, layout

HEIGHT = 190
RATES = (1e-3, 1e2)
MOST_TICKS = 6
TOP = len(RACERS) + 0.6


@lru_cache(maxsize=32)
def gauge_figure(limit: float, exact: bool, rates: tuple[float, float] = RATES) -> go.Figure:
    """Return a logarithmic scale of rates with the limit marked, its racers still nowhere.

    Args:
        limit: The rate 2/λmax, above 0.
        exact: Whether it is the limit of this very neuron, and not a guide only.
        rates: First and last rate of the scale, powers of ten.
    """
    place = math.log10(limit)
    low, high = (round(math.log10(rate)) for rate in rates)
    every = math.ceil((high - low + 1) / MOST_TICKS)
    ticks = [float(f"1e{power}") for power in range(low, high + 1, every)]
    return go.Figure(
        {
            "data": [_limit_line(limit, exact), *(_mark(racer) for racer in RACERS)],
            "layout": layout(
                HEIGHT,
                margin={"l": 14, "r": 14, "t": 44, "b": 44},
                xaxis=axis(
                    f"learning rate (each tick is {ticks[1] / ticks[0]:g} times the last)",
                    (low - 0.12, high + 0.12),
                    type="log",
                    tickvals=ticks,
                    ticktext=[f"{tick:g}" for tick in ticks],
                ),
                yaxis=bare_axis((0.3, TOP)),
                shapes=[_side(low - 0.12, place, "pass"), _side(place, high + 0.12, "fail")],
                annotations=_words(limit, exact),
            ),
        }
    )


def gauge_moves(racer: str, rates: Tensor) -> Moves:
    """Return how the mark of one racer moves along its own rate.

    Args:
        racer: A key of ``RACERS``.
        rates: Shape ``(n_positions,)``.
    """
    return {f"{racer}.x": rates[:, None]}


def _limit_line(limit: float, exact: bool) -> dict:
    line = {"color": color("text"), "width": 3, "dash": "solid" if exact else "dash"}
    return {
        "type": "scatter",
        "uid": "limit",
        "mode": "lines",
        "x": [limit, limit],
        "y": [0.3, TOP],
        "line": line,
        "hoverinfo": "skip",
    }


def _mark(racer: str) -> dict:
    height = len(RACERS) - list(RACERS).index(racer)
    return {
        "type": "scatter",
        "uid": racer,
        "mode": "markers+text",
        "x": [],
        "y": [height],
        "text": [RACERS[racer]],
        "textfont": font("paper", SMALL),
        "textposition": "middle center",
        "marker": {
            "size": 21,
            "color": racer_color(racer),
            "line": {"color": color("paper"), "width": 1.5},
        },
        "hoverinfo": "skip",
    }


def _side(start: float, end: float, name: str) -> dict:
    """Return the band between two rates, given as powers of ten."""
    return {
        "type": "rect",
        "layer": "below",
        "x0": 10**start,
        "x1": 10**end,
        "y0": 0.3,
        "y1": TOP,
        "fillcolor": color(name),
        "opacity": 0.14,
        "line": {"width": 0},
    }


def _words(limit: float, exact: bool) -> list[dict]:
    sides = ("goes down", "flies apart") if exact else ("lower", "higher")
    shared = {"yref": "paper", "yanchor": "bottom", "showarrow": False}
    name = "limit" if exact else "guide"
    return [
        shared
        | {"x": math.log10(limit), "y": 1.13, "text": f"<b>{name} {limit:.3g}</b>", "font": font()},
        shared
        | {
            "xref": "paper",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "text": f"← {sides[0]}",
            "font": font("muted", SMALL),
        },
        shared
        | {
            "xref": "paper",
            "x": 1,
            "y": 1,
            "xanchor": "right",
            "text": f"{sides[1]} →",
            "font": font("muted", SMALL),
        },
    ]
