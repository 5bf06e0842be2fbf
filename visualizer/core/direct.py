"""One training by the lesson's recipe, without the bookkeeping of the loop that students read.

Hooks, modules and autograd's graph take ten times as long as the arithmetic of one neuron, and a
server repeats them at every release of a slider. ``visualizer.core.kernels`` calls what they would
call in the end.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from visualizer.core.datasets import Dataset
from visualizer.core.kernels import BACKWARD
from visualizer.core.neuron import Neuron

Rows = dict[str, list[Tensor]]
"""For each field of a trajectory what was noted before every step, and once after the last."""


@torch.inference_mode()
def train_directly(
    neuron: Neuron, dataset: Dataset, weight: Tensor, bias: Tensor, rates: list[float]
) -> Rows:
    """Return what full-batch SGD goes through, one step for each of ``rates``.

    Args:
        neuron: The architecture.
        dataset: The examples.
        weight: Where the weights start. Shape ``(n_features,)``.
        bias: Where the bias starts. Shape ``()``.
        rates: The learning rate of every step.

    Returns:
        One row more than there are steps; equal bit for bit to what an ``nn.Sequential``,
        ``nn.MSELoss`` and ``torch.optim.SGD`` go through.
    """
    inputs, targets = dataset.inputs, dataset.targets[:, None]
    weights, biases = weight[None].clone(), bias[None].clone()
    activate, answer = (stage.function for stage in neuron.stages)
    answer_back, activate_back = BACKWARD[neuron.output], BACKWARD[neuron.activation]
    share = torch.tensor(2 / len(inputs))  # a call with a bare number in it takes twice as long
    noted = []
    for rate in (*rates, None):  # the last row only looks
        sums = F.linear(inputs, weights, biases)
        activations = activate(sums)
        predictions = answer(activations)
        misses = predictions - targets
        signals = answer_back(misses * share, activations, predictions)
        signals = activate_back(signals, sums, activations)
        weight_grad, bias_grad = signals.t().mm(inputs), signals.sum(dim=0)
        noted.append(
            (weights, biases, misses, weight_grad, bias_grad, sums, activations, predictions)
        )
        if rate is not None:
            weights = weights.add(weight_grad, alpha=-rate)
            biases = biases.add(bias_grad, alpha=-rate)
    names = (
        "weights", "biases", "losses", "weight_gradients", "bias_gradients",
        "pre_activations", "activations", "predictions",
    )  # fmt: skip
    rows = {name: list(each) for name, each in zip(names, zip(*noted, strict=True), strict=True)}
    # The means of all steps at once: one call for each would cost as much as a tenth of the rest.
    rows["losses"] = list(torch.stack(rows["losses"]).squeeze(2).square_().mean(dim=1))
    return rows
