"""What the rules of a diagnosis look at, of many trainings at once."""

from dataclasses import dataclass
from functools import cached_property

from torch import Tensor

from visualizer.core.forward import ForwardPass, forward_lanes
from visualizer.core.lanes import Lanes, train_lanes
from visualizer.core.setup import Setup
from visualizer.core.task import Task

SATURATED_SLOPE = 0.01
"""A sigmoid is steepest in its middle, at 1/4; this is what is left of it at z = ±4.6."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the rules look at, worked out once for all lanes.

    What trains for it is handed in: Python 3.11 computes a cached property under a lock that all
    share, and a training lets others go first.

    Attributes:
        setup: Who learned what, and how.
        lanes: The trainings.
        slope: The gradient of the loss of all examples at the end. Shape
            ``(n_parameters, lanes)``.
        lowest: The lowest loss that is known to be reached.
    """

    setup: Setup
    lanes: Lanes
    slope: Tensor
    lowest: float

    @property
    def task(self) -> Task:
        """Who learned what."""
        return self.setup.task

    @property
    def follows_the_slope(self) -> bool:
        """Whether what is recorded as gradients is the slope of the loss of all examples."""
        return _follows_the_slope(self.setup)

    @cached_property
    def quarter(self) -> int:
        """Number of steps in a quarter of the training."""
        return (len(self.lanes.losses) - 1) // 4

    @cached_property
    def end(self) -> Tensor:
        """Losses of the last quarter. Shape ``(quarter + 1, lanes)``."""
        return self.lanes.losses[-self.quarter - 1 :]

    @cached_property
    def gap(self) -> Tensor:
        """How far the end is above the lowest loss, at least 0. Shape ``(quarter + 1, lanes)``."""
        return (self.end - self.lowest).clamp(min=0)

    @cached_property
    def gradients(self) -> Tensor:
        """Gradients of the last quarter. Shape ``(quarter + 1, n_parameters, lanes)``."""
        return self.lanes.gradients[-self.quarter - 1 :]

    @cached_property
    def last(self) -> ForwardPass:
        """The forward pass at the last step; every field has the lane as its last axis."""
        task = self.task
        return forward_lanes(task.architecture, self.lanes.parameters[-1], task.dataset.inputs)

    @cached_property
    def is_level(self) -> Tensor:
        """Whether hardly any prediction would move with its last z. Shape ``(lanes,)``."""
        output, last = self.task.architecture.answer, self.last
        slopes = output.derivative(last.activations[-1]) * last.derivatives[-1]
        return (slopes.abs() < SATURATED_SLOPE).flatten(0, 1).all(dim=0)


def _follows_the_slope(setup: Setup) -> bool:
    recipe = setup.recipe
    return recipe.takes_all(setup.dataset.n_samples) and not recipe.forget_zero_grad


def slope_at_the_end(setup: Setup, lanes: Lanes) -> Tensor:
    """Return the gradient of the loss of all examples there. Shape ``(n_parameters, lanes)``."""
    if _follows_the_slope(setup):
        return lanes.gradients[-1]
    task = setup.task
    still = Setup(task.architecture, task.dataset, setup.start, n_steps=0, loss=task.loss)
    return train_lanes(still, lanes.parameters[-1]).gradients[0]
