"""Where each student pulls the neuron: lines from where it stands, long enough to be seen."""

import torch
from torch import Tensor

from visualizer.core.datasets import pick_examples
from visualizer.core.pulls import student_pulls
from visualizer.core.task import Task
from visualizer.figures.contour import pull_moves
from visualizer.figures.moves import Moves
from visualizer.scenes.landscape import Landscape
from visualizer.scenes.runs import Run
from visualizer.tables.loading import MOST_DRAWN

LONGEST_PULL = 0.2  # of the width of the picture


def pull_lines(run: Run, land: Landscape) -> tuple[Moves, Moves]:
    """Return the lines of the pulls for every lane, and for every step of the run."""
    task, at_lanes = run.setup.task, run.lanes.parameters[run.step]
    parameters = torch.cat([at_lanes, run.trajectory.parameters.T], dim=1)
    drawn = Task(task.architecture, pick_examples(task.dataset, MOST_DRAWN), task.loss)
    pulls = student_pulls(drawn, parameters)
    n_lanes = at_lanes.shape[1]
    scale = _scale(pulls[..., n_lanes + run.step], land)

    def lines(part: slice) -> Moves:
        at = (parameters[0, part], parameters[1, part])
        return pull_moves(at, (pulls[:, 0, part], pulls[:, 1, part]), scale)

    return lines(slice(n_lanes)), lines(slice(n_lanes, None))


def _scale(pulls: Tensor, land: Landscape) -> float:
    """Return the length of a pull of 1, such that the longest one now is easy to see."""
    longest = float(pulls[:, :2].norm(dim=1).max())
    span = land.limits[1] - land.limits[0]
    return LONGEST_PULL * span / longest if 0 < longest < float("inf") else 0.0
