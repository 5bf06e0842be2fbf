"""Two functions from the same starts: every start is a pair of dots, joined by a line."""

import math
from functools import cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.core.experiment import ROUNDING, quartiles
from visualizer.figures.moves import Move, Moves
from visualizer.figures.theme import axis, color, font, layout

HEIGHT = 420
BOX = 0.2  # half the width of the box between the quartiles
BOX_AT = (-0.38, 1.38)
SPREAD = 0.05  # how far dots of one function stand from each other, to either side


@cache
def comparison_figure(first: str, second: str) -> go.Figure:
    """Return the empty axes for the losses of two functions.

    ``lower`` and ``higher`` join the dots of a start in which the second function ended lower, or
    not; ``box_0`` and ``box_1`` reach from quartile to quartile, ``median_0`` and ``median_1`` mark
    the middle.

    Args:
        first: Label of the first function.
        second: Label of the second.
    """
    names = axis("", (-0.7, 1.7), tickvals=[0, 1], ticktext=[first, second])
    losses = axis("final loss (MSE), log scale", (-4, 0), type="log", tickformat="~g")
    return go.Figure(
        {
            "data": [
                _pairs("higher", "fail", "dot"),
                _pairs("lower", "pass", "solid"),
                *(part for place in (0, 1) for part in (_dots(place), _box(place), _median(place))),
            ],
            "layout": layout(
                HEIGHT,
                xaxis=names | {"showgrid": False, "zeroline": False, "tickfont": font()},
                yaxis=losses | {"zeroline": False},
                margin={"l": 64, "r": 10, "t": 10, "b": 34},
            ),
        }
    )


def comparison_moves(losses: Tensor) -> Moves:
    """Return every dot, line and box: nothing moves them, so there is one position.

    Args:
        losses: MSE of both functions, NaN where one diverged. Shape ``(2, n_starts)``.
    """
    drawn = losses.clamp(min=ROUNDING)
    is_lower = drawn[1] < drawn[0]
    moves: dict[str, Move] = {}
    for place in (0, 1):
        moves |= _one_function(place, drawn[place])
    for uid, chosen in (("lower", is_lower), ("higher", ~is_lower)):
        x, y = _joined(torch.stack([_across(0, drawn.shape[1]), _across(1, drawn.shape[1])]), drawn)
        moves[f"{uid}.x"] = x[chosen].view(1, -1)
        moves[f"{uid}.y"] = y[chosen].view(1, -1)
    return moves


def comparison_layout(losses: Tensor) -> dict[str, object]:
    """Return the range of the loss axis in powers of ten, with room above and below."""
    finite = losses[losses.isfinite()].clamp(min=ROUNDING)
    if not len(finite):
        return {"yaxis.range": [-4.0, 0.0]}
    low, high = math.log10(float(finite.min())), math.log10(float(finite.max()))
    room = max(0.1, 0.06 * (high - low))
    return {"yaxis.range": [low - room, high + room]}


def _one_function(place: int, losses: Tensor) -> Moves:
    low, middle, high = quartiles(losses)
    left, right = BOX_AT[place] - BOX, BOX_AT[place] + BOX
    return {
        f"dots_{place}.x": _across(place, len(losses))[None],
        f"dots_{place}.y": losses[None],
        f"box_{place}.x": torch.tensor([[left, right, right, left, left]]),
        f"box_{place}.y": torch.stack([low, low, high, high, low])[None],
        f"median_{place}.x": torch.tensor([[left, right]]),
        f"median_{place}.y": torch.stack([middle, middle])[None],
    }


def _across(place: int, n_starts: int) -> Tensor:
    """Return where the dots of one function stand: side by side in a narrow zigzag."""
    offsets = torch.tensor([-1.0, 0.0, 1.0]).repeat(-(-n_starts // 3))[:n_starts]
    return place + SPREAD * offsets


def _joined(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """Return the lines from the first to the second dots, a gap after each. ``(n_starts, 3)``."""
    gap = torch.full_like(y[:1], torch.nan)
    return torch.cat([x, gap]).T, torch.cat([y, gap]).T


def _pairs(uid: str, colour: str, dash: str) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color(colour), "width": 1.5, "dash": dash},
        "opacity": 0.7,
        "hoverinfo": "skip",
    }


def _dots(place: int) -> dict:
    return {
        "type": "scatter",
        "uid": f"dots_{place}",
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {
            "size": 8,
            "symbol": ("circle", "diamond")[place],
            "color": color("loss"),
            "line": {"color": color("paper"), "width": 1},
        },
        "hovertemplate": "final loss %{y:.4~g}<extra></extra>",
    }


def _box(place: int) -> dict:
    return _pairs(f"box_{place}", "loss", "solid") | {
        "fill": "toself",
        "fillcolor": color("loss"),
        "opacity": 0.3,
    }


def _median(place: int) -> dict:
    return {
        "type": "scatter",
        "uid": f"median_{place}",
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color("loss"), "width": 4},
        "hovertemplate": "median %{y:.4~g}<extra></extra>",
    }
