"""The plane of the two inputs, coloured by what one neuron makes of each point, with examples."""

import math
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.datasets import Dataset, pick_examples
from visualizer.figures.kind_marks import PASS_OR_FAIL
from visualizer.figures.map_parts import Group, Limits
from visualizer.figures.moves import Moves
from visualizer.figures.neuron_map import Tilt, map_limits, neuron_map_figure, neuron_moves, tilt_in
from visualizer.live.scene import Picture, Quantity
from visualizer.scenes.names import Names, names_of
from visualizer.scenes.network_pictures import raw_of
from visualizer.state.parameters import get_number
from visualizer.tables.own_data import is_own
from visualizer.words import plane as words
from visualizer.words.hidden_layers import FAIL, PASS
from visualizer.words.your_data import HIGH, HIGH_OF_TWO, LOW, LOW_OF_TWO, OF_KIND

MOST_SHOWN = 300  # examples that are drawn
BORDER = "border"  # the live sentence that says where the border runs
NOTHING_LEFT, AT_MOST, ABOVE, FIRST_SIDE = range(4)  # places in its choices
SURE = 4.0  # logits: as on the map of a network
EDGE = 0.04  # of the hours: beyond the first and the last, so that a mark there is whole

# z to try, fine where a function bends; at −400 the leaky ReLU is as sure as a colour can say.
_FAR = torch.tensor([16.0, 32, 64, 128, 256, 400, 512], dtype=torch.float64)
_TRIED = torch.cat([-_FAR.flip(0), torch.linspace(-8, 8, 65, dtype=torch.float64), _FAR])

Plane = tuple[Limits, Limits]
"""First and last value across, and upwards."""


def plane_picture(
    neuron: Architecture,
    dataset: Dataset,
    limits: Plane,
    height: int,
    mine: str = "",
    label: str = "",
    names: Names | None = None,
) -> Picture:
    """Return the plane with its examples; everything else in it moves.

    Args:
        neuron: Whose answers colour it.
        dataset: The examples; a few hundred of them are drawn.
        limits: What is shown at first.
        height: In pixels.
        mine: What the legend says of the ring, if there is one.
        label: What a screen reader says of it; the usual words if empty.
        names: Of the columns; those of the examples if there are none.
    """
    names = names or names_of(dataset)
    level = level_of(neuron, dataset)
    figure = neuron_map_figure(
        (names.input_1, names.input_2),
        limits,
        groups_of(neuron, dataset),
        mine,
        _shades(neuron, level, _half_of(dataset)),
        height,
    )
    return Picture("plane", figure, label or names.fill(words.PLANE), height)


def border_quantity(neuron: Architecture, dataset: Dataset) -> Quantity:
    """Return the live sentence that says where the border runs."""
    level = "50 %" if neuron.output == "sigmoid" else written(level_of(neuron, dataset))
    above, at_most = (each.format(level=level) for each in (words.ABOVE, words.AT_MOST))
    sentences = (
        words.NOTHING_LEFT,
        words.ALL_OVER.format(side=at_most),
        words.ALL_OVER.format(side=above),
        *(words.BORDER.format(side=side, above=above) for side in words.SIDES),
    )
    return Quantity(BORDER, style="choice", choices=sentences)


def tilt_of(neuron: Architecture, dataset: Dataset, parameters: Tensor, limits: Plane) -> Tilt:
    """Return z of many neurons over the plane.

    Args:
        neuron: What all of them are.
        dataset: The examples as they get them: so are all points.
        parameters: Both weights and the bias. Shape ``(3, n_positions)``.
        limits: What is shown.
    """
    slopes = parameters[:2] / dataset.scales[:, None]
    offsets = parameters[2] - (slopes * dataset.offsets[:, None]).sum(dim=0)
    undecided = _undecided(neuron, level_of(neuron, dataset), _half_of(dataset))
    return tilt_in(slopes, offsets, limits, undecided)


def plane_moves(tilt: Tilt) -> tuple[dict[str, Tensor], Moves]:
    """Return the live numbers and the moves of the plane."""
    return {BORDER: _where(tilt)}, neuron_moves(tilt)


def ring_moves(first: Tensor, second: Tensor) -> Moves:
    """Return where the ring is, for both inputs at every position. Shapes ``(n_positions,)``."""
    return {"point.x": first[:, None], "point.y": second[:, None]}


