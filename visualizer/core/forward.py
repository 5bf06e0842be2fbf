"""The way forward: inputs → weighted sums z → activations, layer by layer → predictions.

The functions here return every number on that way, so that none has to be guessed.
"""

from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor
from torch.nn import functional as F

from visualizer.core.architecture import Architecture
from visualizer.core.neuron_lanes import with_ones


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """Every intermediate value of one pass through a network.

    A batch of networks, or of positions of one control, adds one more axis at the end of each.

    Attributes:
        architecture: The layers.
        parameters: All weights and biases. Shape ``(n_parameters,)``.
        inputs: Examples, one per row. Shape ``(n_samples, n_inputs)``.
        pre_activations: ``z`` of each layer. Shapes ``(n_samples, n_units)``.
        activations: ``f(z)`` of each layer. Shapes ``(n_samples, n_units)``.
        predictions: ``output(f(z))`` of the last layer. Shape ``(n_samples, n_outputs)``.
    """

    architecture: Architecture
    parameters: Tensor
    inputs: Tensor
    pre_activations: tuple[Tensor, ...]
    activations: tuple[Tensor, ...]
    predictions: Tensor

    @cached_property
    def derivatives(self) -> tuple[Tensor, ...]:
        """``f'(z)`` of each layer, the slope of its function. Shapes ``(n_samples, n_units)``."""
        pairs = zip(self.architecture.activations, self.pre_activations, strict=True)
        return tuple(each.derivative(z) for each, z in pairs)

    def terms(self, layer: int = 0) -> Tensor:
        """Return the products ``x · w`` of a layer, counted from 0.

        Shape ``(n_samples, n_units, n_inputs)``, the inputs being those of the layer.
        """
        weight, _ = self.architecture.split(self.parameters)[layer]
        seen = self.activations[layer - 1] if layer else self.inputs
        if seen.ndim == weight.ndim - 1 and weight.ndim == 3:
            seen = seen[..., None]  # the same inputs in every lane
        return weight[None] * seen[:, None]


def pre_activation(inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Return the weighted sums ``z = x @ wᵀ + b`` of a layer.

    Args:
        inputs: Examples, one per row. Shape ``(n_samples, n_inputs)``.
        weight: One number per input in each unit. Shape ``(n_units, n_inputs)``.
        bias: Offset of every sum, in the units of ``z``. Shape ``(n_units,)``.

    Returns:
        The sums of every example, before activation. Shape ``(n_samples, n_units)``. Equal to what
        ``nn.Linear`` returns, bit for bit.

    Raises:
        ValueError: If the shapes do not match.

    Example:
        >>> pre_activation(
        ...     torch.tensor([[5.0, 7.0]]), torch.tensor([[0.1, 0.2]]), torch.tensor([0.5])
        ... )
        tensor([[2.4000]])
    """
    if inputs.ndim != 2:
        raise ValueError(f"inputs must have shape (n_samples, n_inputs), got {tuple(inputs.shape)}")
    if weight.shape[1:] != inputs.shape[1:]:
        raise ValueError(
            f"weight must have shape (n_units, {inputs.shape[1]}) to match inputs "
            f"{tuple(inputs.shape)}, got {tuple(weight.shape)}"
        )
    if bias.shape != weight.shape[:1]:
        raise ValueError(
            f"bias must have shape ({weight.shape[0]},) to match weight {tuple(weight.shape)}, "
            f"got {tuple(bias.shape)}"
        )
    return F.linear(inputs, weight, bias)


@torch.no_grad()
def forward(architecture: Architecture, parameters: Tensor, inputs: Tensor) -> ForwardPass:
    """Return every intermediate value of one network for every example.

    Args:
        architecture: The layers.
        parameters: All weights and biases. Shape ``(n_parameters,)``.
        inputs: Examples, one per row. Shape ``(n_samples, n_inputs)``.

    Raises:
        ValueError: If the shapes do not match.
    """
    seen, sums, activations = inputs, [], []
    split = architecture.split(parameters)
    for (weight, bias), activation in zip(split, architecture.activations, strict=True):
        # In memory of their own, as a model has them: how a product adds up depends on where.
        sums.append(pre_activation(seen, weight.clone(), bias.clone()))
        seen = activation.function(sums[-1])
        activations.append(seen)
    predictions = architecture.answer.function(seen)
    return ForwardPass(
        architecture, parameters, inputs, tuple(sums), tuple(activations), predictions
    )


@torch.no_grad()
def forward_lanes(architecture: Architecture, parameters: Tensor, inputs: Tensor) -> ForwardPass:
    """Return every intermediate value of every lane for every example.

    Args:
        architecture: The layers of every lane.
        parameters: Shape ``(n_parameters, lanes)``.
        inputs: Examples, one per row. Shape ``(n_samples, n_inputs)``.

    Returns:
        A pass whose fields carry the lane as their last axis, such as predictions of shape
        ``(n_samples, n_outputs, lanes)``.

    Raises:
        ValueError: If the shapes do not match.
    """
    architecture.check_lanes(parameters)
    architecture.check_inputs(inputs)
    sums, activations = _sums_of_lanes(architecture, parameters, inputs)
    predictions = architecture.answer.function(activations[-1])
    return ForwardPass(architecture, parameters, inputs, sums, activations, predictions)


def _sums_of_lanes(
    architecture: Architecture, parameters: Tensor, inputs: Tensor
) -> tuple[tuple[Tensor, ...], tuple[Tensor, ...]]:
    """Return z and f(z) of each layer. Shapes ``(n_samples, n_units, lanes)``."""
    if architecture.is_neuron:
        z = with_ones(inputs) @ parameters
        return (z[:, None],), (architecture.activations[0].function(z)[:, None],)
    seen, sums, activations = inputs.expand(parameters.shape[1], *inputs.shape), [], []
    for (weight, bias), activation in zip(
        architecture.split(parameters), architecture.activations, strict=True
    ):
        z = torch.baddbmm(bias.t()[:, None], seen, weight.permute(2, 1, 0))
        seen = activation.function(z)
        sums.append(z.movedim(0, -1))
        activations.append(seen.movedim(0, -1))
    return tuple(sums), tuple(activations)


def forward_from(architecture: Architecture, parameters: Tensor, inputs: Tensor) -> ForwardPass:
    """Return every intermediate value where each lane has inputs of its own; autograd can follow.

    Args:
        architecture: The layers of every lane.
        parameters: Shape ``(n_parameters, lanes)``.
        inputs: Shape ``(n_samples, n_inputs, lanes)``.

    Raises:
        ValueError: If the shapes do not match.
    """
    architecture.check_lanes(parameters)
    architecture.check_inputs(inputs)
    seen, sums, activations = inputs, [], []
    for (weight, bias), activation in zip(
        architecture.split(parameters), architecture.activations, strict=True
    ):
        sums.append((weight[None] * seen[:, None]).sum(dim=2) + bias)
        seen = activation.function(sums[-1])
        activations.append(seen)
    predictions = architecture.answer.function(seen)
    return ForwardPass(
        architecture, parameters, inputs, tuple(sums), tuple(activations), predictions
    )
