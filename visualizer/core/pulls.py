"""The pull of each student: where a step would go if it were for that student alone."""

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset
from visualizer.core.kernels import backward_stages, forward_stages
from visualizer.core.lanes import check_lanes, with_ones
from visualizer.core.neuron import Neuron


@torch.no_grad()
def student_pulls(neuron: Neuron, dataset: Dataset, weights: Tensor, biases: Tensor) -> Tensor:
    """Return ``−∂(prediction − target)²/∂parameters`` of every example, bit for bit autograd's.

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
    design = with_ones(dataset.inputs)[:, :, None]
    z = (design * torch.cat([weights, biases[None]])).sum(dim=1)
    activations, predictions = forward_stages(neuron, z)
    signals = 2 * (predictions - dataset.targets[:, None])
    signals = backward_stages(neuron, signals, z, activations, predictions)
    return -(signals[:, None] * design)
