"""The passes of many trainings of a network, all of them in one product for each layer."""

import torch
from torch import Tensor

from visualizer.core.passes import Examples, Kernels, Trace
from visualizer.core.task import Task


class LayerLanes(Kernels):
    """Many trainings of a network, the lane being the first axis of every tensor.

    Values have shape ``(lanes, n_parameters)``; what they lead to has shape
    ``(lanes, n_samples, n_units)``.
    """

    def __init__(self, task: Task, n_lanes: int) -> None:
        super().__init__(task)
        self._n_lanes = n_lanes
        shapes = task.architecture.shapes
        self._sizes = [size for units, inputs in shapes for size in (units * inputs, units)]

    def examples(self, inputs: Tensor, targets: Tensor) -> Examples:
        """Return the rows once for each lane, without copying them."""
        rows = inputs.expand(self._n_lanes, *inputs.shape)
        return Examples(rows, rows, targets, self._share(inputs, targets))

    def forward(self, values: Tensor, examples: Examples) -> Tensor:
        """Return what the loss keeps of the pass forward."""
        return self._trace(self._parts(values), examples)[0]

    def look(self, values: Tensor, examples: Examples) -> tuple[Tensor, Tensor]:
        """Return ∂loss/∂parameters, laid out like ``values``, and what the loss keeps."""
        parts = self._parts(values)
        kept, predictions, sums, activations = self._trace(parts, examples)
        signals = self._slopes(kept, examples.targets, examples.share)
        signals = self._answer_back(signals, activations[-1], predictions)
        gradients: list[Tensor] = []
        for layer in range(len(sums) - 1, -1, -1):
            signals = self._activate_back[layer](signals, sums[layer], activations[layer])
            seen = activations[layer - 1] if layer else examples.inputs
            gradients += (signals.sum(dim=1), signals.mT.bmm(seen).flatten(1))
            if layer:
                signals = signals.bmm(parts[layer][0])
        gradients.reverse()
        return torch.cat(gradients, dim=1), kept

    def _trace(self, parts: list[tuple[Tensor, Tensor]], examples: Examples) -> Trace:
        seen, sums, activations = examples.inputs, [], []
        for (weight, bias), activate in zip(parts, self._activate, strict=True):
            z = torch.baddbmm(bias, seen, weight.mT)
            seen = activate(z)
            sums.append(z)
            activations.append(seen)
        predictions = self._answer(seen)
        return self._compare(predictions, examples.targets), predictions, sums, activations

    def _parts(self, values: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Return weight ``(lanes, n_units, n_inputs)``, bias ``(lanes, 1, n_units)`` of each."""
        pieces = values.split(self._sizes, dim=1)
        return [
            (weight.unflatten(1, shape), bias[:, None])
            for weight, bias, shape in zip(
                pieces[::2], pieces[1::2], self._task.architecture.shapes, strict=True
            )
        ]
