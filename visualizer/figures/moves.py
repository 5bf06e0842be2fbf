"""The vocabulary of what moves in a figure while a control is dragged.

*Moves* map ``"trace_uid.attribute"`` to the value of that attribute at **every** position of
one control. They travel to the browser once and are looked up there, position by position:

- a tensor: row ``p`` is assigned to the attribute (a number, a row of numbers or a matrix);
- ``Blend``: a mixture of two neighbours in a stack, for fields too large to send per position;
- ``Mix``: the sum of a few parts, each as much as the position wants of it;
- ``Prefix`` and ``RowPrefix``: the first so many values of a path;
- ``Choice``: one of a few words, such as a colour, a symbol or a dash.

Text does not move here: the browser writes it from the live numbers (see ``TEXTS`` of a figure).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import plotly.graph_objects as go
import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Blend:
    """Row ``p`` is the linear mixture of the stack at the fractional ``index[p]``.

    Args:
        stack: What is mixed, first axis first. Shape ``(n_slices, ...)``.
        index: Where to read the stack, from 0 to ``n_slices - 1``. Shape ``(n_positions,)``.

    Raises:
        ValueError: If the stack is empty or an index lies outside it.
    """

    stack: Tensor
    index: Tensor

    def __post_init__(self) -> None:
        _check_index("index", self.index, 0, len(self.stack) - 1)


@dataclass(frozen=True, eq=False)
class Mix:
    """Row ``p`` is the sum of the parts, each times its share in ``shares[p]``.

    Args:
        parts: What is summed, first axis first. Shape ``(n_parts, ...)``.
        shares: How much of each. Shape ``(n_positions, n_parts)``.

    Raises:
        ValueError: If not every part has a share.
    """

    parts: Tensor
    shares: Tensor

    def __post_init__(self) -> None:
        if self.shares.ndim != 2 or self.shares.shape[1] != len(self.parts):
            raise ValueError(
                f"shares must have shape (n_positions, {len(self.parts)}), "
                f"got {tuple(self.shares.shape)}"
            )


@dataclass(frozen=True, eq=False)
class Prefix:
    """Row ``p`` is ``values[: counts[p]]``: one path, longer at each position.

    Args:
        values: The whole path. Shape ``(n_values,)``.
        counts: How many of them show, from 0 to ``n_values``. Shape ``(n_positions,)``.

    Raises:
        ValueError: If a count lies outside the path.
    """

    values: Tensor
    counts: Tensor

    def __post_init__(self) -> None:
        _check_index("counts", self.counts, 0, len(self.values))


@dataclass(frozen=True, eq=False)
class RowPrefix:
    """Row ``p`` is ``values[p, :count]``: another path at each position, all cut alike.

    Args:
        values: One path per position. Shape ``(n_positions, n_values)``.
        count: How many values of each show, from 0 to ``n_values``.

    Raises:
        ValueError: If ``values`` is no table or the count lies outside it.
    """

    values: Tensor
    count: int

    def __post_init__(self) -> None:
        if self.values.ndim != 2:
            raise ValueError(f"values must have 2 axes, got shape {tuple(self.values.shape)}")
        if not 0 <= self.count <= self.values.shape[1]:
            raise ValueError(f"count must lie in 0..{self.values.shape[1]}, got {self.count}")


@dataclass(frozen=True, eq=False)
class Choice:
    """Row ``p`` is ``options[index[p]]``.

    Args:
        options: The words to choose from; one for each mark of a trace where an option is several.
        index: Which of them, counted from 0. Whole numbers. Shape ``(n_positions,)``.

    Raises:
        ValueError: If an index names no option.
    """

    options: tuple[str | tuple[str, ...], ...]
    index: Tensor

    def __post_init__(self) -> None:
        _check_index("index", self.index, 0, len(self.options) - 1)


Move = Tensor | Blend | Mix | Prefix | RowPrefix | Choice
Moves = Mapping[str, Move]


MOST_DRAWN = 60_000.0  # within float16, and beyond every picture
_LEFT_OUT = 23 - 15  # bits of a float32
LEAST_TOP = 1e-3  # of heights that are still drawn in a thousand shades and more as float16
FINEST = 2048  # places that a picture has from one side to the other, or more


def in_short(values: Tensor) -> Tensor:
    """Return ``values`` as float16, for places in a picture that nobody reads a number from.

    A place is off by at most 0.05 % of its distance from zero. What lies far beyond every picture
    stays beyond it; NaN stays NaN. Same shape.
    """
    return values.clamp(-MOST_DRAWN, MOST_DRAWN).half()


def in_short_over(values: Tensor, limits: tuple[float, float]) -> Tensor:
    """Return places in a picture as float16, none finer than a screen shows. Same shape.

    What lies near 0 would have a thousand times as many places as what lies at the sides, and the
    digits that nobody sees take most of the room that a path needs on its way.

    Args:
        values: Along one axis.
        limits: First and last value of the axis.

    >>> in_short_over(torch.tensor([0.1, 2.9, 1e9]), (-3.0, 3.0)).tolist()
    [0.099609375, 2.900390625, 60000.0]
    """
    return in_short(to_fine_places(values, limits))


def to_fine_places(values: Tensor, limits: tuple[float, float]) -> Tensor:
    """Return the nearest of the places that a picture has between ``limits``. Same shape."""
    step = 2.0 ** math.floor(math.log2((limits[1] - limits[0]) / FINEST))
    return (values / step).round() * step


def in_short_below(heights: Tensor, top: float) -> Tensor:
    """Return heights up to ``top`` as float16, or as they are if that would show. Same shape."""
    return in_short(heights) if LEAST_TOP <= top <= MOST_DRAWN else heights


def rounded_off(heights: Tensor) -> Tensor:
    """Return numbers with 15 bits after the first, the rest zeros, which pack to nearly nothing.

    For a field in which lines of equal height are drawn. Where it is nearly level, float16 would
    make waves of them, and lines where there are none. Same shape, float32.
    """
    bits = heights.float().contiguous().view(torch.int32)
    return ((bits + (1 << _LEFT_OUT - 1)) >> _LEFT_OUT << _LEFT_OUT).view(torch.float32)


def as_bytes(answers: Tensor) -> Tensor:
    """Return answers from −1 to 1 as bytes from 1 to 255, 128 for 0; beyond that the ends.

    Same shape.
    """
    return (128 + 127 * answers.nan_to_num(nan=0.0).clamp(-1, 1)).round().to(torch.uint8)


def rows_of(move: Move, rows: slice) -> Move:
    """Return what a move is at some positions of its control."""
    if isinstance(move, Tensor):
        return move[rows]
    if isinstance(move, Prefix):
        return replace(move, counts=move.counts[rows])
    if isinstance(move, Mix):
        return replace(move, shares=move.shares[rows])
    if isinstance(move, RowPrefix):
        return replace(move, values=move.values[rows])
    return replace(move, index=move.index[rows])


def n_positions(move: Move) -> int:
    """Return how many positions of its control a move has an answer for."""
    if isinstance(move, Tensor):
        return len(move)
    if isinstance(move, Prefix):
        return len(move.counts)
    if isinstance(move, Mix):
        return len(move.shares)
    return len(move.values if isinstance(move, RowPrefix) else move.index)


def at(move: Move, position: int):
    """Return what the browser assigns at one position: a number, nested lists or a word.

    A number that is not finite becomes ``None``, which Plotly leaves out.

    Raises:
        ValueError: If the move has no such position.

    >>> at(Prefix(torch.tensor([1.0, 2.0, 3.0]), torch.tensor([0, 2])), 1)
    [1.0, 2.0]
    >>> at(Choice(("solid", "dash"), torch.tensor([0, 1])), 1)
    'dash'
    """
    if not 0 <= position < n_positions(move):
        raise ValueError(f"position must lie in 0..{n_positions(move) - 1}, got {position}")
    if isinstance(move, Choice):
        return move.options[int(move.index[position])]
    return _plain(_row(move, position).tolist())


def still(blend: Blend, position: int) -> Tensor:
    """Return what a mixture is at one position, rounded off, as a move that has this one only."""
    return rounded_off(_row(blend, position)[None])


def show(figure: go.Figure, moves: Moves, position: int) -> go.Figure:
    """Return a copy of the figure with the moves of one position applied.

    Raises:
        ValueError: If a target names no trace of the figure.
    """
    shown = go.Figure(figure)
    traces = {trace.uid: trace for trace in shown.data}
    for target, move in moves.items():
        uid, _, attribute = target.partition(".")
        if uid not in traces or not attribute:
            raise ValueError(f"target must be one of {sorted(traces)} and a name; not {target!r}")
        traces[uid].update({attribute.replace(".", "_"): at(move, position)})
    return shown


def _row(move: Tensor | Blend | Mix | Prefix | RowPrefix, position: int) -> Tensor:
    if isinstance(move, Prefix):
        return move.values[: int(move.counts[position])]
    if isinstance(move, RowPrefix):
        return move.values[position, : move.count]
    if isinstance(move, Blend):
        return _mixture(move.stack.float(), float(move.index[position]))
    if isinstance(move, Mix):
        return torch.tensordot(move.shares[position].float(), move.parts.float(), dims=1)
    return move[position]


def _mixture(stack: Tensor, index: float) -> Tensor:
    below = math.floor(index)
    share = index - below
    # A whole index takes its slice as it is: 0 · NaN of a neighbour would spoil it.
    if share == 0:
        return stack[below]
    return stack[below] * (1 - share) + stack[below + 1] * share


def _plain(value):
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value if math.isfinite(value) else None


def _check_index(name: str, index: Tensor, lowest: int, highest: int) -> None:
    if index.ndim != 1:
        raise ValueError(f"{name} must have 1 axis, got shape {tuple(index.shape)}")
    if not bool(((index >= lowest) & (index <= highest)).all()):
        raise ValueError(f"{name} must lie in {lowest}..{highest}, got {index.tolist()}")
