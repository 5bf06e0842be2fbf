"""A pass forward and back through a network by PyTorch's own kernels, called one by one.

``loss.backward()`` finds out which kernels to call, in which order, by a graph that it builds anew
in every step. For a network as small as these that graph never changes and costs ten times as much
as the arithmetic in it. Here the same kernels are called directly, with the same numbers; for one
training the outcome is the same to the last bit.

There are three ways to lay the parameters out, ``OneTraining``, ``NeuronLanes`` and ``LayerLanes``,
each in a file of its own, and all of them are used alike: ``examples`` prepares rows to learn from,
``forward`` goes from parameters to predictions and to what the loss keeps of them, ``look`` from
there back to the gradients as well.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeVar

from torch import Tensor

from visualizer.core.kernels import BACKWARD
from visualizer.core.task import Task

Values = TypeVar("Values", Tensor, list[Tensor])
"""Parameters, or gradients, in the layout of a way."""
Noted = TypeVar("Noted", covariant=True)
"""What a way keeps of a pass: all of it, or, of many trainings, what the loss keeps alone."""


class Examples(NamedTuple):
    """Rows to learn from, prepared for many passes."""

    inputs: Tensor
    across: Tensor
    targets: Tensor
    share: Tensor


Trace = tuple[Tensor, Tensor, list[Tensor], list[Tensor]]
"""What a pass forward leaves behind: what the loss keeps, the predictions, the sums and the
activations of every layer. (With a name for each, a step would take longer.)"""


class Way(Protocol[Values, Noted]):
    """What the ways have in common."""

    def examples(self, inputs: Tensor, targets: Tensor) -> Examples:
        """Return rows prepared. Inputs ``(n_samples, n_inputs)``, targets as the loss wants."""

    def forward(self, values: Values, examples: Examples) -> Noted:
        """Return the pass forward."""

    def look(self, values: Values, examples: Examples) -> tuple[Values, Noted]:
        """Return ∂loss/∂parameters, in the layout of ``values``, and the pass forward."""


class Kernels:
    """The functions of a task, looked up once; every way has them."""

    _answer: Callable[[Tensor], Tensor]

    def __init__(self, task: Task) -> None:
        self._task = task
        activations = task.architecture.activations
        self._activate = [each.function for each in activations]
        self._activate_back = [BACKWARD[each.name] for each in activations]
        self._answer = task.architecture.answer.function
        self._answer_back = BACKWARD[task.architecture.output]
        self._compare, self._slopes = task.loss_kind.compare, task.loss_kind.slopes

    def _share(self, inputs: Tensor, targets: Tensor) -> Tensor:
        n_outputs = self._task.architecture.n_outputs
        return self._task.loss_kind.share(targets, len(inputs), n_outputs).to(inputs.dtype)


Update = Callable[[Values, Values, int], Values]
"""From parameters, gradients and the number of the step to the parameters after it."""
