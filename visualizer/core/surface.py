"""The loss over two parameters: the real model's, point by point.

For one neuron the third parameter can be held at many values, and the slices together are its whole
loss surface. For a network two parameters of many give a slice of it. Either way it is a picture of
the parameters' space, not of anything the student could walk on: every point is another network,
and its height is how wrong that network is on the data.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.architecture import make_neuron
from visualizer.core.lane_losses import lane_losses
from visualizer.core.neuron_lanes import with_ones
from visualizer.core.task import Task

AXES = make_neuron().names
"""The parameters that can span the surface of the lesson's neuron; the one left over is held."""

_POINTS_AT_ONCE = 16_384
# 64 kB per intermediate result: few enough for the second-level cache, many enough that the
# overhead of the PyTorch calls does not show.


@dataclass(frozen=True, eq=False)
class Axis:
    """A parameter that takes many values, the others held.

    Attributes:
        name: One of the architecture's ``names``.
        values: Shape ``(n_values,)``.

    Raises:
        ValueError: If ``values`` is not one row of numbers.
    """

    name: str
    values: Tensor

    def __post_init__(self) -> None:
        if self.values.ndim != 1:
            raise ValueError(
                f"values of {self.name} must have one axis, got shape {tuple(self.values.shape)}"
            )


@torch.no_grad()
def loss_surfaces(
    task: Task, across: Axis, up: Axis, held: Axis | None = None, parameters: Tensor | None = None
) -> Tensor:
    """Return the loss over a grid of two parameters, for every value of a third.

    Args:
        task: Who learns what.
        across: The parameter along the columns.
        up: The parameter along the rows.
        held: The parameter that each slice holds at another value; one slice if ``None``.
        parameters: Where all others stay. May be left out where there are no others. Shape
            ``(n_parameters,)``.

    Returns:
        Losses. Shape ``(slices, rows, columns)``.

    Raises:
        ValueError: If the axes are unknown or not different (the message lists the choices), or
            nothing says where another parameter stays.

    Example:
        >>> from visualizer.core import Task, make_neuron, make_three_students
        >>> task, grid = Task(make_neuron(), make_three_students()), torch.zeros(3)
        >>> loss_surfaces(task, *(Axis(name, grid) for name in AXES)).shape
        torch.Size([3, 3, 3])
    """
    axes = (across, up) if held is None else (across, up, held)
    spans = _spans(task, axes)
    base = _base(task, spans, parameters)
    simple = task.architecture.is_neuron and task.loss == "mse"
    losses = _neuron_grid(task, spans, base) if simple else _grid(task, spans, base)
    return losses.view(-1, len(up.values), len(across.values))


def remaining_axis(axis_1: str, axis_2: str) -> str:
    """Return the parameter of the lesson's neuron that is held while the other two span a surface.

    Raises:
        ValueError: If the axes are not two different ones of ``AXES``.

    Example:
        >>> remaining_axis("weight_1", "bias")
        'weight_2'
    """
    left_over = [axis for axis in AXES if axis not in (axis_1, axis_2)]
    if len(left_over) != 1:
        raise ValueError(
            f"axes must be two different ones of {', '.join(AXES)}; not {axis_1!r} and {axis_2!r}"
        )
    return left_over[0]


Spans = dict[int, Tensor]
"""From the place of a parameter to its values: along the columns, the rows, the slices."""


def _spans(task: Task, axes: Sequence[Axis]) -> Spans:
    names = task.architecture.names
    chosen = [axis.name for axis in axes]
    if len({*chosen}) < len(chosen) or not {*chosen} <= {*names}:
        raise ValueError(
            f"axes must be different ones of {', '.join(names)}; not {' and '.join(chosen)}"
        )
    return {names.index(axis.name): axis.values for axis in axes}


def _base(task: Task, spans: Spans, parameters: Tensor | None) -> Tensor:
    """Return where all parameters stay, 0 for those that span the picture."""
    if parameters is None:
        if len(spans) < task.architecture.n_parameters:
            raise ValueError("parameters must say where those stay that no axis names")
        return torch.zeros(len(spans))
    task.architecture.check(parameters, "parameters")
    return parameters.index_fill(0, torch.tensor([*spans]), 0.0)


def _neuron_grid(task: Task, spans: Spans, base: Tensor) -> Tensor:
    """Return the MSE of one neuron, whose z splits into a part per column and one per row."""
    design = with_ones(task.dataset.inputs)
    (column, columns), (row, rows), *slices = spans.items()
    along_columns = design[:, column, None] * columns
    along_rows = design[:, row, None, None] * rows
    for place, held in slices:
        along_rows = along_rows + design[:, place, None, None] * held[:, None]
    if len(spans) < len(base):
        along_rows = along_rows + (design @ base)[:, None, None]
    return _neuron_losses(task, along_rows.flatten(start_dim=1), along_columns)


def _neuron_losses(task: Task, along_rows: Tensor, along_columns: Tensor) -> Tensor:
    """Return the MSE where ``z = along_rows[:, r] + along_columns[:, c]``. Shape ``(R, C)``."""
    n_rows, n_columns = along_rows.shape[1], along_columns.shape[1]
    losses, targets = torch.zeros(n_rows, n_columns), task.dataset.targets
    rows_at_once = max(1, _POINTS_AT_ONCE // max(1, n_columns))
    for first in range(0, n_rows, rows_at_once):
        chunk = losses[first : first + rows_at_once]
        rows = along_rows[:, first : first + rows_at_once, None]
        for target, row, column in zip(targets, rows, along_columns, strict=True):
            errors = task.architecture.predict(row + column).sub_(target)
            chunk.addcmul_(errors, errors)
    return losses.div_(len(targets))


def _grid(task: Task, spans: Spans, base: Tensor) -> Tensor:
    """Return the loss of any network at every point, one lane for each. Shape ``(points,)``."""
    counts = [len(values) for values in spans.values()]
    places = torch.arange(math.prod(counts))
    at_once = max(1, _POINTS_AT_ONCE // task.dataset.n_samples)
    found = []
    for chunk in places.split(at_once):
        parameters = base[:, None].repeat(1, len(chunk))
        apart = 1  # how many points lie between two neighbours along an axis
        for place, values in spans.items():
            parameters[place] = values[chunk // apart % len(values)]
            apart *= len(values)
        found.append(lane_losses(task, parameters))
    return torch.cat(found)
