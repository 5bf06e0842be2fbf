"""What leads out of trouble with a network: what the buttons say."""

from collections.abc import Mapping
from types import MappingProxyType

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
