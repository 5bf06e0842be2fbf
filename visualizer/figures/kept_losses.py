"""The loss curves of several trainings in one picture, each with its number at its end.

Nobody has to see colours to tell them apart: each has a dash pattern of its own as well, its branch
has another, and the legend below tells the names in full. A curve keeps its look when others come
and go.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from visualizer.figures.run_labels import (
    BRANCH_DASHES,
    LOOKS,
    TEXT_GAP,
    TEXT_LINE,
    find_looks,
    legend_lines,
    plain_text,
    spread,
    wrapped,
)
from visualizer.figures.theme import (
    CLEAR,
    axis,
    bare_axis,
    color,
    font,
    hover_label,
    in_dark,
    layout,
)
from visualizer.words import runs as words

HEIGHT = 440  # without the legend
MARGINS = {"l": 64, "r": 44, "t": 12, "b": 52}  # without the legend
GAP = 0.055  # between two numbers, as a part of the picture's height
ROOM = 0.04  # for the lines that lead to the numbers, as a part of the steps
HIGHEST = 100.0  # on the log axis, in multiples of the largest first loss
SMALLEST = 1e-9  # on the log axis
MSE = words.LOSS_AXIS.format(loss=words.LOSSES["mse"])


@dataclass(frozen=True)
class Offshoot:
    """The branch of a training.

    Attributes:
        step: The step at which it leaves the training.
        name: What the legend says of it.
        losses: The loss at ``step`` and after every later one; what is not finite is a gap.
    """

    step: int
    name: str
    losses: Sequence[float]


@dataclass(frozen=True)
class Curve:
    """One training to be drawn.

    Attributes:
        number: Which run it is; no two curves of a picture share one.
        name: What the legend says of it. Any text: it is shown as it is.
        losses: The loss after every step, the start first; what is not finite is a gap.
        branch: Its second future, if it has one.
    """

    number: int
    name: str
    losses: Sequence[float]
    branch: Offshoot | None = None


@dataclass(frozen=True)
class _Drawn:
    """A line of the picture: of a run, or of its branch."""

    uid: str
    mark: str  # at its end
    lines: list[str]  # in the legend
    first: int
    losses: Sequence[float]
    color: str
    dash: str


def kept_losses_figure(
    curves: Sequence[Curve], log: bool = False, dark: bool = False, title: str = MSE
) -> go.Figure:
    """Return the loss curves over one another, each numbered at its last point that is visible.

    The trace ``run_3`` is the curve of run 3, ``branch_3`` that of its branch, called 3′; ``ends``
    holds a dot at each end, or a cross where the numbers end before the training does, ``names``
    the numbers and ``leaders`` a line to each. The legend stands below, as high as it has to be.

    Args:
        curves: From one to as many as there are ``LOOKS``.
        log: Whether equal distances mean equal ratios; a loss of 0 is a gap then.
        dark: Whether it stands on dark paper.
        title: What the loss axis says.

    Raises:
        ValueError: If there is no curve, or more than ``LOOKS``.
    """
    if not 1 <= len(curves) <= len(LOOKS):
        raise ValueError(f"there must be 1 to {len(LOOKS)} curves, got {len(curves)}")
    n_steps = max(1, *(len(each.losses) - 1 for each in curves))
    limits = _log_limits(curves) if log else _limits(curves)
    looks = find_looks([each.number for each in curves])
    drawn = [
        line for curve, look in zip(curves, looks, strict=True) for line in _drawn(curve, look)
    ]
    steps = axis("step", (0, n_steps * (1 + ROOM)), tickformat="d")
    losses = axis(title, limits, tickformat="~g")
    if log:
        log_title = words.LOG_AXIS.format(title=title)
        losses |= axis(log_title, limits, type="log", exponentformat="power")
    legend_height = sum(TEXT_LINE * len(each.lines) + TEXT_GAP for each in drawn) + 2 * TEXT_GAP
    made = {
        "data": [
            *(_line(each, log) for each in drawn),
            *_numbers(drawn, limits, log, n_steps * (1 + ROOM)),
        ],
        "layout": layout(
            HEIGHT + legend_height,
            margin=MARGINS | {"b": MARGINS["b"] + legend_height},
            xaxis=steps,
            yaxis=losses,
            yaxis2=bare_axis((0, 1), overlaying="y"),
            hoverlabel=hover_label() | {"namelength": -1},
            showlegend=True,
            legend=_legend(legend_height),
        ),
    }
    return go.Figure(in_dark(made) if dark else made)


def _drawn(curve: Curve, look: int) -> list[_Drawn]:
    number, (name, dash) = curve.number, LOOKS[look]
    lines = legend_lines(number, curve.name)
    run = _Drawn(f"run_{number}", str(number), lines, 0, curve.losses, name, dash)
    branch = curve.branch
    if branch is None:
        return [run]
    lines = wrapped(f"{number}′: {branch.name}")
    offshoot = _Drawn(
        f"branch_{number}", f"{number}′", lines, branch.step, branch.losses,
        "branch", BRANCH_DASHES[look],
    )  # fmt: skip
    return [run, offshoot]


def _legend(height: int) -> dict:
    return {
        "orientation": "v",
        "x": 0,
        "xanchor": "left",
        "y": -MARGINS["b"] / (HEIGHT - MARGINS["t"] - MARGINS["b"]),
        "yanchor": "top",
        "maxheight": height,
        "itemwidth": 44,
        "font": font(),
        "bgcolor": CLEAR,
        # One click more or less would hide a curve, and leave its number.
        "itemclick": False,
        "itemdoubleclick": False,
    }


def _limits(curves: Sequence[Curve]) -> tuple[float, float]:
    """Return the ends of the linear axis: a run that grows without end leaves it at the top."""
    tops = [
        min(max(loss for loss in _losses(curve) if math.isfinite(loss)), 2 * curve.losses[0])
        for curve in curves
        if math.isfinite(curve.losses[0])
    ]
    return 0.0, 1.05 * max(tops, default=1.0) or 1.0


def _log_limits(curves: Sequence[Curve]) -> tuple[float, float]:
    """Return the ends of the log axis in powers of ten."""
    seen = [loss for curve in curves for loss in _losses(curve) if _is_shown(loss, True)]
    firsts = [curve.losses[0] for curve in curves if _is_shown(curve.losses[0], True)]
    if not seen or not firsts:
        return -4.0, 0.0
    high = math.log10(min(max(seen), HIGHEST * max(firsts)))
    low = math.log10(max(min(seen), SMALLEST))
    room = max(0.05 * (high - low), 0.05)
    return min(low, high) - room, high + room


def _is_shown(loss: float, log: bool) -> bool:
    return math.isfinite(loss) and (loss > 0 or not log)


def _losses(curve: Curve) -> tuple[float, ...]:
    """Return the losses of a run and of its branch."""
    return (*curve.losses, *(curve.branch.losses if curve.branch else ()))


def _end(line: _Drawn, limits: tuple[float, float], log: bool) -> tuple[int, float, bool]:
    """Return step and height, from 0 to 1, of the last point in the picture; whether all is."""
    low, high = limits
    losses = line.losses
    for step in reversed(range(len(losses))):
        if _is_shown(losses[step], log):
            height = ((math.log10(losses[step]) if log else losses[step]) - low) / (high - low)
            if 0 <= height <= 1:
                return line.first + step, height, math.isfinite(losses[-1])
    return line.first, 1.0, False


def _line(line: _Drawn, log: bool) -> dict:
    return {
        "type": "scatter",
        "uid": line.uid,
        "name": "<br>".join(plain_text(each) for each in line.lines),
        "mode": "lines",
        "x": list(range(line.first, line.first + len(line.losses))),
        "y": [loss if _is_shown(loss, log) else None for loss in line.losses],
        "line": {"color": color(line.color), "width": 2.5, "dash": line.dash},
        "connectgaps": False,
        "hovertemplate": "step %{x:.0f}<br>loss %{y:.6~g}<extra>%{fullData.name}</extra>",
    }


def _numbers(
    drawn: Sequence[_Drawn], limits: tuple[float, float], log: bool, right: float
) -> list[dict]:
    """Return the numbers at the right, one below the other, and what joins them to their lines."""
    ends = [_end(line, limits, log) for line in drawn]
    gap = min(GAP, 1 / max(1, len(ends) - 1))
    heights = spread([height for _, height, _ in ends], gap)
    steps = [step for step, _, _ in ends]
    common = {
        "type": "scatter", "yaxis": "y2", "hoverinfo": "skip", "cliponaxis": False,
        "showlegend": False,
    }  # fmt: skip
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
            "color": [color(line.color) for line in drawn],
            "symbol": ["circle" if is_whole else "x" for _, _, is_whole in ends],
        },
    }
    names = {
        "uid": "names",
        "mode": "text",
        "x": [right] * len(drawn),
        "y": heights,
        "text": [line.mark for line in drawn],
        "textposition": "middle right",
        "textfont": font(),
    }
    return [common | leaders, common | dots, common | names]
