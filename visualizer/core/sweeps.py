"""Sweeps: what every position of a control leads to, the other controls held.

The positions of one control become lanes of a batch, and the sweeps of several controls stand side
by side in one batch, so that a page costs one training.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.core.lanes import Lanes, train_lanes
from visualizer.core.neuron import ForwardPass, Neuron, check_parameters, complete_forward_pass
from visualizer.core.recipe import LESSON_RECIPE, Recipe

LEARNING_RATE = "learning_rate"
BIAS = "bias"


def weight_keys(n_features: int = 2) -> tuple[str, ...]:
    """Return the names of the weights: ``("weight_1", "weight_2")`` for two features."""
    return tuple(f"weight_{number}" for number in range(1, n_features + 1))


def input_keys(n_features: int = 2) -> tuple[str, ...]:
    """Return the names of the inputs: ``("input_1", "input_2")`` for two features."""
    return tuple(f"input_{number}" for number in range(1, n_features + 1))


def parameter_sweep(
    weight: Tensor, bias: Tensor, learning_rate: float, key: str, positions: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Return one lane per position of the control ``key``, all else held.

    Args:
        weight: Held weights. Shape ``(n_features,)``.
        bias: Held bias. Shape ``()``.
        learning_rate: Held rate.
        key: What varies: ``weight_1`` …, ``bias`` or ``learning_rate``.
        positions: The values it takes. Shape ``(positions,)``.

    Returns:
        weights: Shape ``(n_features, positions)``.
        biases: Shape ``(positions,)``.
        learning_rates: Shape ``(positions,)``.

    Raises:
        ValueError: If ``key`` is unknown (the message lists the choices), or ``positions`` is not
            one row of numbers.

    Example:
        >>> weights, biases, rates = parameter_sweep(
        ...     torch.tensor([0.1, 0.2]), torch.tensor(0.5), 0.1, "bias", torch.tensor([0.0, 1.0])
        ... )
        >>> weights
        tensor([[0.1000, 0.1000],
                [0.2000, 0.2000]])
        >>> biases
        tensor([0., 1.])
    """
    names = weight_keys(len(weight))
    _check_control(key, (*names, BIAS, LEARNING_RATE), positions)
    weights = weight[:, None].repeat(1, len(positions))
    biases = bias.repeat(len(positions))
    rates = torch.full((len(positions),), learning_rate)
    if key in names:
        weights[names.index(key)] = positions
    elif key == BIAS:
        biases = positions.clone()
    else:
        rates = positions.clone()
    return weights, biases, rates


def train_side_by_side(
    neuron: Neuron,
    dataset: Dataset,
    weight: Tensor,
    bias: Tensor,
    learning_rate: float,
    n_steps: int,
    positions: Mapping[str, Tensor],
    recipe: Recipe = LESSON_RECIPE,
) -> Lanes:
    """Return the training that follows from every position of every control, as one batch.

    Args:
        neuron: The architecture.
        dataset: The examples.
        weight: Held starting weights. Shape ``(n_features,)``.
        bias: Held starting bias. Shape ``()``.
        learning_rate: Held rate.
        n_steps: Number of updates in every training.
        positions: For each control (``weight_1`` …, ``bias``, ``learning_rate``) the values that
            it takes; at least one control. Shapes ``(positions,)``.
        recipe: Optimizer, batch size and order of the examples.

    Returns:
        The lanes of the first control, one per position, then those of the second, and so on.

    Raises:
        ValueError: If there is no control, one is unknown, or shapes do not match.
    """
    check_parameters(dataset.inputs, weight, bias)
    _check_any(positions)
    sweeps = [
        parameter_sweep(weight, bias, learning_rate, key, values)
        for key, values in positions.items()
    ]
    weights, biases, rates = (torch.cat(parts, dim=-1) for parts in zip(*sweeps, strict=True))
    return train_lanes(neuron, dataset, weights, biases, rates, n_steps, recipe=recipe)


@torch.no_grad()
def forward_side_by_side(
    neuron: Neuron,
    inputs: Tensor,
    weight: Tensor,
    bias: Tensor,
    positions: Mapping[str, Tensor],
) -> ForwardPass:
    """Return the forward pass at every position of every control, as one batch.

    Args:
        neuron: The architecture.
        inputs: Held examples, one per row. Shape ``(n_samples, n_features)``.
        weight: Held weights. Shape ``(n_features,)``.
        bias: Held bias. Shape ``()``.
        positions: For each control the values that it takes, shapes ``(positions,)``; at least one
            control. They are ``weight_1`` …, ``bias``, and ``input_1`` …, which replaces that
            feature of every example.

    Returns:
        A pass whose last axis are the positions of the first control, then those of the second,
        and so on, such as predictions of shape ``(n_samples, lanes)``.

    Raises:
        ValueError: If there is no control, one is unknown, or shapes do not match.
    """
    check_parameters(inputs, weight, bias)
    _check_any(positions)
    parts = [
        _terms_and_sums(inputs, weight, bias, key, values) for key, values in positions.items()
    ]
    terms, sums = (torch.cat(each, dim=-1) for each in zip(*parts, strict=True))
    return complete_forward_pass(neuron, terms, sums)


def _terms_and_sums(
    inputs: Tensor, weight: Tensor, bias: Tensor, key: str, positions: Tensor
) -> tuple[Tensor, Tensor]:
    n_features = len(weight)
    inputs_named, weights_named = input_keys(n_features), weight_keys(n_features)
    _check_control(key, (*inputs_named, *weights_named, BIAS), positions)
    terms = (inputs * weight)[:, :, None].repeat(1, 1, len(positions))
    if key in inputs_named:
        feature = inputs_named.index(key)
        terms[:, feature] = positions * weight[feature]
    elif key in weights_named:
        feature = weights_named.index(key)
        terms[:, feature] = inputs[:, feature, None] * positions
    sums = terms.sum(dim=1)
    return terms, sums + (positions if key == BIAS else bias)


def _check_any(positions: Mapping[str, Tensor]) -> None:
    if not positions:
        raise ValueError("there must be at least one control")


def _check_control(key: str, choices: tuple[str, ...], positions: Tensor) -> None:
    if key not in choices:
        raise ValueError(f"control must be one of {', '.join(choices)}; not {key!r}")
    if positions.ndim != 1:
        raise ValueError(f"positions must have shape (positions,), got {tuple(positions.shape)}")
