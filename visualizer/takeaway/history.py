"""A run as a table: its loss, parameters and gradients at every step."""

import torch

from visualizer.core.training import Trajectory
from visualizer.takeaway.decimals import decimal


def history_csv(trajectory: Trajectory) -> str:
    """Return the run as CSV, one line for each step from 0, the start, to the last.

    The columns are step, loss, each weight, bias, and the gradient of each weight and of the bias.
    A number has as few digits as bring back the same float32 number. A run that diverged ends with
    the step at which it did, whose numbers may be ``inf`` or ``nan``.

    Args:
        trajectory: The run.
    """
    weights = [f"weight_{n}" for n in range(1, trajectory.weights.shape[1] + 1)]
    gradients = [f"gradient_{name}" for name in [*weights, "bias"]]
    header = ["step", "loss", *weights, "bias", *gradients]
    columns = [
        trajectory.losses[:, None],
        trajectory.weights,
        trajectory.biases[:, None],
        trajectory.weight_gradients,
        trajectory.bias_gradients[:, None],
    ]
    rows = torch.cat(columns, dim=1)
    if trajectory.diverged_at is not None:
        rows = rows[: trajectory.diverged_at + 1]
    lines = [[str(step), *map(decimal, row)] for step, row in enumerate(rows.tolist())]
    return "".join(",".join(line) + "\n" for line in [header, *lines])
