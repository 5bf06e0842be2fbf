"""The guesses of a class as bars: an option below the other, one round beside the other."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.moves import Moves
from visualizer.figures.theme import SMALL, axis, bare_axis, color, font, layout

ROW = 78  # pixels of an option
FEWEST = 5  # guesses that the axis has room for
THICK = 0.2  # half of a bar, in options
COLOURS = ("weight_1", "step")
"""Of the first round and of the last one."""


@lru_cache(maxsize=32)
def class_guesses_figure(
    options: tuple[str, ...], rounds: tuple[str, ...], title: str
) -> go.Figure:
    """Return the options, still without bars.

    Args:
        options: What could be guessed, in words.
        rounds: What the legend says of each round, one or two of them.
        title: Of the axis.
    """
    return go.Figure(
        {
            "data": [
                _options(options),
                *(
                    trace
                    for place, words in enumerate(rounds)
                    for trace in (_bars(place, words), _counts(place, len(options)))
                ),
            ],
            "layout": layout(
                ROW * len(options) + 60,
                margin={"l": 14, "r": 24, "t": 30 if len(rounds) > 1 else 8, "b": 44},
                showlegend=len(rounds) > 1,
                legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
                xaxis=axis(title, (0.0, float(FEWEST))),
                yaxis=bare_axis((0.5 - len(options), 0.5)),
            ),
        }
    )


def class_guesses_moves(counts: Tensor) -> tuple[Moves, dict[str, object]]:
    """Return the bars, and how far the axis reaches.

    Args:
        counts: How many guessed each option in each round. Shape ``(n_rounds, n_options)``.
    """
    n_rounds, n_options = counts.shape
    most = max(FEWEST, int(counts.max()) + 1)
    moves: dict[str, Tensor] = {}
    for place, row in enumerate(counts.float()):
        middles = -(torch.arange(n_options) + _shift(place, n_rounds))
        half = THICK / n_rounds
        nothing, gap = torch.zeros_like(row), torch.full_like(row, torch.nan)
        across = torch.stack([nothing, row, row, nothing, nothing, gap], dim=1)
        low, high = middles - half, middles + half
        up = torch.stack([low, low, high, high, low, gap], dim=1)
        moves[f"bars_{place}.x"], moves[f"bars_{place}.y"] = across.view(1, -1), up.view(1, -1)
        moves[f"counts_{place}.x"], moves[f"counts_{place}.y"] = row[None], middles[None]
    return moves, {"xaxis.range": [0.0, float(most)]}


def _shift(place: int, n_rounds: int) -> float:
    """Return how far below the middle of an option the bar of a round lies."""
    return 0.12 if n_rounds == 1 else 0.02 + place * 0.24


def _options(options: tuple[str, ...]) -> dict:
    return {
        "type": "scatter",
        "uid": "options",
        "mode": "text",
        "x": [0.0] * len(options),
        "y": [0.27 - place for place in range(len(options))],
        "text": list(options),
        "textposition": "middle right",
        "textfont": font(),
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _bars(place: int, words: str) -> dict:
    tint = color(COLOURS[place])
    return {
        "type": "scatter",
        "uid": f"bars_{place}",
        "mode": "lines",
        "x": [],
        "y": [],
        "fill": "toself",
        "fillcolor": tint,
        "line": {"color": tint, "width": 0},
        "name": words,
        "hoverinfo": "skip",
    }


def _counts(place: int, n_options: int) -> dict:
    return {
        "type": "scatter",
        "uid": f"counts_{place}",
        "mode": "text",
        "x": [0.0] * n_options,
        "y": [-float(each) for each in range(n_options)],
        "text": [""] * n_options,
        "textposition": "middle right",
        "textfont": font(COLOURS[place], SMALL),
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }
