"""The loss: one number that says how wrong the predictions are.

Each example has a residual, its square is a parabola over the prediction, and the mean of the
squares is the MSE. There is no factor ½ in it.
"""

import torch
from torch import Tensor
from torch.nn import functional as F


def residuals(predictions: Tensor, targets: Tensor) -> Tensor:
    """Return ``predictions − targets``: positive where the prediction is too high.

    Args:
        predictions: What the neuron says. Any shape.
        targets: The right answers. The same shape, so that nothing is broadcast by accident.

    Returns:
        One residual per prediction, in the units of the target. Same shape.

    Raises:
        ValueError: If the shapes differ.
    """
    _check_shapes(predictions, targets)
    return predictions - targets


def squared_errors(predictions: Tensor, targets: Tensor) -> Tensor:
    """Return ``(predictions − targets)²``, the error of every example on its own.

    Args:
        predictions: What the neuron says. Any shape.
        targets: The right answers. The same shape.

    Returns:
        One number of at least 0 per prediction. Same shape.

    Raises:
        ValueError: If the shapes differ.
    """
    return residuals(predictions, targets).square()


def squared_error_slopes(predictions: Tensor, targets: Tensor) -> Tensor:
    """Return the slope of each parabola where its prediction stands, found by ``backward()``.

    It is 2 · (prediction − target): negative where the prediction is too low, so that raising it
    lowers the error.

    Args:
        predictions: What the neuron says. Any shape.
        targets: The right answers. The same shape.

    Returns:
        ∂error/∂prediction of every example. Same shape.

    Raises:
        ValueError: If the shapes differ.

    Example:
        >>> squared_error_slopes(torch.tensor([0.75]), torch.tensor([1.0]))
        tensor([-0.5000])
    """
    movable = predictions.detach().clone().requires_grad_()
    (slopes,) = torch.autograd.grad(squared_errors(movable, targets).sum(), movable)
    return slopes


def mse(predictions: Tensor, targets: Tensor) -> Tensor:
    """Return the mean squared error ``mean((predictions − targets)²)``, as ``nn.MSELoss`` does.

    Args:
        predictions: What the neuron says. Any shape.
        targets: The right answers. The same shape.

    Returns:
        One number of at least 0. Shape ``()``.

    Raises:
        ValueError: If the shapes differ, which PyTorch would answer with a warning and a wrong
            number.

    Example:
        >>> import torch
        >>> mse(torch.tensor([1.0, 3.0]), torch.tensor([1.0, 1.0]))
        tensor(2.)
    """
    _check_shapes(predictions, targets)
    return F.mse_loss(predictions, targets)


def _check_shapes(predictions: Tensor, targets: Tensor) -> None:
    if predictions.shape != targets.shape:
        raise ValueError(
            f"targets must have shape {tuple(predictions.shape)} to match predictions, "
            f"got {tuple(targets.shape)}"
        )