@lru_cache(maxsize=64)
def limits_of(dataset: Dataset) -> Plane:
    """Return the part of the plane that is shown of examples: all hours, or what they need."""
    if is_own(dataset.name):
        first, second = (map_limits(column) for column in raw_of(dataset).T.tolist())
        return first, second
    numbers = (get_number("input_1"), get_number("input_2"))
    first, second = (with_room(each.minimum, each.maximum) for each in numbers)
    return first, second


def with_room(first: float, last: float) -> Limits:
    """Return the ends of an axis on which a mark at ``first`` or ``last`` is seen whole."""
    room = EDGE * (last - first)
    return first - room, last + room


@lru_cache(maxsize=256)
def level_of(neuron: Architecture, dataset: Dataset) -> float:
    """Return the prediction between both answers: one half, or the middle of the right answers."""
    if neuron.output == "sigmoid":
        return 0.5
    return float(dataset.targets.min() + dataset.targets.max()) / 2


@lru_cache(maxsize=64)
def is_two(dataset: Dataset) -> bool:
    """Tell whether all right answers are 0 or 1."""
    return bool(((dataset.targets == 0) | (dataset.targets == 1)).all())


def written(value: float) -> str:
    """Return a number as sentences have it."""
    return f"{value:g}".replace("-", "−")


@lru_cache(maxsize=256)
def _half_of(dataset: Dataset) -> float:
    return float(dataset.targets.max() - dataset.targets.min()) / 2 or 1.0


@lru_cache(maxsize=64)
def groups_of(neuron: Architecture, dataset: Dataset) -> tuple[Group, ...]:
    """Return the examples whose right answer is low, and the others."""
    level = level_of(neuron, dataset)
    names, shown = names_of(dataset), pick_examples(dataset, MOST_SHOWN)
    both = (LOW, HIGH)
    if is_two(dataset):
        both = (LOW_OF_TWO, HIGH_OF_TWO) if names.own else (FAIL, PASS)
        both = (OF_KIND, OF_KIND) if dataset.kinds else both
    return tuple(
        (
            names.fill(said, middle=written(level), kind=dict(enumerate(dataset.kinds)).get(high)),
            mark,
            False,
            tuple((x, y) for x, y in raw_of(shown)[(shown.targets > level) == high].tolist()),
        )
        for said, mark, high in zip(both, PASS_OR_FAIL, (False, True), strict=True)
    )


def _tried(neuron: Architecture, level: float, half: float) -> tuple[Tensor, Tensor]:
    """Return z from low to high, and how far the answer leads: in logits, or as many of a half."""
    is_chance = neuron.output == "sigmoid"
    z = _TRIED if is_chance else torch.cat([_TRIED, level + half / SURE * _TRIED]).unique()
    answers = neuron.activations[0].function(z)
    return z, answers if is_chance else (answers - level) * SURE / half


@lru_cache(maxsize=64)
def _shades(neuron: Architecture, level: float, half: float) -> tuple[tuple[float, float], ...]:
    """Return for z what the neuron makes of it, from 0 to 1; those between which it is even."""
    z, lead = _tried(neuron, level, half)
    shares = (lead / SURE).clamp(-1, 1) / 2 + 0.5
    bends = torch.ones(len(z), dtype=torch.bool)
    flat = shares[1:] == shares[:-1]
    bends[1:-1] = ~(flat[:-1] & flat[1:])
    return tuple(zip(z[bends].tolist(), shares[bends].tolist(), strict=True))


@lru_cache(maxsize=64)
def _undecided(neuron: Architecture, level: float, half: float) -> float:
    """Return the z above which the neuron answers the upper one, ∞ if it never does, or −∞."""
    z, lead = _tried(neuron, level, half)
    below = (lead <= 0).nonzero()
    if len(below) == 0:
        return -math.inf
    last = int(below[-1])
    if last == len(z) - 1:
        return math.inf
    share = -lead[last] / (lead[last + 1] - lead[last])
    return float(z[last] + share * (z[last + 1] - z[last]))


def _where(tilt: Tilt) -> Tensor:
    """Return which of the sentences about the border holds. Shape ``(n_positions,)``."""
    eighths = (torch.atan2(tilt.rise[1], tilt.rise[0]) / (torch.pi / 4)).round() % 8
    all_over = torch.where(tilt.lead > 0, float(ABOVE), float(AT_MOST))
    crosses = tilt.lead.abs() < tilt.reach
    said = torch.where(crosses, FIRST_SIDE + eighths, all_over)
    held = tilt.middle.isfinite() & tilt.rise.isfinite().all(dim=0)
    return torch.where(held, said, float(NOTHING_LEFT))
