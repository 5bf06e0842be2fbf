"""The loss surface under a run: which part of it is drawn, and how it follows the bias."""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.datasets import load_dataset
from visualizer.core.neuron import Neuron
from visualizer.core.surface import loss_surfaces

N_POINTS = 31
N_SLICES = 41
LIMITS = {"raw": (-1.5, 1.5)}  # of both weights; hours count more than tenths of them
WIDE_LIMITS = (-3.0, 3.0)
BIAS_LIMITS = (-4.0, 4.0)


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss over both weights, one slice for each of many biases.

    Attributes:
        limits: First and last value of both weights.
        top: Height at which the pictures end.
        surfaces: Losses, no higher than ``top``. Shape ``(N_SLICES, N_POINTS, N_POINTS)``.
        heights: The same, each slice as one row. Shape ``(N_SLICES, N_POINTS ** 2)``.
    """

    limits: tuple[float, float]
    top: float
    surfaces: Tensor
    heights: Tensor


@lru_cache(maxsize=64)
def load_landscape(neuron: Neuron, dataset: str, scaling: str) -> Landscape:
    """Return the landscape of ``neuron`` on a data set; made once, then shared by everybody."""
    limits = LIMITS.get(scaling, WIDE_LIMITS)
    values = torch.linspace(*limits, N_POINTS)
    biases = torch.linspace(*BIAS_LIMITS, N_SLICES)
    students = load_dataset(dataset, scaling)
    surfaces = loss_surfaces(neuron, students, "weight_1", "weight_2", values, values, biases)
    top = _top(surfaces)
    surfaces = surfaces.clamp(max=top)
    return Landscape(limits, top, surfaces, surfaces.flatten(1))


def _top(surfaces: Tensor) -> float:
    """Return a round height below which a quarter of the landscape lies, or 1 if all of it does.

    Squared errors of a linear output grow without end; its valley is where training happens.
    """
    if float(surfaces.max()) <= 1:
        return 1.0
    quarter = float(surfaces.flatten().sort().values[surfaces.numel() // 4])
    return float(f"{quarter:.1g}")


def slice_index(biases: Tensor) -> Tensor:
    """Return the slice, fractions included, that belongs to each bias. Same shape.

    A bias beyond the slices gets the outermost one; what is not a number gets the middle.
    """
    low, high = BIAS_LIMITS
    place = (biases.clamp(low, high) - low) / (high - low) * (N_SLICES - 1)
    return place.nan_to_num(nan=(N_SLICES - 1) / 2)


def drawn_bias(biases: Tensor) -> Tensor:
    """Return the bias for which the surface is drawn when the neuron has ``biases``."""
    return biases.clamp(*BIAS_LIMITS).nan_to_num(nan=0.0)
