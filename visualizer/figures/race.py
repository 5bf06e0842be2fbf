"""A race of learning rates: several descents from one start, on one map and in one loss plot."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import plotly.graph_objects as go
from torch import Tensor

from visualizer.figures.contour import contour_figure
from visualizer.figures.descent import descent_moves, descent_step_moves
from visualizer.figures.loss_curve import loss_curve_figure, loss_curve_moves, loss_step_moves
from visualizer.figures.moves import Moves
from visualizer.figures.theme import color, font

RACERS: Mapping[str, str] = MappingProxyType({"low": "A", "mid": "B", "high": "C"})
"""The racers and the letters beside their marks; a letter tells apart what a colour may not."""

AWAY = 1e4  # beyond every map
LETTER = 16  # pixels

# On one point they are seen as three: discs of three sizes, a letter on each side of them. Beside a
# curve there is no room below.
_SIZES = {"low": 26, "mid": 18, "high": 10}
_SIDES = {"low": "bottom center", "mid": "top center", "high": "middle right"}
_SIDES_OF_CURVES = {"low": "top left", "mid": "top center", "high": "top right"}
_LETTERS = {
    racer: letter if racer != "high" else f"\u2002{letter}" for racer, letter in RACERS.items()
}


@dataclass(frozen=True, eq=False)
class Ground:
    """What the racers run on, the same for all of them.

    Attributes:
        losses: No higher than ``top``. Shape ``(n_points, n_points)``, rows upwards.
        top: The loss at and above which the field has its last colour.
    """

    losses: Tensor
    top: float


@lru_cache(maxsize=16)
def race_map_figure(
    titles: tuple[str, str], limits: tuple[float, float], ground: Ground
) -> go.Figure:
    """Return the map of a loss surface with the descents of all racers, still empty.

    Args:
        titles: What the axes are, in plain words.
        limits: First and last value of both axes.
        ground: What they run on.
    """
    plain = contour_figure(titles, limits, len(ground.losses), ground.top)
    field = next(trace for trace in plain.data if trace.uid == "field")
    field.update(z=ground.losses.tolist())
    lines = [_line(racer) for racer in RACERS]
    exits = [_exit(racer) for racer in RACERS]
    marks = [_mark(racer) for racer in RACERS]
    return go.Figure(data=[field, *lines, _start(), *exits, *marks], layout=plain.layout)


@lru_cache(maxsize=16)
def race_loss_figure(n_steps: int, log: bool) -> go.Figure:
    """Return the loss plot of all racers, still empty; the page gives its loss axis the range.

    Args:
        n_steps: Number of steps of every training, at least 1.
        log: Whether equal distances on the loss axis mean equal ratios.
    """
    plain = loss_curve_figure(n_steps, log)
    lines = [_line(racer) for racer in RACERS]
    marks = [
        _mark(racer) | {"cliponaxis": False, "textposition": _SIDES_OF_CURVES[racer]}
        for racer in RACERS
    ]
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


def race_exit_moves(racer: str, exits: Tensor) -> Moves:
    """Return where a racer has left the map.

    Args:
        racer: A key of ``RACERS``.
        exits: Across and up, beyond the map while it has not. Shape ``(2, n_positions)``.
    """
    return {
        f"{racer}_exit.{letter}": place[:, None] for letter, place in zip("xy", exits, strict=True)
    }


def _only(racer: str, moves: Moves) -> Moves:
    """Return the moves of one descent as those of a racer; all share one start.

    What lies ahead is not drawn: a race is run before it is seen.
    """
    shared = ("start.", "trail.", "curve.")
    mine = {target: move for target, move in moves.items() if not target.startswith(shared)}
    return {f"{racer}_{target}": move for target, move in mine.items()}


def racer_color(racer: str) -> str:
    """Return the colour of a racer's marks and of the slider of its rate."""
    return color(f"learning_rate_{racer}")


def _line(racer: str) -> dict:
    return {
        "type": "scatter",
        "uid": f"{racer}_so_far",
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": racer_color(racer), "width": 4},
        "hoverinfo": "skip",
    }


def _exit(racer: str) -> dict:
    """Return the cross at the edge of the map where a racer left it; it waits outside."""
    return {
        "type": "scatter",
        "uid": f"{racer}_exit",
        "mode": "markers+text",
        "x": [AWAY],  # only what has a place can be moved without drawing the figure anew
        "y": [AWAY],
        "text": [RACERS[racer]],
        "textposition": _SIDES[racer],
        "textfont": _letter(racer),
        "marker": {
            "symbol": "x",
            "size": 15,
            "color": racer_color(racer),
            "line": {"color": color("paper"), "width": 2},
        },
        "hoverinfo": "skip",
    }


def _letter(racer: str) -> dict:
    """Return the font of a racer's letter: its colour, with a rim that shows on any ground."""
    return font(f"learning_rate_{racer}", LETTER) | {"weight": 700, "shadow": "auto"}


def _mark(racer: str) -> dict:
    return {
        "type": "scatter",
        "uid": f"{racer}_marker",
        "mode": "markers+text",
        "x": [],
        "y": [],
        "text": [_LETTERS[racer]],
        "textfont": _letter(racer),
        "textposition": _SIDES[racer],
        "marker": {
            "size": _SIZES[racer],
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
