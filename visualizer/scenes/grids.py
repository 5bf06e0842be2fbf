"""Where a point of a picture can be dragged to, and what follows it there, in few bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from visualizer.core.setup import Setup
from visualizer.figures.moves import Move, Moves, RowPrefix, in_short
from visualizer.scenes.landscape import Frame, Span

MOST_WORK = 10_000_000  # answers to examples: about half a second
FEWEST_STRIDES = 6  # between the ends of a map, however much work a place is


def values_of(span: Span) -> tuple[float, ...]:
    """Return the values of a span as people write them."""
    (low, high), last = span.limits, span.count - 1
    return tuple(round(low + (high - low) * place / last, 6) for place in range(span.count))


def affordable(frame: Frame, work: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the values across and up of the places of a map: fewer, if each is much work.

    Args:
        frame: The map.
        work: How many answers to examples each place takes.
    """
    across, up = values_of(frame.across), values_of(frame.up)
    last = min(len(across), len(up)) - 1
    strides = [each for each in range(1, last + 1) if last % each == 0]
    strides = [each for each in strides if last // each >= FEWEST_STRIDES] or [1]
    cheap = (each for each in strides if (last // each + 1) ** 2 * work <= MOST_WORK)
    stride = next(cheap, strides[-1])
    return across[::stride], up[::stride]


def places_of(across: Sequence[float], up: Sequence[float]) -> tuple[Tensor, Tensor]:
    """Return both numbers at every place: the lowest row first. Shapes ``(n_places,)``, float32."""
    rows, columns = torch.meshgrid(torch.tensor(up), torch.tensor(across), indexing="ij")
    return columns.flatten(), rows.flatten()


def with_start_at_zero(setup: Setup) -> Setup:
    """Return ``setup`` with both weights at 0: what is found for every place is found once."""
    return replace(setup, start=(0.0, 0.0, *setup.start[2:]))


def starts_at(setup: Setup, across: Sequence[float], up: Sequence[float]) -> Tensor:
    """Return a start with both weights at every place. Shape ``(n_parameters, n_places)``."""
    places = places_of(across, up)
    starts = setup.parameters[:, None].repeat(1, len(places[0]))
    starts[:2] = torch.stack(places)
    return starts


def shortened(moves: Mapping[str, Moves]) -> dict[str, Moves]:
    """Return moves with what they draw at each place as float16; what is one tensor stays one."""
    short: dict[int, Tensor] = {}

    def shorten(move: Move) -> Move:
        if isinstance(move, RowPrefix):
            return RowPrefix(short_of(move.values), move.count)
        return short_of(move) if isinstance(move, Tensor) else move

    def short_of(values: Tensor) -> Tensor:
        if id(values) not in short:
            short[id(values)] = in_short(values).clone()  # a part would keep the whole
        return short[id(values)]

    return {
        picture: {target: shorten(move) for target, move in each.items()}
        for picture, each in moves.items()
    }
