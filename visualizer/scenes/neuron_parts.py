"""The parts of the drawn neuron: lines that can be dragged, and how each number is worked out."""

from visualizer.figures.network import (
    ANSWER,
    FUNCTION,
    INPUT_1,
    INPUT_2,
    NODE,
    ONE,
    OUTPUT,
    SMALL_NODE,
    SUM,
)
from visualizer.live.part import Part, Parts
from visualizer.scenes.names import Names
from visualizer.words.network import HINTS, KEYS, PART_LABELS, WORKED

# Part → what it carries, its way, where it says how that is made; of a line its text and its ends.
_LINES = {
    "weight_1": ("term_1", (INPUT_1, SUM), (4.2, 8.4), ("weight_labels", 0), (NODE, NODE)),
    "weight_2": ("term_2", (INPUT_2, SUM), (1.7, 1.0), ("weight_labels", 1), (NODE, NODE)),
    "bias": ("bias", (ONE, SUM), (5.2, 2.15), ("bias_label", 0), (SMALL_NODE, NODE)),
}
_NODES = {
    "sum": ("z", (SUM, FUNCTION), (5.1, 8.4)),
    "function": ("activation", (FUNCTION, OUTPUT), (5.95, 8.4)),
    "output": ("prediction", (OUTPUT, ANSWER), (8.3, 8.4)),
}


def neuron_parts(names: Names, activation_label: str = "identity") -> Parts:
    """Return what can be taken hold of in the drawing of one neuron.

    Args:
        names: What the inputs are called.
        activation_label: The name of its activation function.
    """
    labels = {name: names.fill(label) for name, label in PART_LABELS.items()}
    worked = {name: names.fill(text, function=activation_label) for name, text in WORKED.items()}
    lines = tuple(
        Part(name, labels[name], worked[name], carries, way, at, ends=ends, text=text, control=name)
        for name, (carries, way, at, text, ends) in _LINES.items()
    )
    nodes = tuple(
        Part(name, labels[name], worked[name], carries, way, at, node=NODE)
        for name, (carries, way, at) in _NODES.items()
    )
    return Parts((*lines, *nodes), KEYS, HINTS)
