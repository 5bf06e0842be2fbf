"""What one neuron answers all over the plane of its two inputs, and the line where it cannot.

All that such a neuron knows of a point is its sum z, and z rises evenly over the picture: from its
middle to its right edge, and to its upper one. So three numbers say what z is everywhere, and a
scale of colours what the neuron makes of each z.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.map_parts import Group, Limits, answer_field, examples, map_layout, ring
from visualizer.figures.moves import Mix, Moves
from visualizer.figures.theme import answer_tint, color

HEIGHT = 340
N_POINTS = 33  # of the grid, each way: its places in the picture are exact in 16 bits
ROOM = 0.08  # of the spread of the examples, left free on every side
MOST_WIDER = 4  # times as long as the examples need: further off than that is not shown

_ALONG = torch.linspace(-1, 1, N_POINTS)
PARTS = torch.stack(
    [
        torch.ones(N_POINTS, N_POINTS),
        _ALONG.expand(N_POINTS, N_POINTS),
        _ALONG[:, None].expand(N_POINTS, N_POINTS),
    ]
).half()
"""What z is made of in a picture: the same everywhere, rising across, and rising upwards."""


@dataclass(frozen=True, eq=False)
class Tilt:
    """z of many neurons over one picture.

    Attributes:
        middle: z in its middle. Shape ``(n_positions,)``.
        rise: How much larger z is at the right edge, and at the upper one. Shape
            ``(2, n_positions)``.
        limits: First and last value across, and upwards.
        undecided: z at which a neuron cannot decide; none, if it is not finite.
    """

    middle: Tensor
    rise: Tensor
    limits: tuple[Limits, Limits]
    undecided: float = 0.0

    @property
    def lead(self) -> Tensor:
        """How far z in the middle is above that on the border. Shape ``(n_positions,)``."""
        return self.middle - self.undecided

    @property
    def reach(self) -> Tensor:
        """How far z gets from that in the middle. Shape ``(n_positions,)``.

        The border runs through the picture where the lead is smaller, and through its middle where
        the lead is 0.
        """
        return self.rise.abs().sum(dim=0)


def tilt_in(
    slopes: Tensor, offsets: Tensor, limits: tuple[Limits, Limits], undecided: float = 0.0
) -> Tilt:
    """Return ``z = slopes · x + offset`` over a picture.

    Args:
        slopes: Of z along both inputs as they are given. Shape ``(2, n_positions)``.
        offsets: z where both inputs are 0. Shape ``(n_positions,)``.
        limits: Of the picture.
        undecided: z at which a neuron cannot decide.
    """
    ends = torch.tensor(limits)
    middle, half = ends.mean(dim=1)[:, None], ((ends[:, 1] - ends[:, 0]) / 2)[:, None]
    return Tilt((slopes * middle).sum(dim=0) + offsets, slopes * half, limits, undecided)


@lru_cache(maxsize=16)
def neuron_map_figure(
    titles: tuple[str, str],
    limits: tuple[Limits, Limits],
    groups: tuple[Group, ...],
    mine: str,
    shades: tuple[tuple[float, float], ...],
    height: int = HEIGHT,
) -> go.Figure:
    """Return the map of some examples; its ``field``, ``border`` and ``point`` are still empty.

    Args:
        titles: The names of the two inputs.
        limits: First and last value of the axis across, and of the one upwards.
        groups: The examples.
        mine: What the legend says of the ring; it says nothing if empty.
        shades: Each z, ascending, with what the neuron makes of it: from 0, sure of the lower
            answer, to 1, sure of the upper one. Between them colours go over evenly.
        height: In pixels.
    """
    low, high = shades[0][0], shades[-1][0]
    scale = [[(z - low) / (high - low), answer_tint(share)] for z, share in shades]
    line = {
        "type": "scatter",
        "uid": "border",
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color("z"), "width": 3},
        "showlegend": False,
        "hoverinfo": "skip",
    }
    field = answer_field(limits, N_POINTS, scale, (low, high))
    return go.Figure(
        {
            "data": [field, line, *map(examples, groups), ring(mine)],
            "layout": map_layout(titles, limits, height),
        }
    )


def neuron_moves(found: Tilt) -> Moves:
    """Return how the map changes along a control; where z is no number, nothing is coloured."""
    shares = torch.stack([found.middle, *found.rise], dim=1)
    shares[~shares.isfinite().all(dim=1)] = torch.nan
    return {"field.z": Mix(PARTS, shares), **border_moves(found)}


def axes_moves(limits: tuple[Limits, Limits]) -> Moves:
    """Return where the colours lie in a picture with other limits than it was made with."""
    across, up = (torch.linspace(*each, N_POINTS)[None] for each in limits)
    return {"field.x": across, "field.y": up}


def map_limits(values: Sequence[float], mine: float | None = None) -> Limits:
    """Return the ends of an axis with room for ``values``, finite, at least one unit long.

    Args:
        values: Of the examples.
        mine: Of the student's own row. The axis reaches there as well, unless that would squeeze
            the examples into a small part of it.
    """
    low, high = min(values), max(values)
    room = max(ROOM * (high - low), 0.5 if high - low < 1 else 0.0)
    limits = low - room, high + room
    if mine is None or limits[0] < mine < limits[1]:
        return limits
    wider = map_limits([*values, mine])
    is_close = wider[1] - wider[0] <= MOST_WIDER * (limits[1] - limits[0])
    return wider if is_close else limits


def border_moves(found: Tilt) -> dict[str, Tensor]:
    """Return where the neuron cannot decide, from beyond one edge to beyond the other."""
    # In units of the picture, where it reaches from −1 to 1 both ways.
    length = found.rise.norm(dim=0)  # 0: z is the same everywhere, and nowhere is a line
    foot = -found.rise * found.lead / length**2
    along = torch.stack([-found.rise[1], found.rise[0]]) / length
    ends = torch.stack([foot - 4 * along, foot + 4 * along], dim=-1)  # (2, n_positions, 2)
    limits = torch.tensor(found.limits)[:, :, None, None]
    first, last = limits[:, 0], limits[:, 1]
    places = (first + last) / 2 + (last - first) / 2 * ends
    places = places.masked_fill(~(places.abs() < 1e9), torch.nan)
    return {"border.x": places[0].contiguous(), "border.y": places[1].contiguous()}
