"""Sweeps: what every position of a control leads to, the other controls held.

The positions of one control become lanes of a batch, and the sweeps of several controls stand side
by side in one batch, so that a page costs one training.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.forward import ForwardPass, forward_from
from visualizer.core.lanes import Lanes, train_lanes
from visualizer.core.setup import Setup

LEARNING_RATE = "learning_rate"


def weight_keys(n_features: int = 2) -> tuple[str, ...]:
    """Return the names of the weights: ``("weight_1", "weight_2")`` for two features."""
    return tuple(f"weight_{number}" for number in range(1, n_features + 1))


def input_keys(n_features: int = 2) -> tuple[str, ...]:
    """Return the names of the inputs: ``("input_1", "input_2")`` for two features."""
    return tuple(f"input_{number}" for number in range(1, n_features + 1))


def parameter_sweep(setup: Setup, key: str, positions: Tensor) -> tuple[Tensor, Tensor]:
    """Return one lane per position of the control ``key``, all else held.

    Args:
        setup: Where the parameters and the rate are held.
        key: What varies: one of the architecture's ``names``, or ``learning_rate``.
        positions: The values it takes. Shape ``(positions,)``.

    Returns:
        starts: Shape ``(n_parameters, positions)``.
        rates: Shape ``(positions,)``.

    Raises:
        ValueError: If ``key`` is unknown (the message lists the choices), or ``positions`` is not
            one row of numbers.

    Example:
        >>> from visualizer.core import make_neuron, make_three_students
        >>> setup = Setup(make_neuron(), make_three_students(), (0.1, 0.2, 0.5))
        >>> parameter_sweep(setup, "bias", torch.tensor([0.0, 1.0]))[0]
        tensor([[0.1000, 0.1000],
                [0.2000, 0.2000],
                [0.0000, 1.0000]])
    """
    return sweeps_side_by_side(setup, {key: positions})


def sweeps_side_by_side(setup: Setup, positions: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Return one lane per position of every control, all else held.

    Args:
        setup: Where the parameters and the rate are held.
        positions: As :func:`train_side_by_side` takes them.

    Returns:
        As :func:`parameter_sweep` has them: the lanes of the first control, then those of the
        second, and so on.

    Raises:
        ValueError: If there is no control, one is unknown, or shapes do not match.
    """
    _check_any(positions)
    names = setup.architecture.names
    sizes = [len(values) for values in positions.values()]
    starts = setup.parameters[:, None].repeat(1, sum(sizes))
    rates = torch.full((sum(sizes),), setup.learning_rate)
    lanes = zip(positions.items(), starts.split(sizes, 1), rates.split(sizes), strict=True)
    for (key, values), own, own_rates in lanes:
        _check_control(key, (*names, LEARNING_RATE), values)
        place = own_rates if key == LEARNING_RATE else own[names.index(key)]
        place.copy_(values)
    return starts, rates


def train_side_by_side(setup: Setup, positions: Mapping[str, Tensor]) -> Lanes:
    """Return the training that follows from every position of every control, as one batch.

    Args:
        setup: The training from which each control moves away.
        positions: For each control (one of the architecture's ``names``, or ``learning_rate``) the
            values that it takes; at least one control. Shapes ``(positions,)``.

    Returns:
        The lanes of the first control, one per position, then those of the second, and so on.

    Raises:
        ValueError: If there is no control, one is unknown, or shapes do not match.
    """
    return train_lanes(setup, *sweeps_side_by_side(setup, positions))


def forward_side_by_side(
    architecture: Architecture, parameters: Tensor, inputs: Tensor, positions: Mapping[str, Tensor]
) -> ForwardPass:
    """Return the forward pass at every position of every control, as one batch.

    Args:
        architecture: The layers.
        parameters: Where the weights and biases are held. Shape ``(n_parameters,)``.
        inputs: Held examples, one per row. Shape ``(n_samples, n_inputs)``.
        positions: For each control the values that it takes, shapes ``(positions,)``; at least one
            control. They are the architecture's ``names``, and ``input_1`` …, which replaces that
            feature of every example.

    Returns:
        A pass whose last axis are the positions of the first control, then those of the second,
        and so on, such as predictions of shape ``(n_samples, n_outputs, lanes)``.

    Raises:
        ValueError: If there is no control, one is unknown, or shapes do not match.
    """
    architecture.check(parameters, "parameters")
    architecture.check_inputs(inputs)
    _check_any(positions)
    features, names = input_keys(architecture.n_inputs), architecture.names
    sizes = [len(values) for values in positions.values()]
    many = parameters[:, None].repeat(1, sum(sizes))
    seen = inputs[:, :, None].repeat(1, 1, sum(sizes))
    lanes = zip(positions.items(), many.split(sizes, 1), seen.split(sizes, 2), strict=True)
    for (key, values), own, own_inputs in lanes:
        _check_control(key, (*features, *names), values)
        if key in features:
            own_inputs[:, features.index(key)] = values
        else:
            own[names.index(key)] = values
    return forward_from(architecture, many, seen)


def _check_any(positions: Mapping[str, Tensor]) -> None:
    if not positions:
        raise ValueError("there must be at least one control")


def _check_control(key: str, choices: tuple[str, ...], positions: Tensor) -> None:
    if key not in choices:
        raise ValueError(f"control must be one of {', '.join(choices)}; not {key!r}")
    if positions.ndim != 1:
        raise ValueError(f"positions must have shape (positions,), got {tuple(positions.shape)}")
