"""The lowest loss: how good a neuron can get on a data set at all.

For a linear neuron it is known exactly: the loss is a bowl, and least squares gives its bottom. For
the others many long trainings look for it, and the best of them is what is known.
"""

from dataclasses import replace
from functools import lru_cache

import torch

from visualizer.core.datasets import Dataset
from visualizer.core.lanes import train_lanes
from visualizer.core.neuron_lanes import with_ones
from visualizer.core.recipe import Recipe
from visualizer.core.setup import Setup
from visualizer.core.task import Task

N_STARTS = 16
N_STEPS = 300
RATE = 0.1


@lru_cache(maxsize=64)
def lowest_loss(task: Task) -> float:
    """Return the lowest loss that is known to be reached at ``task``, at least 0.

    It does not depend on how the inputs are scaled: other weights make up for it. So the search
    runs on standardized ones, where it is short: Adam from ``N_STARTS`` random starts.

    Args:
        task: Who learns what, scaled in any way. Its result is kept for the next call.

    Example:
        >>> from visualizer.core import make_neuron, make_twelve_students, scale_inputs
        >>> students = scale_inputs(make_twelve_students(), "tenths")
        >>> f"{lowest_loss(Task(make_neuron(output='identity'), students)):.3g}"
        '8.01e-05'
    """
    if task.is_linear_least_squares:
        return _lowest_of_line(task.dataset)
    architecture, generator = task.architecture, torch.Generator().manual_seed(0)
    starts = torch.randn(architecture.n_parameters, N_STARTS, generator=generator)
    setup = Setup(
        architecture,
        _standardized(task.dataset),
        (0.0,) * architecture.n_parameters,
        RATE,
        N_STEPS,
        Recipe(optimizer="adam"),
        loss=task.loss,
    )
    lanes = train_lanes(setup, starts, record=False)
    return float(lanes.losses.nan_to_num(nan=torch.inf).min())


def _lowest_of_line(dataset: Dataset) -> float:
    design, targets = with_ones(dataset.inputs.double()), dataset.targets.double()
    best = torch.linalg.pinv(design) @ targets
    return float((design @ best - targets).square().mean())


def _standardized(dataset: Dataset) -> Dataset:
    inputs = dataset.inputs
    spreads = inputs.std(dim=0, correction=0)
    return replace(dataset, inputs=(inputs - inputs.mean(dim=0)) / spreads.clamp(min=1e-6))
