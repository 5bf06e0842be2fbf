"""The plane of the inputs as two hidden units see it: a grid, folded, and the examples on it."""

from collections.abc import Mapping
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.kind_marks import PASS_OR_FAIL, Mark
from visualizer.figures.map_parts import Limits, ring
from visualizer.figures.moves import in_short
from visualizer.figures.theme import axis, color, font, layout

HEIGHT = 420
N_LINES = 6  # of the grid, each way
N_POINTS = 21  # of each line
ROOM = 0.12  # of the spread


@lru_cache(maxsize=16)
def fold_figure(limits: tuple[Limits, Limits], marks: tuple[Mark, ...] = PASS_OR_FAIL) -> go.Figure:
    """Return the axes and the traces, still empty.

    ``grid`` holds all lines of the grid; the traces of ``marks`` the examples; ``point`` the ring
    around one point; ``border`` the line on which the output cannot decide, if two units are all
    that it hears; ``titles`` the names of both axes, which change while a control is moved.

    Args:
        limits: First and last value of the axis across, and of the one upwards.
        marks: How the examples of each kind are drawn.
    """
    return go.Figure(
        {
            "data": [
                _lines("grid", "axis", 1),
                _lines("border", "z" if len(marks) == 2 else "text", 3),
                *map(_marks, marks),
                ring(),
                _titles(limits),
            ],
            "layout": layout(
                HEIGHT,
                margin={"l": 40, "r": 14, "t": 14, "b": 30},
                xaxis=axis("", limits[0], showgrid=False),
                yaxis=axis("", limits[1], showgrid=False),
            ),
        }
    )


def line_points(limits: tuple[Limits, Limits]) -> Tensor:
    """Return the points along all lines of a grid, those across first.

    Shape ``(2 · N_LINES · N_POINTS, 2)``.
    """
    across, up = limits
    along, apart = torch.linspace(0, 1, N_POINTS), torch.linspace(0, 1, N_LINES)
    apart, along = torch.meshgrid(apart, along, indexing="ij")
    places = torch.cat(
        [torch.stack([along, apart], dim=-1), torch.stack([apart, along], dim=-1)]
    ).flatten(0, 1)
    low = torch.tensor([across[0], up[0]])
    return low + places * (torch.tensor([across[1], up[1]]) - low)


def fold_moves(
    lines: Tensor, examples: Tensor, kinds: Mapping[str, Tensor], border: Tensor
) -> dict[str, Tensor]:
    """Return how the folded plane moves along a control.

    Args:
        lines: What two units answer along the lines. Shape
            ``(2 · N_LINES · N_POINTS, 2, n_positions)``.
        examples: What they answer on the examples. Shape ``(n_samples, 2, n_positions)``.
        kinds: Name of a kind to which of the examples are of it. Shapes ``(n_samples,)``, bool.
        border: Points of a line that may have gaps, as ``straight_border`` returns it; all of it a
            gap where the outputs hear other units too. Shape ``(n_points, 2, n_positions)``.
    """
    n_positions = lines.shape[-1]
    gaps = torch.full((2 * N_LINES, 1, 2, n_positions), torch.nan)
    parted = torch.cat([lines.unflatten(0, (2 * N_LINES, N_POINTS)), gaps], dim=1).flatten(0, 1)
    moves = {**_places("grid", parted), **_places("border", border)}
    for name, rows in kinds.items():
        moves |= _places(name, examples[rows])
    return moves


def _places(uid: str, points: Tensor) -> dict[str, Tensor]:
    return {f"{uid}.{letter}": in_short(points[:, i].T) for i, letter in enumerate("xy")}


def _titles(limits: tuple[Limits, Limits]) -> dict:
    (left, right), (low, high) = limits
    return {
        "type": "scatter",
        "uid": "titles",
        "mode": "text",
        "x": [right, left],
        "y": [low, high],
        "text": ["", ""],
        "textposition": ["top left", "bottom right"],
        "textfont": font("muted"),
        "hoverinfo": "skip",
    }


def _lines(uid: str, name: str, width: float) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color(name), "width": width, "simplify": False},
        "connectgaps": False,
        "hoverinfo": "skip",
    }


def _marks(mark: Mark) -> dict:
    return {
        "type": "scatter",
        "uid": mark.name,
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {"size": 8, "symbol": mark.symbol, "color": color(mark.color)},
        "hoverinfo": "skip",
    }
