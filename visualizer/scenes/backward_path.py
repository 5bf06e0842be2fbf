"""The paths from one weight to the loss, and the product along each."""

from __future__ import annotations

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture, Place
from visualizer.core.backward import Backward
from visualizer.scenes.backward_lines import Unit, symbol
from visualizer.state.network_parameters import code_at

(
    EVERY_FACTOR,
    NO_INPUT,
    FLAT,
    NO_WEIGHT,
    ZERO_BIAS,
    VANISHES,
    TOO_SMALL,
    CANCELLED,
    RIGHT,
    SHARED_FACTORS,
) = range(10)  # places in FACTS
HARDLY = 0.01
"""Slopes that multiply to less let hardly anything through."""
_LOW = "₀₁₂₃"


def outputs_reached(network: Architecture, place: Place) -> tuple[int, ...]:
    """Return the outputs that a weight or bias has a path to, counted from 1."""
    return (place.unit,) if place.layer == 2 else tuple(range(1, network.n_outputs + 1))


def path_codes(network: Architecture, place: Place) -> tuple[int, ...]:
    """Return the codes of the weight or bias and of every weight on its way to the loss."""
    behind = (each for each in network.places if each.layer == 2 and each.input == place.unit)
    return (code_at(place), *(code_at(each) for each in behind if place.layer == 1))


def path_units(network: Architecture, place: Place) -> tuple[Unit, ...]:
    """Return the units on the way of a weight or bias to the loss."""
    outputs = tuple((2, output) for output in outputs_reached(network, place))
    return outputs if place.layer == 2 else ((1, place.unit), *outputs)


def path_texts(network: Architecture, place: Place) -> tuple[str, ...]:
    """Return the product along the path over each output, in letters and numbers; empty for none.

    Length ``n_outputs``.
    """
    reached = outputs_reached(network, place)
    return tuple(
        _path_text(network, place, output) if output in reached else ""
        for output in range(1, network.n_outputs + 1)
    )


def _path_text(network: Architecture, place: Place, output: int) -> str:
    last, unit = _LOW[output], _LOW[place.unit]
    letters, numbers = (["1"], ["1"]) if not place.input else _heard(place)
    if place.layer == 1:
        behind = next(
            each
            for each in network.places
            if (each.layer, each.unit, each.input) == (2, output, place.unit)
        )
        letters += [f"f′(z{unit})", symbol(behind)]
        numbers += ["{(path_slope)}", f"{{(path_weight_{output})}}"]
    letters += [f"σ′(s{last})", f"δo{last}"]
    numbers += [f"{{(derivative_2_{output})}}", f"{{(gradient_o_{output})}}"]
    return f"{' · '.join(letters)}\n= {' · '.join(numbers)} ≈ {{path_{output}}}"


def _heard(place: Place) -> tuple[list[str], list[str]]:
    """Return letter and number of what a weight multiplies."""
    letter, number = ("x", "input") if place.layer == 1 else ("h", "activation_1")
    return [f"{letter}{_LOW[place.input]}"], [f"{{{number}_{place.input}}}"]


def path_numbers(
    network: Architecture, back: Backward, parameters: Tensor, example: int, chosen: int
) -> dict[str, Tensor]:
    """Return the factors along the paths of the chosen part, and what is to be said of it.

    Args:
        network: Two layers.
        back: Its pass forward and back.
        parameters: Shape ``(n_parameters, lanes)``.
        example: The row of the example at hand.
        chosen: Where the part stands in the flat vector.

    Returns:
        Shapes ``(lanes,)``.
    """
    place, passed, rule = network.places[chosen], back.passed, back.rule
    n_lanes = parameters.shape[1]
    ones = torch.ones(n_lanes, dtype=torch.float64)
    heard = ones
    if place.input:
        seen = passed.inputs if place.layer == 1 else passed.activations[0]
        heard = seen[example, place.input - 1].expand(n_lanes)
    slope = rule.activation_slopes[0][example, place.unit - 1] if place.layer == 1 else ones
    weights = network.split(parameters.double())[1][0]
    reached = outputs_reached(network, place)
    numbers = {"path_slope": slope}
    total = torch.zeros_like(ones)
    for output in range(1, network.n_outputs + 1):
        weight = weights[output - 1, place.unit - 1] if place.layer == 1 else ones
        ends = rule.output_slopes[example, output - 1] * rule.error_slopes[example, output - 1]
        there = float(output in reached)
        numbers[f"path_weight_{output}"] = weight
        numbers[f"path_{output}"] = there * heard * slope * weight * ends
        total = total + numbers[f"path_{output}"].abs()
    slopes = slope * rule.output_slopes[example, [each - 1 for each in reached]].amax(dim=0)
    behind = (weights[:, place.unit - 1] == 0).all(dim=0) & (place.layer == 1)
    gradient = back.gradients[example, chosen]
    factors = EVERY_FACTOR if len(reached) == 1 else SHARED_FACTORS
    fact = torch.full((n_lanes,), float(factors), dtype=torch.float64)
    fact = torch.where(slopes.abs() < HARDLY, float(VANISHES), fact)
    if not place.input:
        fact = torch.where((parameters[chosen] == 0) & (gradient != 0), float(ZERO_BIAS), fact)
    fact = torch.where((gradient == 0) & (total > 0), float(CANCELLED), fact)
    fact = torch.where(total == 0, float(TOO_SMALL), fact)
    missed = rule.error_slopes[example, [each - 1 for each in reached]] != 0
    fact = torch.where(~missed.any(dim=0), float(RIGHT), fact)
    fact = torch.where(behind, float(NO_WEIGHT), fact)
    fact = torch.where(slope == 0, float(FLAT), fact)
    fact = torch.where(heard == 0, float(NO_INPUT), fact)
    return {**numbers, "slopes": slopes.abs(), "fact": fact}
