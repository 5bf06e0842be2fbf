"""The pull of each student: where a step would go if it were for that student alone."""

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.core.lanes import check_lanes, with_ones
from visualizer.core.neuron import Neuron


def student_pulls(neuron: Neuron, dataset: Dataset, weights: Tensor, biases: Tensor) -> Tensor:
    """Return ``−∂(prediction − target)²/∂parameters`` of every example, by autograd.

    Their mean over the examples is minus the gradient of the MSE: a step goes where they agree.

    Args:
        neuron: The architecture.
        dataset: The examples.
        weights: Shape ``(n_features, lanes)``.
        biases: Shape ``(lanes,)``.

    Returns:
        Weights first, the bias last. Shape ``(n_samples, n_features + 1, lanes)``.

    Raises:
        ValueError: If the shapes do not match.
    """
    check_lanes(dataset.inputs, weights, biases)
    design = with_ones(dataset.inputs)
    # One copy of the parameters for each example, so that no example adds to another's gradient.
    own = torch.cat([weights, biases[None]]).repeat(len(design), 1, 1).requires_grad_()
    z = (design[:, :, None] * own).sum(dim=1)
    errors = neuron.predict(z) - dataset.targets[:, None]
    errors.square().sum().backward()
    return -own.grad
