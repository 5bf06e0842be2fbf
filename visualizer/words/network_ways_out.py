"""What leads out of trouble with a network: what the buttons say."""

from collections.abc import Mapping
from types import MappingProxyType

FOUND: Mapping[str, str] = MappingProxyType(
    {
        "diverged": "The training diverged.",
        "beyond": "A weight is too large to compute with.",
        "straight": "The border cannot bend.",
        "dead": "{count} of {n_units} hidden units are dead.",
        "copies": "{count} of {n_units} hidden units only repeat another one.",
        "saturated": "{count} of {n_units} hidden units are saturated.",
        "vanishing": "Hardly any gradient reaches the first layer.",
        "overfits": "The loss on the test examples rises.",
    }
)
"""What is wrong: stands before the button that leads out of it."""
ONE_UNIT: Mapping[str, str] = MappingProxyType(
    {
        "dead": "1 of {n_units} hidden units is dead.",
        "copies": "1 of {n_units} hidden units only repeats another one.",
        "saturated": "1 of {n_units} hidden units is saturated.",
    }
)
"""The same of a single unit."""
FOUND_OF_NUMBERS: Mapping[str, str] = MappingProxyType(
    {**FOUND, "straight": "The answer cannot bend over the plane."}
)
"""In place of ``FOUND`` where the right answers are numbers."""
ANOTHER_START = "Another random start"
AT_RANDOM = "Draw the weights at random"
SLOWER: Mapping[float, str] = MappingProxyType(
    {
        0.1: "A tenth of the learning rate",
        0.01: "A hundredth of the learning rate",
        0.001: "A thousandth of the learning rate",
    }
)
USUAL_RATE = "The usual learning rate"
USE: Mapping[str, str] = MappingProxyType(
    {"tanh": "Use tanh", "relu": "Use ReLU", "leaky_relu": "Use leaky ReLU"}
)
A_LAYER = "Add a hidden layer"
A_LAYER_OF_TANH = "Add a hidden layer of tanh"
ONE_LAYER = "One hidden layer only"
BACK_TO = "Back to step {step}, where the test loss was lowest"
