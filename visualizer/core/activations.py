r"""Activation functions: what a neuron does to its weighted sum.

Without one a network stays linear arithmetic, however many layers it has. Each function stands here
once, beside its derivative, its formula and its source, and everything that offers, draws or tests
an activation reads this registry.

Every derivative is written by hand. At a kink (ReLU and leaky ReLU at 0) it takes the value that
PyTorch's own backward pass takes: the slope on the left.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LEAKY_SLOPE = 0.01
"""Slope of the leaky ReLU below zero: the default of ``nn.LeakyReLU``."""


@dataclass(frozen=True)
class Activation:
    r"""One activation function ``f`` with everything there is to show about it.

    Attributes:
        name: Key in the registry, such as ``"relu"``.
        label: Name on screen, such as ``"ReLU"``.
        function: ``f``, element by element, for a tensor of any shape and floating type.
        derivative: ``f'``, written by hand, element by element.
        formula: ``f(z)`` in LaTeX.
        derivative_formula: ``f'(z)`` in LaTeX.
        module: The class in ``torch.nn`` that computes ``f``.
        source: Where the function was proposed or studied.
    """

    name: str
    label: str
    function: Callable[[Tensor], Tensor]
    derivative: Callable[[Tensor], Tensor]
    formula: str
    derivative_formula: str
    module: type[nn.Module]
    source: str

    @property
    def code(self) -> str:
        """The line of PyTorch that builds this activation, such as ``"nn.ReLU()"``."""
        return f"nn.{self.module.__name__}()"


def identity(z: Tensor) -> Tensor:
    """Return ``z`` itself: a neuron without an activation function."""
    return z


def identity_derivative(z: Tensor) -> Tensor:
    """Return ``1`` for every ``z``."""
    return torch.ones_like(z)


def relu_derivative(z: Tensor) -> Tensor:
    """Return ``1`` where ``z > 0``, else ``0``; at the kink ``0``, as PyTorch does."""
    return (z > 0).to(z.dtype)


def silu_derivative(z: Tensor) -> Tensor:
    """Return ``σ(z) · (1 + z · (1 − σ(z)))``, which is negative left of −1.278."""
    sigmoid = torch.sigmoid(z)
    return sigmoid * (1 + z * (1 - sigmoid))


def sigmoid_derivative(z: Tensor) -> Tensor:
    """Return ``σ(z) · (1 − σ(z))``, which is never above 1/4."""
    sigmoid = torch.sigmoid(z)
    return sigmoid * (1 - sigmoid)


def tanh_derivative(z: Tensor) -> Tensor:
    """Return ``1 − tanh²(z)``."""
    return 1 - torch.tanh(z).square()


def leaky_relu_derivative(z: Tensor) -> Tensor:
    """Return ``1`` where ``z > 0``, else the small slope, at the kink too, as PyTorch does."""
    return torch.where(z > 0, torch.ones_like(z), torch.full_like(z, LEAKY_SLOPE))


def elu_derivative(z: Tensor) -> Tensor:
    """Return ``1`` where ``z > 0``, else ``e^z``; both sides meet at ``1``, so there is no kink."""
    return torch.exp(z.clamp(max=0))


def gelu_derivative(z: Tensor) -> Tensor:
    """Return ``Φ(z) + z · φ(z)``: cumulative and density of the standard normal distribution."""
    cumulative = torch.special.ndtr(z)
    density = torch.exp(-z.square() / 2) / math.sqrt(2 * math.pi)
    return cumulative + z * density


_REGISTRY = (
    Activation(
        name="identity",
        label="No activation",
        function=identity,
        derivative=identity_derivative,
        formula=r"f(z) = z",
        derivative_formula=r"f'(z) = 1",
        module=nn.Identity,
        source="Widrow and Hoff (1960), Adaptive switching circuits",
    ),
    Activation(
        name="relu",
        label="ReLU",
        function=F.relu,
        derivative=relu_derivative,
        formula=r"f(z) = \max(0, z)",
        derivative_formula=r"f'(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}",
        module=nn.ReLU,
        source="Nair and Hinton (2010), Rectified linear units improve restricted "
        "Boltzmann machines",
    ),
    Activation(
        name="silu",
        label="SiLU",
        function=F.silu,
        derivative=silu_derivative,
        formula=r"f(z) = z \, \sigma(z)",
        derivative_formula=r"f'(z) = \sigma(z) \, (1 + z \, (1 - \sigma(z)))",
        module=nn.SiLU,
        source="Elfwing, Uchibe and Doya (2018), Sigmoid-weighted linear units, arXiv:1702.03118",
    ),
    Activation(
        name="sigmoid",
        label="Sigmoid",
        function=torch.sigmoid,
        derivative=sigmoid_derivative,
        formula=r"f(z) = \sigma(z) = \frac{1}{1 + e^{-z}}",
        derivative_formula=r"f'(z) = \sigma(z) \, (1 - \sigma(z))",
        module=nn.Sigmoid,
        source="Rumelhart, Hinton and Williams (1986), Learning representations by "
        "back-propagating errors",
    ),
    Activation(
        name="tanh",
        label="Tanh",
        function=torch.tanh,
        derivative=tanh_derivative,
        formula=r"f(z) = \tanh(z)",
        derivative_formula=r"f'(z) = 1 - \tanh^2(z)",
        module=nn.Tanh,
        source="LeCun, Bottou, Orr and Müller (1998), Efficient BackProp",
    ),
    Activation(
        name="leaky_relu",
        label="Leaky ReLU",
        function=F.leaky_relu,
        derivative=leaky_relu_derivative,
        formula=r"f(z) = \max(0.01 \, z, z)",
        derivative_formula=r"f'(z) = \begin{cases} 1 & z > 0 \\ 0.01 & z \le 0 \end{cases}",
        module=nn.LeakyReLU,
        source="Maas, Hannun and Ng (2013), Rectifier nonlinearities improve neural network "
        "acoustic models",
    ),
    Activation(
        name="elu",
        label="ELU",
        function=F.elu,
        derivative=elu_derivative,
        formula=r"f(z) = \begin{cases} z & z > 0 \\ e^z - 1 & z \le 0 \end{cases}",
        derivative_formula=r"f'(z) = \begin{cases} 1 & z > 0 \\ e^z & z \le 0 \end{cases}",
        module=nn.ELU,
        source="Clevert, Unterthiner and Hochreiter (2016), Exponential linear units, "
        "arXiv:1511.07289",
    ),
    Activation(
        name="gelu",
        label="GELU",
        function=F.gelu,
        derivative=gelu_derivative,
        formula=r"f(z) = z \, \Phi(z)",
        derivative_formula=r"f'(z) = \Phi(z) + z \, \varphi(z)",
        module=nn.GELU,
        source="Hendrycks and Gimpel (2016), Gaussian error linear units, arXiv:1606.08415",
    ),
    Activation(
        name="softplus",
        label="Softplus",
        function=F.softplus,
        derivative=torch.sigmoid,
        formula=r"f(z) = \ln(1 + e^z)",
        derivative_formula=r"f'(z) = \sigma(z)",
        module=nn.Softplus,
        source="Dugas et al. (2001), Incorporating second-order functional knowledge for better "
        "option pricing",
    ),
)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({each.name: each for each in _REGISTRY})
"""Every activation of the app by name, in the order in which choosers list them."""


def get_activation(name: str) -> Activation:
    """Return the activation called ``name``.

    Raises:
        ValueError: If the registry has no such activation; the message lists the choices.

    Example:
        >>> get_activation("relu").code
        'nn.ReLU()'
        >>> get_activation("relu").function(torch.tensor(2.4))
        tensor(2.4000)
    """
    if name not in ACTIVATIONS:
        choices = ", ".join(ACTIVATIONS)
        raise ValueError(f"activation must be one of {choices}; not {name!r}")
    return ACTIVATIONS[name]
