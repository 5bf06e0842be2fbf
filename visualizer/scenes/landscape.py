"""The loss surface under a run: which part of it is drawn, and how it follows what it holds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.setup import Setup
from visualizer.core.surface import Axis, loss_surfaces
from visualizer.core.task import Task
from visualizer.figures.moves import rounded_off
from visualizer.state.parameters import get_number
from visualizer.state.positions import reach

SIDES = ("weight_1", "weight_2")
N_POINTS = 31
N_SLICES = 41
LIMITS = {"raw": (-1.5, 1.5)}  # of both weights; hours count more than tenths of them
WIDE_LIMITS = (-3.0, 3.0)
BIAS_LIMITS = (-4.0, 4.0)


@dataclass(frozen=True)
class Span:
    """The values of one parameter that a landscape is computed for.

    Attributes:
        name: ``weight_1``, ``weight_2`` or ``bias``.
        limits: First and last value.
        count: Number of values, evenly spaced, both ends included.
    """

    name: str
    limits: tuple[float, float]
    count: int

    def values(self) -> Tensor:
        """Return the values. Shape ``(count,)``."""
        return torch.linspace(*self.limits, self.count)

    def place(self, values: Tensor) -> Tensor:
        """Return where ``values`` stand among those of the span, fractions included. Same shape.

        What lies beyond an end gets that end; what is not a number gets the middle.
        """
        low, high = self.limits
        last = self.count - 1
        place = (values.clamp(low, high) - low) / (high - low) * last
        return place.clamp(0, last).nan_to_num(nan=last / 2)

    def nearest(self, values: Tensor) -> Tensor:
        """Return the value for which the landscape is drawn when the neuron has ``values``."""
        return values.clamp(*self.limits).nan_to_num(nan=sum(self.limits) / 2)

    def widened(self, factor: float) -> "Span":
        """Return the span with both limits ``factor`` times as far from 0."""
        low, high = self.limits
        return replace(self, limits=(factor * low, factor * high))


BIASES = Span("bias", BIAS_LIMITS, N_SLICES)


@dataclass(frozen=True)
class Frame:
    """Which part of the loss over all three parameters is drawn.

    Attributes:
        across: The parameter along the columns.
        up: The parameter along the rows; as many values as ``across``.
        held: The third one; each of its values makes a slice.
        solid_every: Only every so-manieth point is drawn in space, where a point costs more.
    """

    across: Span
    up: Span
    held: Span
    solid_every: int = 1

    @property
    def axes(self) -> tuple[str, str]:
        """The names of the two parameters that span the picture, the one across first."""
        return self.across.name, self.up.name

    @property
    def n_solid_points(self) -> int:
        """Points along each side of the surface in space."""
        return len(range(0, self.across.count, self.solid_every))


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss over two parameters, one slice for each of many values of the third.

    Attributes:
        frame: Which part of it.
        top: Height at which the pictures end.
        surfaces: Losses, no higher than ``top``. Shape ``(slices, rows, columns)``.
        field: The same as it is drawn, with fewer bits: between two slices a picture is further
            off than they are.
        heights: The field at the points that are drawn in space, each slice as one row. Shape
            ``(slices, n_solid_points ** 2)``.
    """

    frame: Frame
    top: float
    surfaces: Tensor
    field: Tensor
    heights: Tensor

    @property
    def limits(self) -> tuple[float, float]:
        """First and last value along the columns."""
        return self.frame.across.limits


@lru_cache(maxsize=64)
def weights_frame(limits: tuple[float, float], factor: float = 1.0, bias: float = 1.0) -> Frame:
    """Return the frame with the weights along its sides and the bias held.

    Args:
        limits: First and last value of both weights.
        factor: How many times wider it is than that.
        bias: The same of the bias.
    """
    across, up = (Span(name, limits, N_POINTS).widened(factor) for name in SIDES)
    return Frame(across, up, BIASES.widened(bias))


def training_limits(scaling: str) -> tuple[float, float]:
    """Return first and last value of both weights, wide enough for a whole training."""
    return LIMITS.get(scaling, WIDE_LIMITS)


def frame_around(setup: Setup, limits: tuple[float, float]) -> Frame:
    """Return the frame with the weights along its sides, wider around a far start.

    Args:
        setup: The training whose start has to be in the picture.
        limits: First and last value of both weights for a usual start.
    """
    factor = widening(setup, SIDES, limits[1])
    return weights_frame(limits, factor, widening(setup, ("bias",), BIAS_LIMITS[1]))


def training_frame(setup: Setup) -> Frame:
    """Return the frame of a training: wide enough for all of it, wider around a far start."""
    return frame_around(setup, training_limits(setup.dataset.scaling))


def widening(setup: Setup, names: Sequence[str], end: float) -> float:
    """Return how many times wider than ``end`` a picture must be to have a start in it; 1 or more.

    It follows the sliders, so that it holds still while one of them is dragged.

    Args:
        setup: The training that starts there.
        names: The weights or the bias, as far as the picture spans them.
        end: How far from 0 it reaches usually.
    """
    start = dict(zip(setup.architecture.names, setup.start, strict=True))
    ends = (reach(get_number(name), start[name])[1] for name in names)
    return max([1.0, *(each / end for each in ends)])


@lru_cache(maxsize=64)
def load_landscape(task: Task, frame: Frame) -> Landscape:
    """Return the landscape of the loss of ``task``; made once, then shared by everybody.

    Args:
        task: Who learns what.
        frame: Which part of the landscape.
    """
    across, up, held = (
        Axis(span.name, span.values()) for span in (frame.across, frame.up, frame.held)
    )
    surfaces = loss_surfaces(task, across, up, held)
    top = round_top(surfaces, whole=task.loss != "mse")
    surfaces = surfaces.clamp(max=top)
    field = rounded_off(surfaces)
    every = frame.solid_every
    return Landscape(frame, top, surfaces, field, field[:, ::every, ::every].flatten(1))


def round_top(surfaces: Tensor, whole: bool = False) -> float:
    """Return a round height above the whole landscape, or above a quarter if it is over 1 high.

    Squared errors of a linear output grow without end; its valley is where training happens.

    Args:
        surfaces: Losses of any shape.
        whole: Above all of it in any case: what grows evenly far out is to be seen growing there.
    """
    highest = float(surfaces.max())
    if whole or highest <= 1:
        digit = 10 ** math.floor(math.log10(max(highest, 1e-6)))
        return float(f"{math.ceil(highest / digit) * digit:.1g}")
    quarter = float(surfaces.flatten().sort().values[surfaces.numel() // 4])
    return float(f"{quarter:.1g}")


def slice_index(values: Tensor, held: Span) -> Tensor:
    """Return the slice, fractions included, that belongs to each value of what is held."""
    return held.place(values)
