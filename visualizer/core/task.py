"""A task: who learns, from which examples, and what counts as wrong."""

from dataclasses import dataclass

from torch import Tensor

from visualizer.core.architecture import Architecture, make_neuron
from visualizer.core.datasets import Dataset
from visualizer.core.loss_registry import LOSSES, Loss, get_loss


@dataclass(frozen=True)
class Task:
    """What is to be learned: who learns, from which examples, and what counts as wrong.

    Attributes:
        architecture: Who learns.
        dataset: The examples, as scaled.
        loss: Name in ``LOSSES``.

    Raises:
        ValueError: If the three do not fit each other, or there is no such loss.
    """

    architecture: Architecture
    dataset: Dataset
    loss: str = "mse"

    def __post_init__(self) -> None:
        self.architecture.check_inputs(self.dataset.inputs)
        get_loss(self.loss).check(self.architecture, self.dataset.targets)

    @property
    def loss_kind(self) -> Loss:
        """The loss with all that is known of it."""
        return LOSSES[self.loss]

    @property
    def is_linear_least_squares(self) -> bool:
        """Whether the loss is a bowl: a linear neuron and the mean squared error."""
        linear = make_neuron("identity", "identity", self.architecture.n_inputs)
        return self.architecture == linear and self.loss == "mse"

    @property
    def wants_numbers(self) -> bool:
        """Whether an answer is a number as it is, and not which of a few kinds an example is of."""
        return self.loss == "mse" and self.architecture.output == "identity"

    @property
    def wants_classes(self) -> bool:
        """Whether an answer is one of several classes, each with an output of its own."""
        return self.loss == "cross_entropy"

    @property
    def targets(self) -> Tensor:
        """The right answers as the loss wants them."""
        return self.loss_kind.as_targets(self.dataset.targets)
