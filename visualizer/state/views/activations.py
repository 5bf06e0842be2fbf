"""What the page of the activation functions shows."""

from dataclasses import dataclass

from visualizer.core.architecture import make_neuron
from visualizer.core.datasets import Dataset
from visualizer.core.task import Task
from visualizer.state.values import Values, text
from visualizer.state.views.neuron import NeuronView, neuron_view
from visualizer.tables.loading import MOST_DRAWN, load_dataset


@dataclass(frozen=True)
class ActivationsView:
    """A neuron on the curve of its activation, and the students of the data beside it.

    Attributes:
        own: The neuron and the student at hand.
        second: Name of a function that is laid over the neuron's own, or ``None``.
        dataset: The students, unscaled, no more than are drawn one by one.
    """

    own: NeuronView
    second: str | None
    dataset: Dataset


def activations_view(values: Values) -> ActivationsView:
    """Return what the checked ``values`` of the page show; a function never lies over itself."""
    own, second = neuron_view(values), text(values, "second_activation")
    return ActivationsView(
        own,
        None if second in ("none", own.activation) else second,
        load_dataset(text(values, "dataset"), most=MOST_DRAWN),
    )


def experiment_task(values: Values) -> Task:
    """Return what is learned in the experiment, with an activation that it replaces itself."""
    data = load_dataset(text(values, "dataset"), text(values, "scaling"))
    return Task(make_neuron(output=text(values, "output")), data)
