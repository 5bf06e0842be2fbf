"""The loss surface seen from above: lines of equal loss, and the descent across them."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.descent import FLAT, descent_traces
from visualizer.figures.moves import Blend, Moves, in_short
from visualizer.figures.theme import (
    CLEAR,
    FIELD,
    SMALL,
    axis,
    color,
    field_colorscale,
    font,
    layout,
)
from visualizer.words.pictures import HIGH_LOSS, LOW_LOSS, PLACE

HEIGHT = 380
LINES = 12  # lines of equal loss between nothing and the top


@lru_cache(maxsize=16)
def contour_figure(
    titles: tuple[str, str],
    limits: tuple[float, float],
    n_points: int,
    top: float,
    limits_up: tuple[float, float] | None = None,
    uid: str = "field",
    said: str = PLACE,
) -> go.Figure:
    """Return the map of a loss surface, its field and its descent still empty.

    Args:
        titles: What the axes are, in plain words.
        limits: First and last value of both axes, or of the one across.
        n_points: Points of the grid along each axis.
        top: The loss at and above which the field has its last colour.
        limits_up: First and last value of the axis upwards if they are others.
        uid: Of the field. Plotly cuts it off by this name: of two maps on a page each has its own.
        said: What a pointer reads off it.
    """
    limits_up = limits_up or limits
    field = {
        "type": "contour",
        "uid": uid,
        "x": torch.linspace(*limits, n_points).tolist(),
        "y": torch.linspace(*limits_up, n_points).tolist(),
        "z": [[0.0] * n_points] * n_points,
        "colorscale": field_colorscale(),
        "zmin": 0,
        "zmax": top,
        "autocontour": False,
        "contours": {"start": top / LINES, "end": top, "size": top / LINES},
        "line": {"width": 0.6, "color": color("axis")},
        "showscale": False,
        "hovertemplate": said,
    }
    return go.Figure(
        {
            "data": [field, *_pulls(), *descent_traces(FLAT)],
            "layout": layout(
                HEIGHT,
                margin={"l": 56, "r": 14, "t": 26, "b": 44},
                shapes=_key(),
                xaxis=axis(titles[0], limits, showgrid=False, zeroline=False),
                yaxis=axis(titles[1], limits_up, showgrid=False, zeroline=False),
            ),
        }
    )


def _key() -> list[dict]:
    """Return a row of tints over the map, low loss first, and a word at either end.

    They never move. Plotly draws shapes again at every change of the field, and a colour bar or
    annotations would take it longer.
    """
    tints = [
        _key_part(0.4 + 0.05 * place, 0.45 + 0.05 * place, tint)
        for place, tint in enumerate(FIELD[::2])
    ]
    words = {"font": font("muted", SMALL), "padding": 6}
    low = {"text": LOW_LOSS, "textposition": "middle right"}
    high = {"text": HIGH_LOSS, "textposition": "middle left"}
    return [
        _key_part(0, 0.4, CLEAR) | {"label": words | low},
        *tints,
        _key_part(0.65, 1, CLEAR) | {"label": words | high},
    ]


def _key_part(left: float, right: float, tint: str) -> dict:
    return {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": left,
        "x1": right,
        "y0": 1.025,
        "y1": 1.055,
        "fillcolor": tint,
        "line": {"width": 0, "color": tint},
    }


def _pulls() -> list[dict]:
    """Return the traces of the students' pulls: a line for each, and its number at the tip."""
    common = {"type": "scatter", "x": [], "y": [], "hoverinfo": "skip"}
    return [
        common | {"uid": "pulls", "mode": "lines", "line": {"color": color("text"), "width": 2}},
        common
        | {
            "uid": "pull_names",
            "mode": "text",
            "text": [],
            "textposition": "top center",
            "textfont": font("text", 14),
        },
    ]


def pull_moves(at: tuple[Tensor, Tensor], pulls: tuple[Tensor, Tensor], scale: float) -> Moves:
    """Return where each student pulls the neuron, as lines from where it stands.

    Args:
        at: Where the neuron stands on both axes. Shapes ``(n_positions,)``.
        pulls: The pull of every student along both. Shapes ``(n_students, n_positions)``.
        scale: Length on the axes of a pull of 1.
    """
    moves = {}
    for letter, start, pull in zip("xy", at, pulls, strict=True):
        from_point = start.expand_as(pull)
        tips = from_point + scale * pull
        lines = torch.stack([from_point, tips, torch.full_like(pull, torch.nan)])
        # student by student: where it starts, its tip, and a gap before the next
        moves[f"pulls.{letter}"] = in_short(lines.permute(2, 1, 0).flatten(1))
        moves[f"pull_names.{letter}"] = in_short(tips.T)
    return moves


def contour_moves(surfaces: Tensor, index: Tensor, uid: str = "field") -> Moves:
    """Return how the field changes with what it holds.

    Args:
        surfaces: Losses for every value held. Shape ``(n_slices, rows, columns)``.
        index: Which slice, fractions between two of them included. Shape ``(n_positions,)``.
        uid: Of the field.
    """
    return {f"{uid}.z": Blend(surfaces, index)}
