"""A pass forward and back through a network by PyTorch's own kernels, called one by one.

``loss.backward()`` finds out which kernels to call, in which order, by a graph that it builds anew
in every step. For a network as small as these that graph never changes and costs ten times as much
as the arithmetic in it. Here the same kernels are called directly, with the same numbers; for one
training the outcome is the same to the last bit.

There are three ways to lay the parameters out, one class for each, and all of them are used alike:
``examples`` prepares rows to learn from, ``forward`` goes from parameters to predictions and to
what the loss keeps of them, ``look`` from there back to the gradients as well.
"""

from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeVar

import torch
from torch import Tensor
from torch.nn import functional as F

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


class _Kernels:
    """The functions of a task, looked up once."""

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


class OneTraining(_Kernels):
    """One training: weight and bias of every layer, as ``model.parameters()`` has them.

    Values are a list of ``weight, bias, weight, bias, …``; shapes ``(n_units, n_inputs)`` and
    ``(n_units,)``.
    """

    def lay_out(self, parameters: Tensor) -> list[Tensor]:
        """Return flat parameters as values, each in memory of its own."""
        return [part.clone() for pair in self._task.architecture.split(parameters) for part in pair]

    def examples(self, inputs: Tensor, targets: Tensor) -> Examples:
        """Return the very rows."""
        return Examples(inputs, inputs, targets, self._share(inputs, targets))

    def forward(self, values: list[Tensor], examples: Examples) -> Trace:
        """Return the pass forward."""
        seen, sums, activations = examples.inputs, [], []
        parts = iter(values)
        for activate in self._activate:
            z = F.linear(seen, next(parts), next(parts))
            seen = activate(z)
            sums.append(z)
            activations.append(seen)
        predictions = self._answer(seen)
        return self._compare(predictions, examples.targets), predictions, sums, activations

    def look(self, values: list[Tensor], examples: Examples) -> tuple[list[Tensor], Trace]:
        """Return ∂loss/∂parameters, laid out like ``values``, and the pass forward."""
        trace = self.forward(values, examples)
        kept, predictions, sums, activations = trace
        signals = self._slopes(kept, examples.targets, examples.share)
        signals = self._answer_back(signals, activations[-1], predictions)
        gradients: list[Tensor] = []
        for layer in range(len(sums) - 1, -1, -1):
            signals = self._activate_back[layer](signals, sums[layer], activations[layer])
            seen = activations[layer - 1] if layer else examples.inputs
            gradients += (signals.sum(dim=0), signals.t().mm(seen))
            if layer:
                signals = signals.mm(values[2 * layer])
        gradients.reverse()
        return gradients, trace


class OneLayer(OneTraining):
    """One training of one layer, in as few calls as it takes."""

    def look(self, values: list[Tensor], examples: Examples) -> tuple[list[Tensor], Trace]:
        """Return ∂loss/∂parameters, laid out like ``values``, and the pass forward."""
        inputs, _, targets, share = examples
        weight, bias = values
        sums = F.linear(inputs, weight, bias)
        activations = self._activate[0](sums)
        predictions = self._answer(activations)
        kept = self._compare(predictions, targets)
        signals = self._answer_back(self._slopes(kept, targets, share), activations, predictions)
        signals = self._activate_back[0](signals, sums, activations)
        gradients = [signals.t().mm(inputs), signals.sum(dim=0)]
        return gradients, (kept, predictions, [sums], [activations])


class NeuronLanes(_Kernels):
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


class LayerLanes(_Kernels):
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


def lane_losses(task: Task, parameters: Tensor) -> Tensor:
    """Return the loss at many parameters, in a way that autograd can follow.

    Args:
        task: What is to be learned.
        parameters: Shape ``(n_parameters, lanes)``; float32 or float64, which is then used for all.

    Returns:
        Shape ``(lanes,)``.

    Raises:
        ValueError: If the shapes do not match.
    """
    task.architecture.check_lanes(parameters)
    targets, dtype = task.targets, parameters.dtype
    targets = targets.to(dtype) if targets.is_floating_point() else targets
    way, values, axis = lanes_way(task, parameters)
    examples = way.examples(task.dataset.inputs.to(dtype), targets)
    errors = task.loss_kind.errors(way.forward(values, examples), examples.targets)
    return errors.mean(dim=0) if axis else errors.flatten(1).mean(dim=1)


def lanes_way(task: Task, parameters: Tensor) -> tuple[NeuronLanes | LayerLanes, Tensor, int]:
    """Return the way for many trainings, ``parameters`` laid out for it, and its axis of lanes.

    Args:
        task: What is to be learned.
        parameters: Shape ``(n_parameters, lanes)``.
    """
    n_lanes = parameters.shape[1]
    if task.architecture.is_neuron:
        is_bare = task.architecture.activations[0].name == "identity"
        return (BareLanes if is_bare else NeuronLanes)(task, n_lanes), parameters, 1
    return LayerLanes(task, n_lanes), parameters.t(), 0


def with_ones(inputs: Tensor) -> Tensor:
    """Return ``inputs`` with a column of ones, the input of the bias, as its last one."""
    return torch.cat([inputs, torch.ones_like(inputs[:, :1])], dim=1)


Update = Callable[[Values, Values, int], Values]
"""From parameters, gradients and the number of the step to the parameters after it."""
