"""The way back through every activation function, by PyTorch's own kernels.

They are what ``loss.backward()`` calls in the end, so the outcome is the same to the last bit
(``tests/core/test_kernels.py`` compares every activation with autograd).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import torch
from torch import Tensor

from visualizer.core.activations import LEAKY_SLOPE

aten = torch.ops.aten
SIGMOID = aten.sigmoid_backward.default  # found once: for it every step of the lesson asks

Backward = Callable[[Tensor, Tensor, Tensor], Tensor]

BACKWARD: Mapping[str, Backward] = MappingProxyType(
    {
        "identity": lambda grad, _z, _f: grad,
        "relu": lambda grad, _z, f: aten.threshold_backward.default(grad, f, 0),
        "silu": lambda grad, z, _f: aten.silu_backward.default(grad, z),
        "sigmoid": lambda grad, _z, f: SIGMOID(grad, f),
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
