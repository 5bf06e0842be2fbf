"""The passes of many trainings of one neuron, all of them in one product of matrices."""

import torch
from torch import Tensor

from visualizer.core.passes import Examples, Kernels
from visualizer.core.task import Task


class NeuronLanes(Kernels):
    """Many trainings of one neuron: a column of ones makes the bias the last weight.

    Values have shape ``(n_inputs + 1, lanes)``, so that the sums of all lanes are one product of
    matrices. What they lead to has shape ``(n_samples, lanes)``.
    """

    def __init__(self, task: Task, n_lanes: int) -> None:
        super().__init__(task)
        self._n_lanes = n_lanes
        (self._squash,), (self._squash_back,) = self._activate, self._activate_back

    def examples(self, inputs: Tensor, targets: Tensor) -> Examples:
        """Return rows that end with a one, and a column of targets for each lane."""
        design, columns = with_ones(inputs), targets.repeat(1, self._n_lanes)
        return Examples(design, design.t(), columns, self._share(inputs, targets))

    def forward(self, values: Tensor, examples: Examples) -> Tensor:
        """Return what the loss keeps of the pass forward."""
        predictions = self._answer(self._squash(examples.inputs.mm(values)))
        return self._compare(predictions, examples.targets)

    def look(self, values: Tensor, examples: Examples) -> tuple[Tensor, Tensor]:
        """Return ∂loss/∂parameters, laid out like ``values``, and what the loss keeps."""
        design, across, targets, share = examples
        sums = design.mm(values)
        activations = self._squash(sums)
        predictions = self._answer(activations)
        kept = self._compare(predictions, targets)
        signals = self._answer_back(self._slopes(kept, targets, share), activations, predictions)
        # Into memory of its own: how a product adds up depends on where its result lies.
        return across.mm(self._squash_back(signals, sums, activations)), kept


class BareLanes(NeuronLanes):
    """Many trainings of one neuron without an activation, in as few calls as it takes."""

    def __init__(self, task: Task, n_lanes: int) -> None:
        super().__init__(task, n_lanes)
        if task.architecture.output == "sigmoid":
            self._answer = torch.sigmoid_  # nobody asks for z any more: its memory is free

    def look(self, values: Tensor, examples: Examples) -> tuple[Tensor, Tensor]:
        """Return ∂loss/∂parameters, laid out like ``values``, and what the loss keeps."""
        design, across, targets, share = examples
        predictions = self._answer(design.mm(values))
        kept = self._compare(predictions, targets)
        slopes = self._slopes(kept, targets, share)
        return across.mm(self._answer_back(slopes, predictions, predictions)), kept


def with_ones(inputs: Tensor) -> Tensor:
    """Return ``inputs`` with a column of ones, the input of the bias, as its last one."""
    return torch.cat([inputs, torch.ones_like(inputs[:, :1])], dim=1)
