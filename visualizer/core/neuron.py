"""One neuron: inputs → weighted sum z → activation → prediction.

The functions here return every number on that way, so that none has to be guessed. ``make_model``
builds the same neuron as the ``nn.Sequential`` that a student would write.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from visualizer.core.activations import ACTIVATIONS, Activation, get_activation

OUTPUTS = ("sigmoid", "identity")
"""What may turn the activation into the prediction: a probability, or nothing (linear output)."""


@dataclass(frozen=True)
class Neuron:
    """The architecture of one neuron; its weight and bias are handed around beside it.

    Attributes:
        activation: Name in ``ACTIVATIONS``.
        output: Name in ``OUTPUTS``.

    Raises:
        ValueError: If a name is unknown; the message lists the choices.

    Example:
        >>> Neuron(activation="relu").predict(torch.tensor([2.4, -2.4]))
        tensor([0.9168, 0.5000])
    """

    activation: str = "identity"
    output: str = "sigmoid"

    def __post_init__(self) -> None:
        get_activation(self.activation)
        if self.output not in OUTPUTS:
            raise ValueError(f"output must be one of {', '.join(OUTPUTS)}; not {self.output!r}")

    @property
    def stages(self) -> tuple[Activation, Activation]:
        """The two functions that z goes through: the activation, then the output."""
        return ACTIVATIONS[self.activation], ACTIVATIONS[self.output]

    def predict(self, pre_activations: Tensor) -> Tensor:
        """Return ``output(f(z))``, element by element. Same shape as ``pre_activations``."""
        activation, output = self.stages
        return output.function(activation.function(pre_activations))


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """Every intermediate value of one pass through a neuron.

    A batch of neurons, or of positions of one control, adds one more axis at the end of each.

    Attributes:
        terms: The products ``x · w``. Shape ``(n_samples, n_features)``.
        pre_activations: ``z``, the sum of the terms and the bias. Shape ``(n_samples,)``.
        activations: ``f(z)``. Shape ``(n_samples,)``.
        derivatives: ``f'(z)``, the slope of the activation function. Shape ``(n_samples,)``.
        predictions: ``output(f(z))``. Shape ``(n_samples,)``.
    """

    terms: Tensor
    pre_activations: Tensor
    activations: Tensor
    derivatives: Tensor
    predictions: Tensor


def pre_activation(inputs: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Return the weighted sum ``z = x @ w + b`` of one neuron.

    Args:
        inputs: Examples, one per row. Shape ``(n_samples, n_features)``.
        weight: One number per feature. Shape ``(n_features,)``.
        bias: Offset of every sum, in the units of ``z``. Shape ``()``.

    Returns:
        The sum of every example, before activation. Shape ``(n_samples,)``. Equal to what
        ``nn.Linear`` returns, bit for bit.

    Raises:
        ValueError: If ``weight`` lacks one entry per feature, or ``bias`` is not one number.

    Example:
        >>> pre_activation(torch.tensor([[5.0, 7.0]]), torch.tensor([0.1, 0.2]), torch.tensor(0.5))
        tensor([2.4000])
    """
    check_parameters(inputs, weight, bias)
    return F.linear(inputs, weight[None], bias[None]).squeeze(1)


@torch.no_grad()
def forward(neuron: Neuron, inputs: Tensor, weight: Tensor, bias: Tensor) -> ForwardPass:
    """Return every intermediate value of ``neuron`` for every example.

    Args:
        neuron: The architecture.
        inputs: Examples, one per row. Shape ``(n_samples, n_features)``.
        weight: One number per feature. Shape ``(n_features,)``.
        bias: Offset of every sum. Shape ``()``.

    Raises:
        ValueError: If the shapes do not match.
    """
    z = pre_activation(inputs, weight, bias)
    return complete_forward_pass(neuron, inputs * weight, z)


def complete_forward_pass(neuron: Neuron, terms: Tensor, pre_activations: Tensor) -> ForwardPass:
    """Return the pass that goes on from the weighted sum, with any trailing axes.

    Args:
        neuron: The architecture.
        terms: The products ``x · w``. Shape ``(n_samples, n_features, ...)``.
        pre_activations: The sums ``z``. Shape ``(n_samples, ...)``.
    """
    activation, output = neuron.stages
    activations = activation.function(pre_activations)
    return ForwardPass(
        terms=terms,
        pre_activations=pre_activations,
        activations=activations,
        derivatives=activation.derivative(pre_activations),
        predictions=output.function(activations),
    )


def initial_parameters(seed: int, n_features: int = 2) -> tuple[Tensor, Tensor]:
    """Return the random ``(weight, bias)`` from which a training with ``seed`` starts.

    Both are uniform in ±1/√n_features, and equal bit for bit to those of ``nn.Linear`` after
    ``torch.manual_seed(seed)``. That call would seed the whole process, and two runs at once would
    disturb each other; here each call owns its generator.

    Args:
        seed: Any seed that ``torch.manual_seed`` takes.
        n_features: Number of inputs, at least 1.

    Returns:
        weight: Shape ``(n_features,)``.
        bias: Shape ``()``.

    Source:
        ``torch.nn.Linear.reset_parameters``.
    """
    generator = torch.Generator().manual_seed(seed)
    weight = torch.empty(1, n_features)
    nn.init.kaiming_uniform_(weight, a=math.sqrt(5), generator=generator)
    bound = 1 / math.sqrt(n_features)
    bias = torch.empty(1)
    nn.init.uniform_(bias, -bound, bound, generator=generator)
    return weight[0], bias[0]


def make_model(neuron: Neuron, weight: Tensor, bias: Tensor) -> nn.Sequential:
    """Return the neuron as the ``nn.Sequential`` that ``model_code`` writes down.

    Args:
        neuron: The architecture. A stage that is the identity gets no module of its own.
        weight: One number per feature, copied. Shape ``(n_features,)``.
        bias: Offset of every sum, copied. Shape ``()``.

    Returns:
        A model from ``(n_samples, n_features)`` to ``(n_samples, 1)``.
    """
    # On no device it draws no numbers, which would be those of the whole process.
    linear = nn.Linear(len(weight), 1, device="meta")
    linear.weight, linear.bias = (nn.Parameter(values[None].clone()) for values in (weight, bias))
    stages = [stage.module() for stage in neuron.stages if stage.name != "identity"]
    return nn.Sequential(linear, *stages)


def model_code(neuron: Neuron, n_features: int = 2) -> str:
    """Return the line of PyTorch that builds the neuron.

    Example:
        >>> model_code(Neuron(activation="relu"))
        'nn.Sequential(nn.Linear(2, 1), nn.ReLU(), nn.Sigmoid())'
    """
    stages = [stage.code for stage in neuron.stages if stage.name != "identity"]
    return f"nn.Sequential({', '.join([f'nn.Linear({n_features}, 1)', *stages])})"


def check_parameters(inputs: Tensor, weight: Tensor, bias: Tensor) -> None:
    """Raise a ``ValueError`` unless one neuron with ``weight`` and ``bias`` can take ``inputs``."""
    if inputs.ndim != 2:
        raise ValueError(
            f"inputs must have shape (n_samples, n_features), got {tuple(inputs.shape)}"
        )
    if weight.shape != inputs.shape[1:]:
        raise ValueError(
            f"weight must have shape ({inputs.shape[1]},) to match inputs "
            f"{tuple(inputs.shape)}, got {tuple(weight.shape)}"
        )
    if bias.shape != ():
        raise ValueError(f"bias must have shape (), got {tuple(bias.shape)}")
