"""Pictures of the bug clinic: losses beside one another, lines over the steps, one example each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.loss_curve import loss_curve_figure, same_steps
from visualizer.figures.moves import Move, in_short
from visualizer.figures.theme import axis, color, font, layout

HEIGHT = 260
EXPLODED = 50.0  # what a z or a prediction of a whole training does not come to
FEW = 12  # examples, each of which is numbered
# A course beside the patient: its colour, its dash, the mark of its step.
_LOOKS = {"mended": ("pass", "dash", "diamond"), "healthy": ("text", "dot", "square")}
_LINES = (
    ("weight_1", "solid", "circle"),
    ("weight_2", "dash", "diamond"),
    ("bias", "dot", "square"),
)
_DOTS = (("prediction", "circle"), ("target", "diamond-open"))
_LEGEND = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": font("text")}


@lru_cache(maxsize=64)
def losses_figure(
    n_steps: int, log: bool, title: str, names: tuple[str, str, str] | None
) -> go.Figure:
    """Return the loss of the patient over the steps, and of those that run beside it.

    Args:
        n_steps: Of the longest run, at least 1.
        log: Whether equal distances mean equal ratios.
        title: What the loss axis is called.
        names: What the patient, the mended and the healthy one are called; ``None`` where the
            patient is alone.
    """
    figure = go.Figure(loss_curve_figure(n_steps, log, title))
    if names is None:
        return figure
    figure.update_traces(showlegend=False)
    figure.update_traces(selector={"uid": "so_far"}, showlegend=True, name=names[0])
    for (key, look), name in zip(_LOOKS.items(), names[1:], strict=True):
        figure.add_trace(_line(key, look, name) | {"x": [], "y": []})
        figure.add_trace(_mark(key, look))
    return figure.update_layout(showlegend=True, legend=_LEGEND, margin_t=34)


def other_loss_moves(key: str, steps: Tensor, losses: Tensor) -> dict[str, Move]:
    """Return the whole line of a course that runs beside the patient. Shapes ``(n,)``."""
    return {f"{key}.x": steps.float()[None], f"{key}.y": losses[None]}


def mark_moves(key: str, steps: Tensor, values: Tensor) -> dict[str, Move]:
    """Return how the mark of a line goes with the step. Shapes ``(n_positions,)``."""
    return {f"{key}_mark.x": steps.float()[:, None], f"{key}_mark.y": values[:, None]}


@lru_cache(maxsize=64)
def lines_figure(n_steps: int, title: str, names: tuple[str, ...]) -> go.Figure:
    """Return lines over the steps on a logarithmic axis, each with a mark at the step at hand.

    Line ``k`` has the ``uid`` ``line_k``.

    Args:
        n_steps: Of the run, at least 1.
        title: What the axis is called.
        names: Of the lines, three at most that look different.
    """
    lines = [_line(f"line_{k}", _LINES[k % 3], name) for k, name in enumerate(names)]
    marks = [_mark(f"line_{k}", _LINES[k % 3]) for k in range(len(names))]
    return go.Figure(
        {
            "data": [*lines, *marks],
            "layout": layout(
                HEIGHT,
                margin={"l": 66, "r": 18, "t": 30 if len(names) > 1 else 12, "b": 44},
                showlegend=len(names) > 1,
                legend=_LEGEND,
                xaxis=axis("step", (0, n_steps), tickformat="d"),
                yaxis=axis(title, (-4, 0), type="log", exponentformat="power"),
            ),
        }
    )


@lru_cache(maxsize=64)
def examples_figure(count: int, titles: tuple[str, str], names: tuple[str, str]) -> go.Figure:
    """Return two marks for each example: filled round ones, and hollow diamonds.

    Args:
        count: How many examples there are.
        titles: Of the axis of the examples and of the values.
        names: What the two marks are.
    """
    marks = [
        {
            "type": "scatter",
            "uid": f"dots_{place}",
            "mode": "markers",
            "x": [],
            "y": [],
            "name": name,
            "marker": {
                "symbol": symbol,
                "size": 10,
                "color": color(look),
                "line": {"color": color(look), "width": 2},
            },
            "hovertemplate": f"example %{{x:.0f}}<br>{name} %{{y:.4~g}}<extra></extra>",
        }
        for place, (name, (look, symbol)) in enumerate(zip(names, _DOTS, strict=True))
    ]
    return go.Figure(
        {
            "data": marks,
            "layout": layout(
                HEIGHT,
                margin={"l": 56, "r": 18, "t": 30, "b": 44},
                showlegend=True,
                legend=_LEGEND,
                xaxis=axis(
                    titles[0], (0.3, count + 0.7), tickformat="d", dtick=1 if count <= FEW else 5
                ),
                yaxis=axis(titles[1], (0, 1)),
            ),
        }
    )


def dots_moves(place: int, across: Tensor, values: Tensor) -> dict[str, Move]:
    """Return how marks move with the step.

    Args:
        place: Which of the two marks.
        across: Where each stands. Shape ``(n_points,)``.
        values: Shape ``(n_positions, n_points)``.
    """
    return {
        f"dots_{place}.x": same_steps(across, len(values)),
        f"dots_{place}.y": in_short(values),
    }


def dots_range(values: Sequence[Tensor]) -> list[float]:
    """Return the ends of an axis with room for all values of all steps, unless they explode."""
    largest = max((_largest(each) for each in values), default=0.0)
    return plain_range(values, most=largest if largest <= EXPLODED else 0.0)


def plain_range(
    values: Sequence[Tensor], floor: float = 0.02, below: bool = True, most: float = 0.0
) -> list[float]:
    """Return the ends of an axis with room for how the values begin, and for most of the rest.

    What grows beyond four times that leaves the picture, as a program that explodes does.

    Args:
        values: Each with its first axis over the steps.
        floor: The least height of the axis.
        below: Whether there is room below 0 in any case.
        most: A value that has room in any case.
    """
    first = max((_largest(each[:1]) for each in values), default=0.0)
    reach = max(floor, 4 * first, most)
    seen = torch.cat([each.flatten().float() for each in values])
    seen = seen[seen.isfinite() & (seen.abs() <= reach)]
    low, high = (float(seen.min()), float(seen.max())) if len(seen) else (0.0, floor)
    low, high = min(0.0, low), max(0.0, high)
    room = 0.08 * max(floor, high - low)
    return [low - room if below or low < 0 else 0.0, high + room]


def log_range(values: Sequence[Tensor]) -> list[float]:
    """Return the ends of a logarithmic axis, in powers of ten, with room for all above 0."""
    seen = torch.cat([each.flatten().double() for each in values])
    seen = seen[seen.isfinite() & (seen > 1e-30)]
    if not len(seen):
        return [-1.0, 0.0]
    low, high = float(seen.min().log10()), float(seen.max().log10())
    room = max(0.15, 0.06 * (high - low))
    return [low - room, high + room]


def _largest(values: Tensor) -> float:
    found = values[values.isfinite()]
    return float(found.abs().max()) if len(found) else 0.0


def _line(uid: str, look: tuple[str, str, str], name: str) -> dict[str, object]:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [],
        "y": [],
        "name": name,
        "line": {"color": color(look[0]), "width": 3, "dash": look[1]},
        "connectgaps": False,
        "hovertemplate": f"step %{{x:.0f}}<br>{name} %{{y:.4~g}}<extra></extra>",
    }


def _mark(uid: str, look: tuple[str, str, str]) -> dict[str, object]:
    return {
        "type": "scatter",
        "uid": f"{uid}_mark",
        "mode": "markers",
        "x": [],
        "y": [],
        "showlegend": False,
        "marker": {
            "symbol": look[2],
            "size": 11,
            "color": color(look[0]),
            "line": {"color": color("paper"), "width": 2},
        },
        "hoverinfo": "skip",
    }
