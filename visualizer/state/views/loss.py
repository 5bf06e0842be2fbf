"""What the page of the loss shows."""

from collections.abc import Hashable
from dataclasses import dataclass

from visualizer.core.setup import Setup
from visualizer.core.task import Task
from visualizer.state.setup_of import start_of, task_of
from visualizer.state.values import Values, number, whole
from visualizer.tables.loading import MOST_DRAWN


@dataclass(frozen=True)
class LossView:
    """A neuron that a student tunes by hand, and whose miss is looked at.

    Attributes:
        task: What is to be learned, with no more examples than are drawn one by one.
        weights: Both weights and the bias, where they stand now.
        learning_rate: That of gradient descent, which the student plays against.
        example: The row of the example whose parabola is drawn, counted from 0.
    """

    task: Task
    weights: tuple[float, ...]
    learning_rate: float
    example: int

    @property
    def game(self) -> Hashable:
        """What the student and gradient descent have in common, by name: it outlives a cache."""
        data = self.task.dataset
        return data.name, data.scaling, self.task.architecture, self.task.loss, self.learning_rate

    def descent(self, start: tuple[float, ...], n_steps: int) -> Setup:
        """Return what gradient descent does meanwhile."""
        task = self.task
        rate = self.learning_rate
        return Setup(task.architecture, task.dataset, start, rate, n_steps, loss=task.loss)


def loss_view(values: Values) -> LossView:
    """Return what the checked ``values`` of the page show."""
    return LossView(
        task_of(values, MOST_DRAWN),
        start_of(values),
        number(values, "learning_rate"),
        whole(values, "example") - 1,
    )
