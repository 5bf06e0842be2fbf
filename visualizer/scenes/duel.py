"""The student against gradient descent: the same start, the same number of moves."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.setup import Setup, Task
from visualizer.core.training import Trajectory, train
from visualizer.live.scene import Quantity, Readouts, Text
from visualizer.scenes.settings import Values

BLOCK = 50  # steps that are trained ahead, so that most moves need no new training
MOST_STEPS = 1000  # a student who makes more moves is compared with this many

STATES = (
    "Every release counts as one move. Gradient descent starts where you started and makes one "
    "step for each of your moves, at a learning rate of {learning_rate}. Who gets lower?",
    "You lead. Gradient descent, at a learning rate of {learning_rate}, goes straight for where "
    "the slope points; you look around.",
    "Gradient descent leads, at a learning rate of {learning_rate}. It sees no picture: only the "
    "slope under its feet, once per step.",
    "Gradient descent has diverged: a learning rate of {learning_rate} is too high for this data "
    "and this neuron. Your hand is steadier.",
    "It is a draw.",
)

DUEL = (
    Readouts(("moves", "best_loss", "descent_loss"), "You against gradient descent"),
    Text(("{duel}",), "sentence"),
)


def duel_quantities() -> tuple[Quantity, ...]:
    """Return the live numbers of the duel."""
    return (
        Quantity("moves", "your moves", style="integer"),
        Quantity("best_loss", "your best loss", 4),
        Quantity("descent_loss", "gradient descent, as many steps", 4),
        Quantity("learning_rate", "learning rate", 4, fine=True),
        Quantity("duel", style="choice", choices=STATES),
    )


def duel_numbers(
    task: Task,
    values: Values,
    start: Sequence[float],
    losses: Sequence[float],
) -> dict[str, Tensor]:
    """Return how the duel stands. Shapes ``(1,)``.

    Args:
        task: What both are to learn.
        values: The learning rate is read from here.
        start: Where both began: both weights and the bias.
        losses: The student's MSE at the start and after each move.
    """
    moves, best = len(losses) - 1, min(losses)
    rate = float(values["learning_rate"])
    descent = descent_loss(Setup(task.architecture, task.dataset, tuple(start), rate, moves))
    numbers = {
        "moves": moves,
        "best_loss": best,
        "descent_loss": descent,
        "learning_rate": rate,
        "duel": duel_state(moves, best, descent),
    }
    return {name: torch.tensor([float(number)]) for name, number in numbers.items()}


def duel_state(moves: int, best: float, descent: float) -> int:
    """Return which of ``STATES`` holds: nothing yet, ahead, behind, diverged, or a draw.

    Example:
        >>> duel_state(3, 0.1, 0.2), duel_state(3, 0.2, 0.1), duel_state(3, 0.2, float("nan"))
        (1, 2, 3)
    """
    if moves == 0:
        return 0
    if math.isnan(descent):
        return 3
    return 4 if best == descent else 1 if best < descent else 2


def descent_loss(setup: Setup) -> float:
    """Return the loss at the end of gradient descent; NaN once it has diverged."""
    n_steps = min(setup.n_steps, MOST_STEPS)
    ahead = replace(setup, n_steps=-(-n_steps // BLOCK) * BLOCK)
    loss = float(_descent(ahead).losses[n_steps])
    return loss if math.isfinite(loss) else math.nan


@lru_cache(maxsize=256)
def _descent(setup: Setup) -> Trajectory:
    return train(setup)
