"""The losses of a class on one axis: a dot for each, the best, and how far they lie apart."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.class_dots import DOT, Seen, dot_moves, dots, piled, ring, ring_moves
from visualizer.figures.moves import Moves
from visualizer.figures.theme import SMALL, axis, bare_axis, color, font, layout

HEIGHT = 200
N_BINS = 48  # places along the axis, each with a pile of its own
FEWEST_HIGH = 7  # dots that a pile has room for
SHARES = (0.25, 0.5, 0.75, 0.95)
"""From a quarter to three quarters of the class lies the spread; the half is its middle. The axis
has room for all but one of twenty."""


@lru_cache(maxsize=4)
def class_losses_figure(title: str, best: str, middle: str) -> go.Figure:
    """Return the axis, still without dots.

    Args:
        title: Of the axis.
        best: Word at the best loss.
        middle: Word at the middle one.
    """
    band = {
        "type": "scatter",
        "uid": "spread",
        "mode": "lines",
        "x": [],
        "y": [],
        "fill": "toself",
        "fillcolor": color("grid"),
        "line": {"color": color("grid"), "width": 0},
        "showlegend": False,
        "hoverinfo": "skip",
    }
    return go.Figure(
        {
            "data": [
                band,
                _mark("middle", middle, "muted"),
                _mark("best", best, "pass"),
                dots("students", size=DOT - 1),
                ring(),
            ],
            "layout": layout(
                HEIGHT,
                margin={"l": 14, "r": 14, "t": 24, "b": 44},
                xaxis=axis(title, (0.0, 1.0), zeroline=True),
                yaxis=bare_axis((-0.6, FEWEST_HIGH)),
            ),
        }
    )


def class_losses_moves(
    losses: Tensor, spread: Tensor, seen: Seen, chosen: int | None
) -> tuple[Moves, dict[str, object]]:
    """Return where the dots are, and how far the axes reach.

    A loss beyond the axis has its dot at the end.

    Args:
        losses: Of each student, finite; there is one at least. Shape ``(n_students,)``.
        spread: What :func:`spread_of` finds of them.
        seen: How each is seen.
        chosen: Which of them has the ring, if any.
    """
    *quarters, most = spread.tolist()
    top = _round_top(most)
    inside = losses.clamp(0, top)
    bins = (inside / top * N_BINS).floor().clamp(max=N_BINS - 1).long()
    places = torch.stack([(bins + 0.5) * top / N_BINS, piled(bins).float()])
    high = max(FEWEST_HIGH, int(places[1].max()) + 2)
    layouts: dict[str, object] = {"xaxis.range": [0.0, top], "yaxis.range": [-0.6, float(high)]}
    low, middle, far = (min(each, top) for each in quarters)
    band = torch.tensor([[low, far, far, low, low], [-0.6, -0.6, high, high, -0.6]])
    return {
        "spread.x": band[:1],
        "spread.y": band[1:],
        **_upright("middle", middle, high),
        **_upright("best", float(inside.min()), high),
        **dot_moves("students", places, seen),
        **ring_moves(places, chosen),
    }, layouts


def spread_of(losses: Tensor) -> Tensor:
    """Return what ``SHARES`` of the losses do not exceed. Shape ``(len(SHARES),)``."""
    return losses.quantile(torch.tensor(SHARES))


def _round_top(most: float) -> float:
    """Return a round end of the axis that lies beyond ``most``."""
    wanted = max(most, 1e-4) * 1.05
    digit = 10.0 ** torch.tensor(wanted).log10().floor().item()
    steps = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
    return float(f"{next(each for each in steps if each * digit >= wanted) * digit:.2g}")


def _mark(uid: str, word: str, colour: str) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines+text",
        "x": [None, None],
        "y": [None, None],
        "text": ["", word],
        "textposition": "top center",
        "textfont": font(colour, SMALL),
        "line": {"color": color(colour), "width": 2, "dash": "dot"},
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def _upright(uid: str, at: float, high: float) -> Moves:
    return {
        f"{uid}.x": torch.tensor([[at, at]]),
        f"{uid}.y": torch.tensor([[-0.6, float(high)]]),
    }
