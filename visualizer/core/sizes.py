"""Networks of several sizes trained as one batch: each is a part of the largest one.

Units that a smaller network does not have are there, with weights of 0. What they hear and what is
heard of them stays 0: those parameters have a learning rate of 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.lanes import train_lanes
from visualizer.core.setup import Setup


@dataclass(frozen=True, eq=False)
class SizedTraining:
    """The training of one of the sizes; row ``k`` is the state after ``k`` steps, row 0 the start.

    Attributes:
        parameters: Of its own architecture. Shape ``(n_steps + 1, n_parameters)``.
        losses: Shape ``(n_steps + 1,)``.
        diverged_at: First step without finite numbers, −1 for never; later rows are NaN.
    """

    parameters: Tensor
    losses: Tensor
    diverged_at: int


def train_sizes(setups: Sequence[Setup]) -> list[SizedTraining]:
    """Return the training of every setup.

    Each equals the training by itself as a lane does: sums may be added up in another order.

    Args:
        setups: They differ in the number of units and in the start only; one of them has the most
            units in every layer.

    Raises:
        ValueError: If one has more units in a layer than the largest of them, or other layers.
    """
    largest = max(setups, key=lambda each: each.architecture.n_parameters)
    places = [places_within(each.architecture, largest.architecture) for each in setups]
    shape = largest.architecture.n_parameters, len(setups)
    starts, rates = torch.zeros(shape), torch.zeros(shape)
    for lane, (setup, own) in enumerate(zip(setups, places, strict=True)):
        starts[own, lane], rates[own, lane] = setup.parameters, setup.learning_rate
    lanes = train_lanes(replace(largest, branch=None), starts, rates)
    return [
        SizedTraining(lanes.parameters[:, own, lane], lanes.losses[:, lane], int(diverged_at))
        for lane, (own, diverged_at) in enumerate(zip(places, lanes.diverged_at, strict=True))
    ]


def places_within(small: Architecture, large: Architecture) -> Tensor:
    """Return where the parameters of ``small`` stand among those of ``large``, its first units.

    Shape ``(small.n_parameters,)``, int64.

    Raises:
        ValueError: If ``small`` is no part of ``large``.

    Example:
        >>> from visualizer.core import Layer
        >>> one, two = (Architecture((Layer(count), Layer(1))) for count in (1, 2))
        >>> places_within(one, two).tolist()
        [0, 1, 4, 6, 8]
    """
    pairs = list(zip(small.shapes, large.shapes, strict=False))
    fits = all(own <= most for one, other in pairs for own, most in zip(one, other, strict=True))
    if len(small.layers) != len(large.layers) or not fits:
        raise ValueError(f"{small} is no part of {large}")
    numbered = large.split(torch.arange(large.n_parameters))
    parts = []
    for (weight, bias), ((n_units, n_inputs), _) in zip(numbered, pairs, strict=True):
        parts += [weight[:n_units, :n_inputs].flatten(), bias[:n_units]]
    return torch.cat(parts)
