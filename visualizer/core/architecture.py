"""Architectures: which layers a network has; the lesson's one neuron is the smallest of them.

The weights and biases of all layers are one flat vector, the *parameters*, in the order in which
``model.parameters()`` gives them: layer by layer, the weights row by row, then the biases. Every
number in it has a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from torch import Tensor

from visualizer.core.activations import ACTIVATIONS, Activation, get_activation

OUTPUTS = ("sigmoid", "identity")
"""What may turn the last activation into the prediction: a probability, or nothing."""

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Layer:
    """Units that all see the same inputs, and the function that their sums go through.

    Attributes:
        n_units: Number of units, at least 1.
        activation: Name in ``ACTIVATIONS``.

    Raises:
        ValueError: If there is no unit, or the name is unknown; the message lists the choices.
    """

    n_units: int
    activation: str = "identity"

    def __post_init__(self) -> None:
        get_activation(self.activation)
        if self.n_units < 1:
            raise ValueError(f"n_units must be at least 1, got {self.n_units}")


@dataclass(frozen=True)
class Place:
    """One weight or bias, and where in the network it sits.

    Attributes:
        name: Word for programs, such as ``weight_1`` or ``layer_1_unit_2_weight_1``.
        label: Words for people, such as ``layer 1, unit 2, weight 1``.
        symbol: Letter of the formula, such as ``w₁`` or ``w⁽¹⁾₂₁``.
        layer: Number of the layer, counted from 1.
        unit: Number of the unit in it, counted from 1.
        input: Number of the input that the weight belongs to, from 1; 0 for a bias.
    """

    name: str
    label: str
    symbol: str
    layer: int
    unit: int
    input: int


@dataclass(frozen=True)
class Architecture:
    """Layers one after the other, and what the last one's activations are turned into.

    Attributes:
        layers: From the first to the last; at least one.
        output: Name in ``OUTPUTS``.
        n_inputs: Number of inputs, at least 1.

    Raises:
        ValueError: If there is no layer or no input, or ``output`` is unknown; the message lists
            the choices.

    Example:
        >>> Architecture((Layer(4, "relu"), Layer(1)), "sigmoid").n_parameters
        17
    """

    layers: tuple[Layer, ...]
    output: str = "identity"
    n_inputs: int = 2

    def __post_init__(self) -> None:
        if self.output not in OUTPUTS:
            raise ValueError(f"output must be one of {', '.join(OUTPUTS)}; not {self.output!r}")
        if not self.layers:
            raise ValueError("layers must hold at least one layer")
        if self.n_inputs < 1:
            raise ValueError(f"n_inputs must be at least 1, got {self.n_inputs}")

    @property
    def is_neuron(self) -> bool:
        """Whether there is one unit only."""
        return len(self.layers) == 1 and self.layers[0].n_units == 1

    @property
    def n_outputs(self) -> int:
        """Numbers in a prediction."""
        return self.layers[-1].n_units

    @cached_property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """Shape ``(n_units, n_inputs)`` of the weight of every layer."""
        units = [layer.n_units for layer in self.layers]
        return tuple(zip(units, [self.n_inputs, *units], strict=False))

    @cached_property
    def n_parameters(self) -> int:
        """Numbers in all weights and biases."""
        return sum(n_units * (n_inputs + 1) for n_units, n_inputs in self.shapes)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every weight and bias in the order of the flat vector."""
        return tuple(_places(self))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The name of every weight and bias; of the lesson's neuron the two weights and the bias.

        Example:
            >>> make_neuron().names
            ('weight_1', 'weight_2', 'bias')
        """
        return tuple(place.name for place in self.places)

    @cached_property
    def activations(self) -> tuple[Activation, ...]:
        """The activation function of every layer."""
        return tuple(ACTIVATIONS[layer.activation] for layer in self.layers)

    @property
    def answer(self) -> Activation:
        """The function that makes predictions of the last layer's activations."""
        return ACTIVATIONS[self.output]

    def predict(self, pre_activations: Tensor) -> Tensor:
        """Return ``output(f(z))`` for sums of the last layer. Same shape.

        Example:
            >>> import torch
            >>> make_neuron("relu").predict(torch.tensor([2.4, -2.4]))
            tensor([0.9168, 0.5000])
        """
        return self.answer.function(self.activations[-1].function(pre_activations))

    def split(self, parameters: Tensor) -> tuple[tuple[Tensor, Tensor], ...]:
        """Return the weight and the bias of every layer, as views of ``parameters``.

        Args:
            parameters: Shape ``(n_parameters, ...)``.

        Returns:
            For each layer shapes ``(n_units, n_inputs, ...)`` and ``(n_units, ...)``.

        Raises:
            ValueError: If there is another number of parameters.
        """
        self.check(parameters, "parameters")
        sizes = [size for units, inputs in self.shapes for size in (units * inputs, units)]
        parts = iter(parameters.split(sizes))
        return tuple((next(parts).unflatten(0, shape), next(parts)) for shape in self.shapes)

    def check(self, parameters: Tensor, name: str) -> None:
        """Raise a ``ValueError`` unless the first axis of ``parameters`` has all of them."""
        if parameters.shape[:1] != (self.n_parameters,):
            raise ValueError(
                f"{name} must have shape ({self.n_parameters}, ...) to match the architecture "
                f"{self}, got {tuple(parameters.shape)}"
            )

    def check_lanes(self, parameters: Tensor) -> None:
        """Raise a ``ValueError`` unless ``parameters`` are lanes: ``(n_parameters, lanes)``."""
        if parameters.ndim != 2 or parameters.shape[0] != self.n_parameters:
            raise ValueError(
                f"parameters must have shape ({self.n_parameters}, lanes) to match the "
                f"architecture {self}, got {tuple(parameters.shape)}"
            )

    def check_inputs(self, inputs: Tensor) -> None:
        """Raise a ``ValueError`` unless ``inputs`` are rows of as many numbers as there must be."""
        if inputs.shape[1:2] != (self.n_inputs,):
            raise ValueError(
                f"inputs must have shape (n_samples, {self.n_inputs}) to match the architecture "
                f"{self}, got {tuple(inputs.shape)}"
            )

    def __str__(self) -> str:
        units = "-".join(str(layer.n_units) for layer in self.layers)
        functions = ", ".join(layer.activation for layer in self.layers)
        return f"{self.n_inputs}-{units} ({functions}; {self.output})"


