"""Students as dots, each in a colour of its own choice, and the ring around one of them."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.figures.moves import Choice, Moves
from visualizer.figures.theme import color

DOT, SMALL_DOT = 11, 6  # pixels
RING = 20


@dataclass(frozen=True)
class Seen:
    """How some students are seen.

    Attributes:
        names: What is said of each under the pointer.
        colours: The name of each one's colour in the palette.
    """

    names: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()


def dots(uid: str, *, size: int = DOT, colour: str = "text") -> dict:
    """Return a trace of dots that have no place yet.

    Args:
        uid: What the trace is called.
        size: In pixels.
        colour: Name in the palette; that of each dot can move.
    """
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {
            "size": size,
            "color": color(colour),
            "line": {"color": color("paper"), "width": 1},
        },
        "cliponaxis": False,
        "showlegend": False,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def dot_moves(uid: str, places: Tensor, seen: Seen) -> Moves:
    """Return where the dots of a trace are, and whose they are.

    Args:
        uid: What the trace is called.
        places: Across and up; who has no place there is not drawn. Shape ``(2, n_students)``.
        seen: How each is seen.
    """
    still = torch.zeros(1)
    return {
        f"{uid}.x": places[:1],
        f"{uid}.y": places[1:],
        f"{uid}.hovertext": Choice((seen.names,), still),
        f"{uid}.marker.color": Choice((tuple(map(color, seen.colours)),), still),
    }


def ring(uid: str = "chosen") -> dict:
    """Return the trace of a ring around a dot; it has no place yet."""
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "markers",
        "x": [None],
        "y": [None],
        "marker": {
            "size": RING,
            "symbol": "circle-open",
            "color": color("text"),
            "line": {"color": color("text"), "width": 3},
        },
        "cliponaxis": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def ring_moves(places: Tensor, which: int | None, uid: str = "chosen") -> Moves:
    """Return where the ring is: around one of the dots, or around none.

    Args:
        places: Those of the dots. Shape ``(2, n_students)``.
        which: Of them, counted from 0; ``None`` for none.
        uid: What the trace is called.
    """
    at = torch.full((2,), torch.nan) if which is None else places[:, which]
    return {f"{uid}.x": at[:1, None], f"{uid}.y": at[1:, None]}


def piled(places: Tensor) -> Tensor:
    """Return how many of the same place come before each. Shape ``(n_students,)``, int64.

    Args:
        places: A whole number for each. Shape ``(n_students,)``.

    Example:
        >>> piled(torch.tensor([3, 1, 3, 3, 1])).tolist()
        [0, 0, 1, 2, 1]
    """
    order = places.argsort(stable=True)
    in_order = places[order]
    ranks = torch.empty_like(order)
    ranks[order] = torch.arange(len(places)) - torch.searchsorted(in_order, in_order)
    return ranks
