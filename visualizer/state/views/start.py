"""What the first page shows: the plainest neuron."""

from visualizer.core.architecture import make_neuron
from visualizer.state.setup_of import start_of
from visualizer.state.values import Values
from visualizer.state.views.neuron import NeuronView, examples_of, row_of


def start_view(values: Values) -> NeuronView:
    """Return what the checked ``values`` of the page show; they choose no function."""
    return NeuronView(make_neuron(), start_of(values), row_of(values), examples_of(values))
