"""Arrows in the plane: a shaft from a point, with a head at its end."""

import torch
from torch import Tensor

from visualizer.figures.moves import Moves
from visualizer.figures.theme import color

HEAD = 16  # pixels
EDGE = 2  # pixels of paper around it, so that it stands out from any field


def arrow_traces(uid: str, name: str, width: int = 3) -> list[dict]:
    """Return an arrow that is still nowhere: its edge, and itself on top of that.

    Args:
        uid: Name of its trace; that of the edge has ``_edge`` added.
        name: Name of its colour.
        width: Of the shaft, in pixels.
    """
    head = {
        "symbol": "arrow",
        "angleref": "previous",  # it looks where the shaft goes
        "size": [0, HEAD],
        "color": color(name),
        "line": {"color": color("paper"), "width": 1},
        "opacity": 1,
    }
    return [
        _line(f"{uid}_edge", "paper", width + 2 * EDGE),
        _line(uid, name, width) | {"mode": "lines+markers", "marker": head},
    ]


def arrow_moves(uid: str, start: Tensor, end: Tensor) -> Moves:
    """Return where an arrow lies at every position of a control; NaN where there is none.

    Args:
        uid: Name of its trace.
        start: Across and up. Shape ``(2, n_positions)``.
        end: Likewise.
    """
    across, up = torch.stack([start, end], dim=2)
    return {f"{each}.x": across for each in (uid, f"{uid}_edge")} | {
        f"{each}.y": up for each in (uid, f"{uid}_edge")
    }


def _line(uid: str, name: str, width: int) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color(name), "width": width},
        "hoverinfo": "skip",
    }
