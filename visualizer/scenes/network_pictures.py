"""What many networks answer over the plane: the picture of every unit, the border, the fold."""

from __future__ import annotations

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture, Place
from visualizer.core.datasets import Dataset
from visualizer.core.forward import forward_lanes
from visualizer.figures.answer_map import N_POINTS, SURE, answer_moves
from visualizer.figures.branch_border import BORDER
from visualizer.figures.fold import fold_moves, line_points
from visualizer.figures.fold_borders import no_border, straight_borders
from visualizer.figures.height_map import TOP, height_moves
from visualizer.figures.kind_marks import CLASSES
from visualizer.figures.map_parts import Limits, grid_points
from visualizer.figures.moves import as_bytes
from visualizer.figures.winner_map import N_POINTS as WINNER_POINTS
from visualizer.figures.winner_map import winner_moves
from visualizer.scenes.network_numbers import codes_of
from visualizer.state.network_parameters import code_of
from visualizer.state.views.network import Looks

UNIT_POINTS = 16  # of the picture of a unit, each way
# Beyond their range of ±1 the answers of these are drawn closer and closer.
BOUNDED = frozenset({"tanh", "sigmoid"})

_USUAL = Looks()

Pictures = dict[str, dict[str, Tensor]]
"""Name of a picture to its moves."""


def plane_of(dataset: Dataset, test: Dataset | None = None) -> tuple[Limits, Limits]:
    """Return the part of the plane that is shown, with room around the examples.

    First and last value across, and upwards, as they were before scaling.

    Args:
        dataset: The examples that are learned from.
        test: Those that are not, if any.
    """
    raw = torch.cat([raw_of(each)[:, :2] for each in (dataset, test) if each is not None])
    low, high = raw.amin(dim=0), raw.amax(dim=0)
    room = torch.where(high > low, 0.12 * (high - low), 0.5)
    first, second = torch.stack([low - room, high + room], dim=1).tolist()
    return (first[0], first[1]), (second[0], second[1])


def raw_of(dataset: Dataset) -> Tensor:
    """Return the examples as they were before scaling. Shape ``(n_samples, n_features)``."""
    return dataset.inputs if dataset.raw_inputs is None else dataset.raw_inputs


def network_moves(
    architecture: Architecture,
    dataset: Dataset,
    parameters: Tensor,
    moved: Place | None = None,
    looks: Looks = _USUAL,
    numbers: bool = False,
    test: Dataset | None = None,
) -> Pictures:
    """Return what the pictures show of many networks of one size.

    Args:
        architecture: Of all of them.
        dataset: The examples.
        parameters: Shape ``(n_parameters, lanes)``. What is not finite counts as 0.
        moved: The only weight or bias in which the lanes differ, if there is one: units that do not
            hear of it are left out.
        looks: What is drawn.
        numbers: Whether the right answers are numbers, and not one of two kinds.
        test: Examples that are not learned from, if any; they are in the plane, too.

    Returns:
        Name of a picture to its moves.
    """
    parameters = parameters.nan_to_num(nan=0.0, posinf=0.0, neginf=0.0)
    plane = plane_of(dataset, test)
    n_outputs = architecture.n_outputs
    n_points = N_POINTS if n_outputs == 1 else WINNER_POINTS
    points = dataset.transform(grid_points(plane, n_points))
    lines = dataset.transform(line_points(plane))
    pixels = dataset.transform(grid_points(plane, UNIT_POINTS, down=True))
    sizes = [len(points), len(lines), len(dataset.inputs), len(pixels)]
    seen = torch.cat([points, lines, dataset.inputs, pixels])
    passed = forward_lanes(architecture, parameters, seen)
    # The last layer has no activation: its sum is the logit, whatever the output makes of it, or
    # the number itself.
    on_plane, *_, on_pixels = passed.pre_activations[-1].split(sizes)
    units = [layer.split(sizes) for layer in passed.activations[:-1]]
    if n_outputs > 1:
        answers, on_map = on_pixels.softmax(dim=1), winner_moves(on_plane, plane, looks.plane)
    elif numbers:
        answers, on_map = on_pixels / TOP, height_moves(on_plane[:, 0], plane)
    else:
        answers, on_map = on_pixels / SURE, answer_moves(on_plane[:, 0], plane, looks.plane)
    network = weight_moves(architecture, parameters)
    network |= _unit_moves(architecture, [parts[-1] for parts in units], answers, moved)
    moves: Pictures = {"network": network, "plane": on_map}
    kinds = kinds_of(dataset, n_outputs, numbers)
    n_lanes, n_units = parameters.shape[1], architecture.layers[-2].n_units if units else 0
    border = no_border(n_outputs, n_lanes)
    if n_units > 1:
        pair = [unit - 1 for unit in looks.fold_of(n_units)]
        _, on_lines, on_examples, _ = (part[:, pair] for part in units[-1])
        if n_units == 2 and not numbers:  # the outputs hear no other unit
            weight, bias = architecture.split(parameters)[-1]
            border = straight_borders(weight[:, pair], bias)
    else:
        on_lines, on_examples = (torch.full((count, 2, n_lanes), torch.nan) for count in sizes[1:3])
    moves["fold"] = fold_moves(on_lines, on_examples, kinds, border)
    return moves


