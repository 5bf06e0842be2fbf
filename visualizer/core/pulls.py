"""The pull of each student: where a step would go if it were for that student alone."""

import torch
from torch import Tensor

from visualizer.core.kernels import BACKWARD
from visualizer.core.layer_lanes import LayerLanes
from visualizer.core.neuron_lanes import with_ones
from visualizer.core.passes import Examples
from visualizer.core.task import Task


@torch.no_grad()
def student_pulls(task: Task, parameters: Tensor) -> Tensor:
    """Return minus the gradient of every example's own error; of one neuron, autograd's own bits.

    Their mean over the examples is minus the gradient of the loss: a step goes where they agree.

    Args:
        task: Who learns what.
        parameters: Shape ``(n_parameters, lanes)``.

    Returns:
        Shape ``(n_samples, n_parameters, lanes)``.

    Raises:
        ValueError: If the shapes do not match.
    """
    task.architecture.check_lanes(parameters)
    if task.architecture.is_neuron and task.loss == "mse":
        return _pulls_on_a_neuron(task, parameters)
    # Every example in every lane is a training of its own, with one row to learn from.
    inputs, targets, n_lanes = task.dataset.inputs, task.targets, parameters.shape[1]
    way = LayerLanes(task, len(inputs) * n_lanes)
    values = parameters.t().repeat(len(inputs), 1)
    rows, answers = (each.repeat_interleave(n_lanes, dim=0)[:, None] for each in (inputs, targets))
    share = task.loss_kind.share(targets, 1, task.architecture.n_outputs).to(inputs.dtype)
    if task.loss == "cross_entropy":  # whose share holds the classes
        share = share.repeat_interleave(n_lanes, dim=0)[:, None]
    examples = Examples(rows, rows, answers, share)
    gradients, _ = way.look(values, examples)
    return -gradients.view(len(inputs), n_lanes, -1).mT


def _pulls_on_a_neuron(task: Task, parameters: Tensor) -> Tensor:
    design = with_ones(task.dataset.inputs)[:, :, None]
    activation, output = task.architecture.activations[0], task.architecture.answer
    z = (design * parameters).sum(dim=1)
    activations = activation.function(z)
    predictions = output.function(activations)
    signals = 2 * (predictions - task.dataset.targets[:, None])
    signals = BACKWARD[output.name](signals, activations, predictions)
    signals = BACKWARD[activation.name](signals, z, activations)
    return -(signals[:, None] * design)
