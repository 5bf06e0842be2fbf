"""A descent on any picture of the loss surface: its trail, the part so far, both ends, a branch."""

from collections.abc import Mapping

import torch
from torch import Tensor

from visualizer.figures.moves import Move, Moves, Prefix, RowPrefix
from visualizer.figures.theme import color, font

FLAT, SOLID = "scatter", "scatter3d"


def descent_traces(kind: str) -> list[dict]:
    """Return the empty traces ``trail``, ``so_far``, ``branch``, ``start`` and ``marker``.

    Args:
        kind: ``FLAT`` for a picture in the plane, ``SOLID`` for one in space.
    """
    widths = (2, 4) if kind == FLAT else (3, 8)
    sizes = (11, 12) if kind == FLAT else (6, 7)
    # In space a line that is see-through makes Plotly draw the whole scene twice.
    return [
        _line(kind, "trail", widths[0], 0.55 if kind == FLAT else 1.0),
        _line(kind, "so_far", widths[1], 1.0),
        _line(kind, "branch", widths[1], 1.0, name="branch", dash="dash"),
        _point(kind, "start", "circle-open", "text", sizes[0]),
        _point(kind, "marker", "circle", "step", sizes[1]) | (_pin() if kind == SOLID else {}),
    ]


def descent_moves(paths: Mapping[str, Tensor], now: Mapping[str, Tensor], shown: int) -> Moves:
    """Return how a descent bends along a control that changes the training.

    Args:
        paths: For each letter of an axis the drawn points, at every position of the control.
            Shapes ``(n_positions, n_points)``.
        now: For each letter where the step at hand lies. Shapes ``(n_positions,)``.
        shown: How many of the points lie at or before the step at hand.
    """
    moves: dict[str, Move] = {}
    for letter, path in paths.items():
        moves[f"trail.{letter}"] = path
        moves[f"so_far.{letter}"] = RowPrefix(path, shown)
        moves[f"start.{letter}"] = path[:, :1].contiguous()
        moves[f"marker.{letter}"] = now[letter][:, None]
    return moves


def descent_step_moves(path: Mapping[str, Tensor]) -> Moves:
    """Return how a descent grows along its own steps.

    Args:
        path: For each letter of an axis where every step lies. Shapes ``(n_steps + 1,)``.
    """
    moves: dict[str, Move] = {}
    for letter, values in path.items():
        moves[f"so_far.{letter}"] = Prefix(values, torch.arange(1, len(values) + 1))
        moves[f"marker.{letter}"] = values[:, None]
    return moves


def branch_moves(paths: Mapping[str, Tensor]) -> Moves:
    """Return how a branch bends along the control of its rate.

    Args:
        paths: For each letter of an axis its points, at every position of the control. Shapes
            ``(n_positions, n_points)``.
    """
    return {f"branch.{letter}": path for letter, path in paths.items()}


def no_branch_moves(letters: str, n_positions: int) -> Moves:
    """Return the moves of a control that leaves no branch, since it changes the run itself."""
    return {f"branch.{letter}": torch.empty(n_positions, 0) for letter in letters}


def _line(
    kind: str, uid: str, width: int, opacity: float, name: str = "step", dash: str = "solid"
) -> dict:
    return _trace(kind, uid, "lines") | {
        "line": {"color": color(name), "width": width, "dash": dash},
        "opacity": opacity,
    }


def _point(kind: str, uid: str, symbol: str, name: str, size: int) -> dict:
    marker = {"symbol": symbol, "size": size, "color": color(name)}
    edge = {"color": color("paper" if symbol == "circle" else name), "width": 2}
    return _trace(kind, uid, "markers") | {"marker": marker | {"line": edge}}


def _pin() -> dict:
    """Return a pin over a mark in space, of which a slope hides the lower half."""
    return {
        "mode": "markers+text",
        "text": ["▼"],
        "textposition": "top center",
        "textfont": font("step", 26),
    }


def _trace(kind: str, uid: str, mode: str) -> dict:
    letters = "xy" if kind == FLAT else "xyz"
    empty: dict[str, list[float]] = {letter: [] for letter in letters}
    return {"type": kind, "uid": uid, "mode": mode, "hoverinfo": "skip"} | empty
