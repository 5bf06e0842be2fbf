"""A race of learning rates: several descents from one start, on one map and in one loss plot."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import plotly.graph_objects as go
from torch import Tensor

from visualizer.figures.contour import contour_figure
from visualizer.figures.descent import descent_moves, descent_step_moves
from visualizer.figures.loss_curve import loss_curve_figure, loss_curve_moves, loss_step_moves
from visualizer.figures.moves import Moves
from visualizer.figures.theme import SMALL, color, font

RACERS: Mapping[str, str] = MappingProxyType({"low": "A", "mid": "B", "high": "C"})
"""The racers and the letters on their marks; a letter tells apart what a colour may not."""


@lru_cache(maxsize=16)
def race_map_figure(
    titles: tuple[str, str], limits: tuple[float, float], n_points: int, top: float
) -> go.Figure:
    """Return the map of a loss surface with the descents of all racers, still empty.

    Args:
        titles: What the axes are, in plain words.
        limits: First and last value of both axes.
        n_points: Points of the grid along each axis.
        top: The loss at and above which the field has its last colour.
    """
    ground = contour_figure(titles, limits, n_points, top)
    field = next(trace for trace in ground.data if trace.uid == "field")
    lines = [line for racer in RACERS for line in _lines(racer, "trail")]
    marks = [_mark(racer) for racer in RACERS]
    return go.Figure(data=[field, *lines, _start(), *marks], layout=ground.layout)


@lru_cache(maxsize=16)
def race_loss_figure(n_steps: int, log: bool) -> go.Figure:
    """Return the loss plot of all racers, still empty; the page gives its loss axis the range.

    Args:
        n_steps: Number of steps of every training, at least 1.
        log: Whether equal distances on the loss axis mean equal ratios.
    """
    plain = loss_curve_figure(n_steps, log)
    lines = [line for racer in RACERS for line in _lines(racer, "curve")]
    marks = [_mark(racer) | {"cliponaxis": False} for racer in RACERS]
    return go.Figure(data=[*lines, *marks], layout=plain.layout)


def race_map_moves(
    racer: str, paths: Mapping[str, Tensor], now: Mapping[str, Tensor], shown: int
) -> Moves:
    """Return how the descent of one racer bends along its rate; see ``descent_moves``."""
    return _only(racer, descent_moves(paths, now, shown))


def race_map_step_moves(racer: str, path: Mapping[str, Tensor]) -> Moves:
    """Return how the descent of one racer grows along the steps; see ``descent_step_moves``."""
    return _only(racer, descent_step_moves(path))


def race_start_moves(weight: Tensor) -> Moves:
    """Return where the race starts.

    Args:
        weight: Both weights. Shape ``(2,)``.
    """
    return {"start.x": weight[:1, None], "start.y": weight[1:, None]}


def race_loss_moves(
    racer: str, steps: Tensor, losses: Tensor, shown: int, step: int, loss: Tensor
) -> Moves:
    """Return how the curve of one racer moves along its rate; see ``loss_curve_moves``."""
    return _only(racer, loss_curve_moves(steps, losses, shown, step, loss))


def race_loss_step_moves(racer: str, losses: Tensor) -> Moves:
    """Return how the curve of one racer grows along the steps; see ``loss_step_moves``."""
    return _only(racer, loss_step_moves(losses))


def _only(racer: str, moves: Moves) -> Moves:
    """Return the moves of one descent as those of a racer; all share one start."""
    mine = {target: move for target, move in moves.items() if not target.startswith("start.")}
    return {f"{racer}_{target}": move for target, move in mine.items()}


def racer_color(racer: str) -> str:
    """Return the colour of a racer's marks and of the slider of its rate."""
    return color(f"learning_rate_{racer}")


def _lines(racer: str, whole: str) -> list[dict]:
    """Return the whole run as a faint line and the part so far as a strong one."""
    return [_line(racer, whole, 2, 0.5), _line(racer, "so_far", 4, 1.0)]


def _line(racer: str, part: str, width: int, opacity: float) -> dict:
    return {
        "type": "scatter",
        "uid": f"{racer}_{part}",
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": racer_color(racer), "width": width},
        "opacity": opacity,
        "hoverinfo": "skip",
    }


def _mark(racer: str) -> dict:
    return {
        "type": "scatter",
        "uid": f"{racer}_marker",
        "mode": "markers+text",
        "x": [],
        "y": [],
        "text": [RACERS[racer]],
        "textfont": font("paper", SMALL),
        "textposition": "middle center",
        "marker": {
            "size": 19,
            "color": racer_color(racer),
            "line": {"color": color("paper"), "width": 1.5},
        },
        "hoverinfo": "skip",
    }


def _start() -> dict:
    ring = {"symbol": "circle-open", "size": 13, "color": color("text")}
    return {
        "type": "scatter",
        "uid": "start",
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": ring | {"line": {"color": color("text"), "width": 2}},
        "hoverinfo": "skip",
    }