@lru_cache(maxsize=256)
def make_neuron(
    activation: str = "identity", output: str = "sigmoid", n_inputs: int = 2
) -> Architecture:
    """Return the architecture of one neuron: ``Linear(n_inputs, 1)``, activation, output.

    Raises:
        ValueError: If a name is unknown; the message lists the choices.
    """
    return Architecture((Layer(1, activation),), output, n_inputs)


def with_activation(architecture: Architecture, name: str) -> Architecture:
    """Return ``architecture`` with another activation: a neuron's own, a network's hidden ones.

    Raises:
        ValueError: If the name is unknown; the message lists the choices.
    """
    *hidden, last = architecture.layers
    hidden = [replace(layer, activation=name) for layer in hidden]
    if not hidden:
        last = replace(last, activation=name)
    return replace(architecture, layers=(*hidden, last))


def _places(architecture: Architecture) -> Iterator[Place]:
    for layer, (n_units, n_inputs) in enumerate(architecture.shapes, start=1):
        numbered = [
            (unit, each) for unit in range(1, n_units + 1) for each in range(1, n_inputs + 1)
        ]
        for unit, each in (*numbered, *((unit, 0) for unit in range(1, n_units + 1))):
            name, symbol = (f"weight {each}", "w") if each else ("bias", "b")
            where = (layer, unit, each)
            if architecture.is_neuron:
                symbol += str(each).translate(_SUBSCRIPTS) if each else ""
                yield Place(name.replace(" ", "_"), name, symbol, *where)
                continue
            label = f"layer {layer}, unit {unit}, {name}"
            above = f"⁽{layer}⁾".translate(_SUPERSCRIPTS)
            apart = "," if max(n_units, n_inputs) > 9 else ""
            below = f"{unit}{apart}{each}" if each else f"{unit}"
            symbol = f"{symbol}{above}{below}".translate(_SUBSCRIPTS)
            yield Place(label.replace(", ", "_").replace(" ", "_"), label, symbol, *where)
