"""What every place of the plane of the inputs leads to, where the point of a student is dragged."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

import torch
from torch import Tensor

from visualizer.figures.map_parts import Limits
from visualizer.live.moment import Grid, Sweep
from visualizer.live.scene import Grip
from visualizer.scenes.grids import places_of
from visualizer.scenes.names import Names
from visualizer.scenes.neuron_plane import Plane, ring_moves
from visualizer.state.parameters import get_number
from visualizer.state.views.neuron import INPUTS
from visualizer.words import plane as words

POINT = "plane_point"
MOST_PLACES = 61  # each way


def point_grip(names: Names) -> Grip:
    """Return the point of the plane that is dragged."""
    return Grip(POINT, INPUTS, words.POINT, names.fill(words.POINT_SAID))


def places_in(plane: Plane) -> tuple[Sequence[float], Sequence[float]]:
    """Return the places of a point across and up: no input that could not be typed."""
    across, up = (
        _places((max(low, get_number(name).limits[0]), min(high, get_number(name).limits[1])))
        for name, (low, high) in zip(INPUTS, plane, strict=True)
    )
    return across, up


def inputs_at(across: Sequence[float], up: Sequence[float]) -> Tensor:
    """Return both inputs at every place. Shape ``(n_places, 2)``."""
    return torch.stack(places_of(across, up), dim=1)


def plane_grid(
    across: Sequence[float],
    up: Sequence[float],
    numbers: Mapping[str, Tensor],
    late: Sequence[str] = (),
) -> Grid:
    """Return where the ring is at every place, with both inputs and what follows from them.

    Args:
        across: The places of the first input.
        up: Those of the second.
        numbers: What follows. Shapes ``(n_places,)``.
        late: The live numbers that are not known before the release.
    """
    inputs = dict(zip(INPUTS, places_of(across, up), strict=True))
    # In full: half as many bits are too few for years, and for what is counted in thousands.
    moves = {"plane": ring_moves(*inputs.values())}
    return Grid(across, up, Sweep({**inputs, **numbers}, moves), late)


def _places(limits: Limits) -> tuple[float, ...]:
    """Return the multiples of a round step in a picture; they may be few where it is far from 0.

    >>> _places((0.0, 12.0))[:3], _places((1.2, 7.8))[-2:]
    ((0.0, 0.2, 0.4), (7.6, 7.8))
    """
    low, high = limits
    power = math.floor(math.log10((high - low) / MOST_PLACES))
    steps = (Decimal(step).scaleb(power + more) for more in (0, 1) for step in (1, 2, 5))
    step = next(each for each in steps if (high - low) / float(each) < MOST_PLACES)
    first, last = math.ceil(low / float(step)), math.floor(high / float(step))
    return tuple(float(place * step) for place in range(first, last + 1))
