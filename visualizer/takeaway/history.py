"""A run as a table: its loss, parameters and gradients at every step."""

import torch

from visualizer.core.architecture import Architecture
from visualizer.core.trajectory import Trajectory
from visualizer.takeaway.decimals import decimal


def history_csv(trajectory: Trajectory, architecture: Architecture) -> str:
    """Return the run as CSV, one line for each step from 0, the start, to the last.

    The columns are step, loss, each weight and bias, and the gradient of each. A number has as few
    digits as bring back the same float32 number. A run that diverged ends with the step at which it
    did, whose numbers may be ``inf`` or ``nan``.

    Args:
        trajectory: The run.
        architecture: Whose parameters they are.
    """
    names = architecture.names
    header = ["step", "loss", *names, *(f"gradient_{name}" for name in names)]
    columns = [trajectory.losses[:, None], trajectory.parameters, trajectory.gradients]
    rows = torch.cat(columns, dim=1)
    if trajectory.diverged_at is not None:
        rows = rows[: trajectory.diverged_at + 1]
    lines = [[str(step), *map(decimal, row)] for step, row in enumerate(rows.tolist())]
    return "".join(",".join(line) + "\n" for line in [header, *lines])
