"""The loss curves of several trainings in one picture, each with its name at its end.

Nobody has to see colours to tell them apart: each has a dash pattern of its own as well. A curve
keeps its look when others come and go.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import plotly.graph_objects as go

from visualizer.figures.theme import (
    SMALL,
    axis,
    bare_axis,
    color,
    font,
    hover_label,
    in_dark,
    layout,
)

HEIGHT = 440
LABEL = 20  # characters of a name that stand at the end of its curve
GAP = 0.055  # between two names, as a part of the picture's height
ROOM = 0.04  # for the lines that lead to the names, as a part of the steps
HIGHEST = 100.0  # on the log axis, in multiples of the largest first loss
SMALLEST = 1e-9  # on the log axis

LOOKS = (
    ("weight_1", "solid"),
    ("step", "dash"),
    ("z", "dot"),
    ("activation", "longdash"),
    ("derivative", "dashdot"),
    ("learning_rate_low", "longdashdot"),
    ("loss", "16px,4px"),
    ("target", "8px,3px,2px,3px,2px,3px"),
    ("gradient", "4px,4px"),
    ("prediction", "2px,8px"),
    ("weight_2", "20px,4px,6px,4px"),
    ("learning_rate", "12px,4px,2px,4px,2px,4px,2px,4px"),
)
"""Colour and dash pattern of each curve; as many curves fit into one picture."""


@dataclass(frozen=True)
class Curve:
    """One training to be drawn.

    Attributes:
        number: Which run it is; no two curves of a picture share one.
        name: What stands at its end. Any text: it is shown as it is.
        losses: The loss after every step, the start first; what is not finite is a gap.
    """

    number: int
    name: str
    losses: Sequence[float]


def kept_losses_figure(curves: Sequence[Curve], log: bool = False, dark: bool = False) -> go.Figure:
    """Return the loss curves over one another, each named at its last point that is visible.

    The trace ``run_3`` is the curve of run 3; ``ends`` holds a dot at each end, or a cross where
    the numbers end before the training does, ``names`` the names and ``leaders`` a line to each.

    Args:
        curves: From one to as many as there are ``LOOKS``.
        log: Whether equal distances mean equal ratios; a loss of 0 is a gap then.
        dark: Whether it stands on dark paper.

    Raises:
        ValueError: If there is no curve, or more than ``LOOKS``.
    """
    if not 1 <= len(curves) <= len(LOOKS):
        raise ValueError(f"there must be 1 to {len(LOOKS)} curves, got {len(curves)}")
    n_steps = max(1, *(len(each.losses) - 1 for each in curves))
    limits = _log_limits(curves) if log else _limits(curves)
    looks = [LOOKS[look] for look in find_looks([each.number for each in curves])]
    lines = [
        _line(curve, name, dash, log) for curve, (name, dash) in zip(curves, looks, strict=True)
    ]
    ends = [_end(curve.losses, limits, log) for curve in curves]
    steps = axis("step", (0, n_steps * (1 + ROOM)), tickformat="d")
    losses = axis("loss (MSE)", limits, tickformat="~g")
    if log:
        losses |= axis("loss (MSE), log", limits, type="log", exponentformat="power")
    made = {
        "data": [*lines, *_names(curves, looks, ends, n_steps * (1 + ROOM))],
        "layout": layout(
            HEIGHT,
            margin={"l": 64, "r": 146, "t": 12, "b": 44},
            xaxis=steps,
            yaxis=losses,
            yaxis2=bare_axis((0, 1), overlaying="y"),
            hoverlabel=hover_label() | {"namelength": -1},
        ),
    }
    return go.Figure(in_dark(made) if dark else made)


def find_looks(numbers: Sequence[int]) -> list[int]:
    """Return a place in ``LOOKS`` for each run, no two the same, by its number where that is free.

    Example:
        >>> find_looks([1, 2, 5, 13])
        [0, 1, 4, 2]
    """
    found: list[int] = []
    for number in numbers:
        choices = ((number - 1 + shift) % len(LOOKS) for shift in range(len(LOOKS)))
        found.append(next(look for look in choices if look not in found))
    return found


def plain_text(text: str) -> str:
    """Return ``text`` such that Plotly shows it as it is: no tag, no entity, no formula.

    Example:
        >>> plain_text("<b>$x$</b> & co")
        '&lt;b&gt;&#36;x&#36;&lt;/b&gt; &amp; co'
    """
    return escape(text, quote=False).replace("$", "&#36;")


def in_brief(name: str) -> str:
    """Return the two ends of a name that is too long to stand at a curve.

    Example:
        >>> in_brief("Run 3: lr 0.1, SiLU"), in_brief("Run 12: lr 0.0316, Leaky ReLU")
        ('Run 3: lr 0.1, SiLU', 'Run 12: lr…eaky ReLU')
    """
    if len(name) <= LABEL:
        return name
    half = (LABEL - 1) // 2
    return f"{name[: LABEL - 1 - half]}…{name[-half:]}"


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Return ``places``, moved apart until any two are ``gap`` or more from each other.

    Their order stays, and so does what has room. From 0 to 1, if there is room for all.

    Example:
        >>> spread([0.5, 0.5, 0.0], 0.25)
        [0.5, 0.75, 0.0]
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = [places[place] for place in order]
    for below, above in pairwise(range(len(moved))):
        moved[above] = max(moved[above], moved[below] + gap)
    ceiling = 1.0
    for place in reversed(range(len(moved))):
        moved[place] = min(moved[place], ceiling)
        ceiling = moved[place] - gap
    back = dict(zip(order, moved, strict=True))
    return [back[place] for place in range(len(places))]


def _limits(curves: Sequence[Curve]) -> tuple[float, float]:
    """Return the ends of the linear axis: a run that grows without end leaves it at the top."""
    tops = [
        min(max(loss for loss in curve.losses if math.isfinite(loss)), 2 * curve.losses[0])
        for curve in curves
        if math.isfinite(curve.losses[0])
    ]
    return 0.0, 1.05 * max(tops, default=1.0) or 1.0


def _log_limits(curves: Sequence[Curve]) -> tuple[float, float]:
    """Return the ends of the log axis in powers of ten."""
    seen = [loss for curve in curves for loss in curve.losses if _is_shown(loss, True)]
    firsts = [curve.losses[0] for curve in curves if _is_shown(curve.losses[0], True)]
    if not seen or not firsts:
        return -4.0, 0.0
    high = math.log10(min(max(seen), HIGHEST * max(firsts)))
    low = math.log10(max(min(seen), SMALLEST))
    room = max(0.05 * (high - low), 0.05)
    return min(low, high) - room, high + room


def _is_shown(loss: float, log: bool) -> bool:
    return math.isfinite(loss) and (loss > 0 or not log)


def _end(
    losses: Sequence[float], limits: tuple[float, float], log: bool
) -> tuple[int, float, bool]:
    """Return step and height, from 0 to 1, of the last point in the picture; whether all is."""
    low, high = limits
    for step in reversed(range(len(losses))):
        if _is_shown(losses[step], log):
            height = ((math.log10(losses[step]) if log else losses[step]) - low) / (high - low)
            if 0 <= height <= 1:
                return step, height, math.isfinite(losses[-1])
    return 0, 1.0, False


def _line(curve: Curve, name: str, dash: str, log: bool) -> dict:
    return {
        "type": "scatter",
        "uid": f"run_{curve.number}",
        "name": plain_text(curve.name),
        "mode": "lines",
        "x": list(range(len(curve.losses))),
        "y": [loss if _is_shown(loss, log) else None for loss in curve.losses],
        "line": {"color": color(name), "width": 2.5, "dash": dash},
        "connectgaps": False,
        "hovertemplate": "step %{x:.0f}<br>loss %{y:.6f}<extra>%{fullData.name}</extra>",
    }


def _names(
    curves: Sequence[Curve],
    looks: Sequence[tuple[str, str]],
    ends: Sequence[tuple[int, float, bool]],
    right: float,
) -> list[dict]:
    """Return the names at the right, one below the other, and what joins them to their curves."""
    heights = spread([height for _, height, _ in ends], GAP)
    steps = [step for step, _, _ in ends]
    colors = [color(name) for name, _ in looks]
    common = {"type": "scatter", "yaxis": "y2", "hoverinfo": "skip", "cliponaxis": False}
    leaders = {
        "uid": "leaders",
        "mode": "lines",
        "x": [x for step in steps for x in (step, right, None)],
        "y": [
            y
            for (_, end, _), height in zip(ends, heights, strict=True)
            for y in (end, height, None)
        ],
        "line": {"color": color("axis"), "width": 1},
    }
    dots = {
        "uid": "ends",
        "mode": "markers",
        "x": steps,
        "y": [height for _, height, _ in ends],
        "marker": {
            "size": 9,
            "color": colors,
            "symbol": ["circle" if is_whole else "x" for _, _, is_whole in ends],
        },
    }
    names = {
        "uid": "names",
        "mode": "text",
        "x": [right] * len(curves),
        "y": heights,
        "text": [plain_text(in_brief(curve.name)) for curve in curves],
        "textposition": "middle right",
        "textfont": font("text", SMALL) | {"color": colors},
    }
    return [common | leaders, common | dots, common | names]
