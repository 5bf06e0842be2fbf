"""The model: an architecture as the ``nn.Sequential`` that a student would write."""

import math
from collections.abc import Iterator

import torch
from torch import Tensor, nn

from visualizer.core.activations import Activation
from visualizer.core.architecture import Architecture, make_neuron


def module_codes(architecture: Architecture) -> tuple[str, ...]:
    """Return the PyTorch of every module; what is the identity gets none.

    Example:
        >>> module_codes(make_neuron("relu"))
        ('nn.Linear(2, 1)', 'nn.ReLU()', 'nn.Sigmoid()')
    """
    codes = []
    for (n_units, n_inputs), stages in _modules(architecture):
        codes += [f"nn.Linear({n_inputs}, {n_units})", *(stage.code for stage in stages)]
    return tuple(codes)


def model_code(architecture: Architecture) -> str:
    """Return the line of PyTorch that builds the model.

    Example:
        >>> model_code(make_neuron("relu"))
        'nn.Sequential(nn.Linear(2, 1), nn.ReLU(), nn.Sigmoid())'
    """
    return f"nn.Sequential({', '.join(module_codes(architecture))})"


def make_model(architecture: Architecture, parameters: Tensor) -> nn.Sequential:
    """Return the ``nn.Sequential`` that ``model_code`` writes down.

    Args:
        architecture: The layers. What is the identity gets no module of its own.
        parameters: All weights and biases, copied. Shape ``(n_parameters,)``.

    Returns:
        A model from ``(n_samples, n_inputs)`` to ``(n_samples, n_outputs)``.

    Raises:
        ValueError: If there is another number of parameters.
    """
    modules: list[nn.Module] = []
    split = architecture.split(parameters)
    for (weight, bias), (_, stages) in zip(split, _modules(architecture), strict=True):
        # On no device it draws no numbers, which would be those of the whole process.
        linear = nn.Linear(weight.shape[1], weight.shape[0], device="meta")
        linear.weight, linear.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())
        modules += [linear, *(stage.module() for stage in stages)]
    return nn.Sequential(*modules)


def initial_parameters(seed: int, architecture: Architecture | None = None) -> Tensor:
    """Return the random parameters from which a training with ``seed`` starts.

    Those of a layer are uniform in ±1/√n_inputs, and all are equal bit for bit to what
    ``nn.Sequential`` draws after ``torch.manual_seed(seed)``. That call would seed the whole
    process, and two runs at once would disturb each other; here each call owns its generator.

    Args:
        seed: Any seed that ``torch.manual_seed`` takes.
        architecture: The layers; the lesson's neuron if ``None``.

    Returns:
        Shape ``(n_parameters,)``.

    Source:
        ``torch.nn.Linear.reset_parameters``.
    """
    generator = torch.Generator().manual_seed(seed)
    parts = []
    for n_units, n_inputs in (architecture or make_neuron()).shapes:
        weight, bias = torch.empty(n_units, n_inputs), torch.empty(n_units)
        nn.init.kaiming_uniform_(weight, a=math.sqrt(5), generator=generator)
        bound = 1 / math.sqrt(n_inputs)
        nn.init.uniform_(bias, -bound, bound, generator=generator)
        parts += [weight.flatten(), bias]
    return torch.cat(parts)


def _modules(
    architecture: Architecture,
) -> Iterator[tuple[tuple[int, int], tuple[Activation, ...]]]:
    """Yield the shape of each layer's weight, and what follows the layer that is no identity."""
    last = len(architecture.layers) - 1
    for number, shape in enumerate(architecture.shapes):
        stages = [architecture.activations[number]]
        if number == last:
            stages.append(architecture.answer)
        yield shape, tuple(stage for stage in stages if stage.name != "identity")
