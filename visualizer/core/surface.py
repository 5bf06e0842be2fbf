"""The loss surface: the MSE of the real model over two of its parameters.

It is a picture of the parameters' space, not of anything the student could walk on: every point is
another neuron, and its height is how wrong that neuron is on the data.
"""

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.core.lanes import with_ones
from visualizer.core.neuron import Neuron

AXES = ("weight_1", "weight_2", "bias")
"""The parameters that can span a surface; the one left over is held."""

_POINTS_AT_ONCE = 16_384
# 64 kB per intermediate result: few enough for the second-level cache, many enough that the
# overhead of the PyTorch calls does not show.


@torch.no_grad()
def loss_surfaces(
    neuron: Neuron,
    dataset: Dataset,
    axis_1: str,
    axis_2: str,
    values_1: Tensor,
    values_2: Tensor,
    held: Tensor,
) -> Tensor:
    """Return the MSE over a grid of two parameters, for every value of the third.

    Args:
        neuron: The architecture.
        dataset: The examples, with two features.
        axis_1: Parameter along the columns, one of ``AXES``.
        axis_2: Parameter along the rows, another one of ``AXES``.
        values_1: Values of the first axis. Shape ``(columns,)``.
        values_2: Values of the second axis. Shape ``(rows,)``.
        held: Values of the remaining parameter. Shape ``(slices,)``.

    Returns:
        Losses. Shape ``(slices, rows, columns)``.

    Raises:
        ValueError: If the axes are unknown or the same, a list of values is not one row of
            numbers, or the data set has not two features.

    Example:
        >>> from visualizer.core.datasets import load_dataset
        >>> grid, held = torch.tensor([-1.0, 0.0, 1.0]), torch.tensor([0.0])
        >>> students = load_dataset("three_students")
        >>> loss_surfaces(Neuron(), students, "weight_1", "weight_2", grid, grid, held).shape
        torch.Size([1, 3, 3])
    """
    held_axis = remaining_axis(axis_1, axis_2)
    _check_grid(dataset, values_1, values_2, held)
    columns_of = dict(zip(AXES, with_ones(dataset.inputs).T, strict=True))
    # z splits into a part per column of the picture, and one per row of each slice.
    along_columns = columns_of[axis_1][:, None] * values_1
    along_rows = (
        columns_of[axis_2][:, None, None] * values_2
        + columns_of[held_axis][:, None, None] * held[:, None]
    ).flatten(start_dim=1)
    losses = _grid_losses(neuron, dataset.targets, along_rows, along_columns)
    return losses.view(len(held), len(values_2), len(values_1))


def remaining_axis(axis_1: str, axis_2: str) -> str:
    """Return the parameter that is held while the other two span a surface.

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


def _grid_losses(
    neuron: Neuron, targets: Tensor, along_rows: Tensor, along_columns: Tensor
) -> Tensor:
    """Return the MSE where ``z = along_rows[:, r] + along_columns[:, c]``. Shape ``(R, C)``."""
    n_rows, n_columns = along_rows.shape[1], along_columns.shape[1]
    losses = torch.zeros(n_rows, n_columns)
    rows_at_once = max(1, _POINTS_AT_ONCE // max(1, n_columns))
    for first in range(0, n_rows, rows_at_once):
        chunk = losses[first : first + rows_at_once]
        rows = along_rows[:, first : first + rows_at_once, None]
        for target, row, column in zip(targets, rows, along_columns, strict=True):
            errors = neuron.predict(row + column).sub_(target)
            chunk.addcmul_(errors, errors)
    return losses.div_(len(targets))


def _check_grid(dataset: Dataset, values_1: Tensor, values_2: Tensor, held: Tensor) -> None:
    if dataset.n_features != 2:
        raise ValueError(f"dataset must have 2 features for a surface, got {dataset.n_features}")
    for name, values in (("values_1", values_1), ("values_2", values_2), ("held", held)):
        if values.ndim != 1:
            raise ValueError(f"{name} must have one axis, got shape {tuple(values.shape)}")
