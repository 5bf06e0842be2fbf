"""Stability: the learning rate at which gradient descent starts to fly apart.

For a linear neuron (identity activation, identity output) the MSE is a quadratic bowl, and its
curvature, the Hessian, is the same everywhere. A step overshoots along its steepest direction by
more than it gained as soon as the rate exceeds 2/λmax. For other neurons the bowl is only what the
surface looks like close up, and there is no such limit for the whole of it.
"""

from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.core.neuron_lanes import with_ones


def hessian(dataset: Dataset) -> Tensor:
    """Return ``(2/n) XᵀX``, the curvature of a linear neuron's MSE; X has a column of ones.

    Returns:
        Second derivatives with respect to weights and bias, in this order. Shape
        ``(n_features + 1, n_features + 1)``, float64, since a condition number squares the
        rounding errors of the data.

    Example:
        >>> from visualizer.core import make_three_students
        >>> hessian(make_three_students())[2]
        tensor([10.6667, 10.0000,  2.0000], dtype=torch.float64)
    """
    design = with_ones(dataset.inputs.double())
    return 2 / dataset.n_samples * design.T @ design


@lru_cache(maxsize=64)
def learning_rate_limit(dataset: Dataset) -> float:
    """Return ``2/λmax``, the rate below which descent on a linear neuron's MSE cannot diverge.

    Below it the loss falls at every step, above it the loss grows without bound, from almost every
    start.

    Source:
        LeCun, Bottou, Orr and Müller (1998), Efficient BackProp, section 5.1.
    """
    return 2 / float(torch.linalg.eigvalsh(hessian(dataset))[-1])


def condition_number(dataset: Dataset) -> float:
    """Return ``λmax/λmin`` of the Hessian: how much steeper the bowl is one way than the other.

    At least 1, where the bowl is round and descent goes straight to the bottom. Infinite if the
    examples do not determine the parameters, such as two examples for three of them.
    """
    eigenvalues = torch.linalg.eigvalsh(hessian(dataset))
    smallest, largest = float(eigenvalues[0]), float(eigenvalues[-1])
    rounding = largest * len(eigenvalues) * torch.finfo(torch.float64).eps
    return largest / smallest if smallest > rounding else float("inf")