def border_moves(
    architecture: Architecture,
    dataset: Dataset,
    parameters: Tensor,
    numbers: bool,
    test: Dataset | None = None,
) -> dict[str, Tensor]:
    """Return how nothing but the border of many networks moves, as :func:`network_moves` has it."""
    parameters = parameters.nan_to_num(nan=0.0, posinf=0.0, neginf=0.0)
    plane = plane_of(dataset, test)
    n_outputs = architecture.n_outputs
    n_points = N_POINTS if n_outputs == 1 else WINNER_POINTS
    points = dataset.transform(grid_points(plane, n_points))
    sums = forward_lanes(architecture, parameters, points).pre_activations[-1]
    if n_outputs > 1:
        moves = winner_moves(sums, plane)
    else:
        moves = (height_moves if numbers else answer_moves)(sums[:, 0], plane)
    return {target: rows for target, rows in moves.items() if target.startswith(BORDER)}


def kinds_of(dataset: Dataset, n_outputs: int, numbers: bool) -> dict[str, Tensor]:
    """Return which examples are of each kind, by the name of its mark. Shapes ``(n_samples,)``.

    Args:
        dataset: The examples.
        n_outputs: Of the network: one for each class, if there are more than two.
        numbers: Whether the right answers are numbers; then those above 0 are of one kind.
    """
    if n_outputs > 1:
        return {mark.name: dataset.targets == place for place, mark in enumerate(CLASSES)}
    passes = dataset.targets > (0.0 if numbers else 0.5)
    return {"pass": passes, "fail": ~passes}


def by_code(architecture: Architecture, numbers: Tensor) -> Tensor:
    """Return a number of each weight and bias where its code says. Shape ``(lanes, n_codes)``.

    Args:
        architecture: Whose weights and biases.
        numbers: Shape ``(n_parameters, lanes)``.
    """
    last = code_of(len(architecture.layers) - 1, architecture.n_outputs, 0)
    found = torch.zeros(numbers.shape[1], last)
    found[:, codes_of(architecture)] = numbers.T
    return found


def weight_moves(architecture: Architecture, parameters: Tensor) -> dict[str, Tensor]:
    """Return every weight of many networks, and how many units their layers have.

    Args:
        architecture: Of all of them.
        parameters: Shape ``(n_parameters, lanes)``.
    """
    sizes = torch.tensor([float(layer.n_units) for layer in architecture.layers])
    weights = by_code(architecture, parameters)
    return {"net.weights": weights, "net.sizes": sizes.repeat(len(weights), 1)}


def _unit_moves(
    architecture: Architecture, hidden: list[Tensor], answers: Tensor, moved: Place | None
) -> dict[str, Tensor]:
    moves: dict[str, Tensor] = {}
    for layer, said in enumerate(hidden, start=1):
        kind = architecture.layers[layer - 1].activation
        fields = as_bytes(said if kind in BOUNDED else _drawn_closer(said))
        for unit in range(1, fields.shape[1] + 1):
            if moved is None or layer > moved.layer or (layer, unit) == (moved.layer, moved.unit):
                moves[f"unit_{layer}_{unit}.field"] = fields[:, unit - 1].T.contiguous()
    output, fields = len(architecture.layers), as_bytes(answers)
    for unit in range(1, architecture.n_outputs + 1):
        moves[f"unit_{output}_{unit}.field"] = fields[:, unit - 1].T.contiguous()
    return moves


def _drawn_closer(answers: Tensor) -> Tensor:
    """Return ``h / (1 + |h|)``: an answer of any size between −1 and 1, in the same order."""
    return answers / (1 + answers.abs())
