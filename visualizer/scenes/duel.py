"""The student against gradient descent: the same start, the same number of moves."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.setup import Setup
from visualizer.core.training import train
from visualizer.core.trajectory import Trajectory
from visualizer.live.scene import Quantity, Readouts, Text
from visualizer.words.duel import LABELS, STATES, TITLE

BLOCK = 50  # steps that are trained ahead, so that most moves need no new training
SEEN = 5e-5  # of a loss: what four digits show
MOST_STEPS = 1000  # a student who makes more moves is compared with this many

DUEL = (
    Readouts(("moves", "best_loss", "descent_loss"), TITLE),
    Text(("{duel}",), "sentence"),
)


def duel_quantities() -> tuple[Quantity, ...]:
    """Return the live numbers of the duel."""
    return (
        Quantity("moves", LABELS["moves"], style="integer"),
        Quantity("first_loss", digits=4),
        Quantity("best_loss", LABELS["best_loss"], 4),
        Quantity("descent_loss", LABELS["descent_loss"], 4),
        Quantity("learning_rate", LABELS["learning_rate"], 4, fine=True),
        Quantity("duel", style="choice", choices=STATES),
    )


def duel_numbers(descent: Setup, losses: Sequence[float]) -> dict[str, Tensor]:
    """Return how the duel stands. Shapes ``(1,)``.

    Args:
        descent: What gradient descent does: from the student's start, a step for each move.
        losses: The student's MSE at the start and after each move.
    """
    best, lowest = min(losses), descent_loss(descent)
    numbers = {
        "moves": descent.n_steps,
        "first_loss": losses[0],
        "best_loss": best,
        "descent_loss": lowest,
        "learning_rate": descent.learning_rate,
        "duel": duel_state(losses, lowest),
    }
    return {name: torch.tensor([float(number)]) for name, number in numbers.items()}


def duel_state(losses: Sequence[float], descent: float) -> int:
    """Return which of ``STATES`` holds.

    Nothing yet, ahead, behind, diverged, a draw, or ahead of one that has climbed.

    Args:
        losses: The student's MSE at the start and after each move.
        descent: That of gradient descent after as many steps; NaN once it has diverged.

    Example:
        >>> duel_state([0.3, 0.1], 0.2), duel_state([0.3, 0.2], 0.1), duel_state([0.3, 0.2], 0.4)
        (1, 2, 5)
    """
    best = min(losses)
    if len(losses) == 1:
        return 0
    if math.isnan(descent):
        return 3
    if best == descent:
        return 4
    if best > descent:
        return 2
    return 5 if descent - losses[0] > SEEN else 1


def descent_loss(setup: Setup) -> float:
    """Return the loss at the end of gradient descent; NaN once it has diverged."""
    n_steps = min(setup.n_steps, MOST_STEPS)
    ahead = replace(setup, n_steps=-(-n_steps // BLOCK) * BLOCK)
    loss = float(_descent(ahead).losses[n_steps])
    return loss if math.isfinite(loss) else math.nan


@lru_cache(maxsize=256)
def _descent(setup: Setup) -> Trajectory:
    return train(setup)
