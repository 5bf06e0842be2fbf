"""A neuron's way forward and back by PyTorch's own kernels, called one by one.

``loss.backward()`` finds out which kernels to call, in which order, by a graph that it builds anew
in every step. For one neuron on full batches that graph never changes and costs ten times as much
as the arithmetic in it. Here the same kernels are called directly, with the same numbers, so that
the outcome is the same to the last bit (``tests/core/test_kernels.py`` compares every activation
with autograd). The way back through the mean of the squared errors needs no kernel of its own: it
is twice the residual, divided by their number.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import torch
from torch import Tensor

from visualizer.core.activations import LEAKY_SLOPE
from visualizer.core.neuron import Neuron

aten = torch.ops.aten

Backward = Callable[[Tensor, Tensor, Tensor], Tensor]

BACKWARD: Mapping[str, Backward] = MappingProxyType(
    {
        "identity": lambda grad, _z, _f: grad,
        "relu": lambda grad, _z, f: aten.threshold_backward.default(grad, f, 0),
        "silu": lambda grad, z, _f: aten.silu_backward.default(grad, z),
        "sigmoid": lambda grad, _z, f: aten.sigmoid_backward.default(grad, f),
        "tanh": lambda grad, _z, f: aten.tanh_backward.default(grad, f),
        "leaky_relu": lambda grad, z, _f: aten.leaky_relu_backward.default(
            grad, z, LEAKY_SLOPE, False
        ),
        "elu": lambda grad, z, _f: aten.elu_backward.default(grad, 1, 1, 1, False, z),
        "gelu": lambda grad, z, _f: aten.gelu_backward.default(grad, z),
        "softplus": lambda grad, z, _f: aten.softplus_backward.default(grad, z, 1, 20),
    }
)
"""For every activation: from ∂loss/∂f(z), z and f(z) to ∂loss/∂z, as autograd computes it."""


def forward_stages(neuron: Neuron, pre_activations: Tensor) -> tuple[Tensor, Tensor]:
    """Return ``f(z)`` and ``output(f(z))``. Both of the shape of ``pre_activations``."""
    activation, output = neuron.stages
    activations = activation.function(pre_activations)
    return activations, output.function(activations)


def backward_stages(
    neuron: Neuron,
    gradient: Tensor,
    pre_activations: Tensor,
    activations: Tensor,
    predictions: Tensor,
) -> Tensor:
    """Return ∂loss/∂z for the ``gradient`` ∂loss/∂prediction. All of one shape."""
    gradient = BACKWARD[neuron.output](gradient, activations, predictions)
    return BACKWARD[neuron.activation](gradient, pre_activations, activations)
