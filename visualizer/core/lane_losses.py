"""The loss at many parameters, and the way in which they are passed through."""

from torch import Tensor

from visualizer.core.layer_lanes import LayerLanes
from visualizer.core.neuron_lanes import BareLanes, NeuronLanes
from visualizer.core.task import Task


def lane_losses(task: Task, parameters: Tensor) -> Tensor:
    """Return the loss at many parameters, in a way that autograd can follow.

    Args:
        task: What is to be learned.
        parameters: Shape ``(n_parameters, lanes)``; float32 or float64, which is then used for all.

    Returns:
        Shape ``(lanes,)``.

    Raises:
        ValueError: If the shapes do not match.
    """
    task.architecture.check_lanes(parameters)
    targets, dtype = task.targets, parameters.dtype
    targets = targets.to(dtype) if targets.is_floating_point() else targets
    way, values, axis = lanes_way(task, parameters)
    examples = way.examples(task.dataset.inputs.to(dtype), targets)
    errors = task.loss_kind.errors(way.forward(values, examples), examples.targets)
    return errors.mean(dim=0) if axis else errors.flatten(1).mean(dim=1)


def lanes_way(task: Task, parameters: Tensor) -> tuple[NeuronLanes | LayerLanes, Tensor, int]:
    """Return the way for many trainings, ``parameters`` laid out for it, and its axis of lanes.

    Args:
        task: What is to be learned.
        parameters: Shape ``(n_parameters, lanes)``.
    """
    n_lanes = parameters.shape[1]
    if task.architecture.is_neuron:
        is_bare = task.architecture.activations[0].name == "identity"
        return (BareLanes if is_bare else NeuronLanes)(task, n_lanes), parameters, 1
    return LayerLanes(task, n_lanes), parameters.t(), 0
