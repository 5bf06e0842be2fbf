"""The loss curve: how wrong the neuron is after every step of its training."""

from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.moves import Move, Moves, Prefix, RowPrefix
from visualizer.figures.theme import axis, bare_axis, color, font, layout

HEIGHT = 300
LOG_RANGE = (-4.0, 0.0)  # powers of ten
WORD = 0.12  # half the width of the word "diverged", as a part of the picture's

# All labels of an axis have as many digits as its finest one needs.
_DIGITS = ((None, 5e-4, ".4f"), (1e-3, 5e-3, ".3f"), (0.01, 0.05, ".2f"), (0.1, 0.5, ".1f"))


@lru_cache(maxsize=32)
def loss_curve_figure(n_steps: int, log: bool = False, title: str = "loss (MSE)") -> go.Figure:
    """Return the axes of the loss over ``n_steps`` steps, and its traces, still empty.

    ``curve`` is the whole training, ``so_far`` the part up to the step at hand, ``branch`` a
    second training that left it, ``marker`` that step; ``diverged`` and ``diverged_word`` say
    where the numbers end. The page gives the loss axis its range, with each release.

    Args:
        n_steps: Number of steps of the training, at least 1.
        log: Whether equal distances mean equal ratios of the loss; the range then counts in
            powers of ten, and a loss of 0 is a gap.
        title: What the loss axis is called.

    Raises:
        ValueError: If there is no step.
    """
    if n_steps < 1:
        raise ValueError(f"n_steps must be at least 1, got {n_steps}")
    return go.Figure(
        {
            "data": [
                _line("curve", 2, 0.45),
                _line("so_far", 4, 1.0),
                _line("branch", 4, 1.0, name="branch", dash="dash"),
                _marker(),
                *_diverged(n_steps),
            ],
            "layout": layout(
                HEIGHT,
                margin={"l": 66 if log else 56, "r": 18, "t": 12, "b": 44},
                xaxis=axis("step", (0, n_steps), tickformat="d"),
                yaxis=_loss_axis(log, title),
                yaxis2=bare_axis((0, 1), overlaying="y"),
            ),
        }
    )


@lru_cache(maxsize=32)
def two_losses_figure(n_steps: int, title: str, words: str) -> go.Figure:
    """Return :func:`loss_curve_figure` with a dotted line, ``other``, for a second loss.

    Args:
        n_steps: Number of steps of the training, at least 1.
        title: What the loss axis is called.
        words: What the second loss is called.
    """
    figure = go.Figure(loss_curve_figure(n_steps, title=title))
    figure.add_scatter(
        uid="other",
        mode="lines",
        x=[],
        y=[],
        line={"color": color("text"), "width": 2, "dash": "dot"},
        hovertemplate=f"step %{{x:.0f}}<br>{words} %{{y:.4~g}}<extra></extra>",
    )
    return figure


def other_moves(steps: Tensor, losses: Tensor) -> dict[str, Move]:
    """Return how the dotted line of a second loss moves.

    Args:
        steps: The steps of the drawn points. Shape ``(n_points,)``.
        losses: Shape ``(n_positions, n_points)``.
    """
    return {"other.x": same_steps(steps, len(losses)), "other.y": losses}


def loss_curve_moves(
    steps: Tensor,
    losses: Tensor,
    shown: int,
    step: int,
    loss: Tensor,
    diverged_at: Tensor | None = None,
) -> Moves:
    """Return how the curve moves along a control that changes the training.

    Args:
        steps: The steps of the drawn points. Shape ``(n_points,)``.
        losses: The loss there, at every position. Shape ``(n_positions, n_points)``.
        shown: How many of the points lie at or before the step at hand.
        step: The step at hand.
        loss: The loss at it, at every position. Shape ``(n_positions,)``.
        diverged_at: The first step without a number, −1 for none. Shape ``(n_positions,)``.
    """
    moves: dict[str, Move] = {
        "curve.x": same_steps(steps, len(losses)),
        "curve.y": losses,
        "so_far.x": same_steps(steps[:shown], len(losses)),
        "so_far.y": RowPrefix(losses, shown),
        "marker.x": torch.full((len(losses), 1), float(step)),
        "marker.y": loss[:, None],
    }
    if diverged_at is None:
        return moves
    return moves | diverged_moves(diverged_at, float(steps[-1]))


def same_steps(steps: Tensor, n_positions: int) -> Prefix:
    """Return ``steps`` for every position of a control, sent once."""
    return Prefix(steps.float(), torch.full((n_positions,), len(steps)))


def loss_step_moves(losses: Tensor) -> Moves:
    """Return how the part up to now grows along the steps of one training.

    Args:
        losses: The loss at every step. Shape ``(n_steps + 1,)``.
    """
    steps = torch.arange(len(losses), dtype=torch.float32)
    counts = torch.arange(1, len(losses) + 1)
    return {
        "so_far.x": Prefix(steps, counts),
        "so_far.y": Prefix(losses, counts),
        "marker.x": steps[:, None],
        "marker.y": losses[:, None],
    }


def diverged_moves(diverged_at: Tensor, last: float) -> dict[str, Move]:
    """Return where the numbers end, as the picture says it.

    Args:
        diverged_at: The first step without a number, −1 for none. Shape ``(n_positions,)``.
        last: The last step of the picture.
    """
    at = diverged_at.float()[:, None]
    # The word keeps off both ends. Without one it waits outside: only what has a place can be
    # moved without drawing the figure anew.
    word = torch.where(at >= 0, at.clamp(WORD * last, (1 - WORD) * last), -last)
    line = torch.where(at >= 0, at, torch.nan).expand(-1, 2)
    return {"diverged.x": line.contiguous(), "diverged_word.x": word}


def _line(uid: str, width: int, opacity: float, name: str = "loss", dash: str = "solid") -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color(name), "width": width, "dash": dash, "simplify": False},
        "opacity": opacity,
        "connectgaps": False,
        "hovertemplate": "step %{x:.0f}<br>loss %{y:.4~g}<extra></extra>",
    }


def _marker() -> dict:
    return {
        "type": "scatter",
        "uid": "marker",
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {
            "size": 13,
            "color": color("step"),
            "line": {"color": color("paper"), "width": 2},
        },
        "hovertemplate": "now: step %{x:.0f}<br>loss %{y:.4~g}<extra></extra>",
        "cliponaxis": False,
    }


def _diverged(n_steps: int) -> list[dict]:
    """Return an upright line that is still nowhere, and the word over it, still outside."""
    common = {"type": "scatter", "yaxis": "y2", "hoverinfo": "skip"}
    line = {
        "uid": "diverged",
        "mode": "lines",
        "x": [None, None],
        "y": [0, 0.88],
        "line": {"color": color("negative"), "width": 2, "dash": "dot"},
    }
    word = {
        "uid": "diverged_word",
        "mode": "text",
        "x": [-n_steps],
        "y": [0.94],
        "text": ["diverged"],
        "textposition": "middle center",
        "textfont": font("negative"),
    }
    return [common | line, common | word]


def _loss_axis(log: bool, title: str) -> dict:
    if log:
        return axis(f"{title}, log", LOG_RANGE, type="log", exponentformat="power")
    stops = [{"dtickrange": [low, high], "value": form} for low, high, form in _DIGITS]
    whole = {"dtickrange": [1, None], "value": ",d"}
    return axis(title, (0, 1), tickformatstops=[*stops, whole], rangemode="tozero")
