"""The straight borders of the outputs in the folded plane of two hidden units."""

from itertools import combinations

import torch
from torch import Tensor

FAR = 100.0  # from the foot of a line: beyond every picture
OUT = 1e4  # what lies further away is no place any more


def straight_borders(weight: Tensor, bias: Tensor) -> Tensor:
    """Return where the outputs cannot decide, as one line with gaps.

    One output cannot decide where its sum is 0, on a line. Several cannot where two of them have
    the same sum and no other has a larger one: on a part of a line for each pair, or nowhere.

    Args:
        weight: Of each output both weights. Shape ``(n_outputs, 2, n_positions)``.
        bias: Of each output. Shape ``(n_outputs, n_positions)``.

    Returns:
        Two ends for each line, then a gap if there are more. Shape ``(n_points, 2, n_positions)``.
    """
    if len(weight) == 1:
        start, end = _ends(*_line(weight[0], bias[0]))
        return torch.stack([start, end])
    gap = torch.full_like(weight[0], torch.nan)
    parts: list[Tensor] = []
    for one, other in combinations(range(len(weight)), 2):
        foot, along = _line(weight[one] - weight[other], bias[one] - bias[other])
        low, high = torch.full_like(bias[0], -FAR), torch.full_like(bias[0], FAR)
        for rival in set(range(len(weight))) - {one, other}:
            lead = weight[one] - weight[rival]
            low, high = _clipped(
                low, high, (lead * foot).sum(dim=0) + bias[one] - bias[rival],
                (lead * along).sum(dim=0),
            )  # fmt: skip
        parts += [*_ends(foot, along, low, high), gap]
    return torch.stack(parts[:-1])


def no_border(n_outputs: int, n_positions: int) -> Tensor:
    """Return what is drawn where the outputs hear other units too: nothing, of the same shape."""
    n_lines = n_outputs * (n_outputs - 1) // 2 if n_outputs > 1 else 1
    return torch.full((3 * n_lines - 1, 2, n_positions), torch.nan)


def _line(normal: Tensor, height: Tensor) -> tuple[Tensor, Tensor]:
    """Return a point of ``w₁ h₁ + w₂ h₂ + b = 0``, and its direction. Shapes ``(2, n_positions)``.

    NaN where there is no such line.
    """
    length = normal.norm(dim=0)
    return -normal * height / length**2, torch.stack([-normal[1], normal[0]]) / length


def _clipped(low: Tensor, high: Tensor, lead: Tensor, slope: Tensor) -> tuple[Tensor, Tensor]:
    """Return the part of a line where ``lead + slope · t`` is not below 0; NaN if there is none.

    Args:
        low: First ``t``. Shape ``(n_positions,)``.
        high: Last ``t``. Same shape.
        lead: At ``t = 0``. Same shape.
        slope: Along the line. Same shape.
    """
    turn = -lead / slope
    low = torch.where(slope > 0, torch.maximum(low, turn), low)
    high = torch.where(slope < 0, torch.minimum(high, turn), high)
    is_none = (low >= high) | ((slope == 0) & (lead < 0))
    return low.masked_fill(is_none, torch.nan), high.masked_fill(is_none, torch.nan)


def _ends(
    foot: Tensor, along: Tensor, low: Tensor | float = -FAR, high: Tensor | float = FAR
) -> tuple[Tensor, Tensor]:
    start, end = foot + low * along, foot + high * along
    is_place = (start.abs() < OUT) & (end.abs() < OUT)
    return start.masked_fill(~is_place, torch.nan), end.masked_fill(~is_place, torch.nan)
