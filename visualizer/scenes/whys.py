"""The numbers that the short answers to an expert's questions quote, by PyTorch's autograd."""

from functools import cache

import torch
from torch import nn

from visualizer.state.number_texts import rounded

SURE = 5.0  # a z at which a sigmoid is all but sure


@cache
def why_numbers() -> dict[str, str]:
    """Return how steep two losses are where a neuron is sure that one passes, who failed."""
    z, failed = torch.tensor(SURE, requires_grad=True), torch.tensor(0.0)
    prediction = torch.sigmoid(z)
    (squared,) = torch.autograd.grad(nn.functional.mse_loss(prediction, failed), z)
    crossed = nn.functional.binary_cross_entropy_with_logits(z, failed)
    (cross_entropy,) = torch.autograd.grad(crossed, z)
    return {
        "z": rounded(SURE, 2),
        "prediction": f"{rounded(100 * prediction.item(), 1)} %",
        "mse_slope": rounded(squared.item(), 4),
        "cross_entropy_slope": rounded(cross_entropy.item(), 4),
    }
