"""What every live number of the app is called; the columns of the data stand in single braces."""

from collections.abc import Mapping
from types import MappingProxyType

from visualizer.words.columns import LONG_NAMES

NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        **LONG_NAMES,
        "input_1": "{input_1}",
        "input_2": "{input_2}",
        "term_1": "{input_1} × w₁",
        "term_2": "{input_2} × w₂",
        "z": "sum before activation, z",
        "activation": "activation, f(z)",
        "derivative": "slope, f′(z)",
        "prediction": "prediction",
        "output": "output",
        "answer": "answer",
        "lowest_prediction": "lowest prediction within reach",
        "residual": "residual",
        "squared_error": "squared error",
        "loss": "loss (MSE)",
        "learning_rate": "learning rate",
        "step": "step",
        "gradient_weight_1": "gradient of w₁",
        "gradient_weight_2": "gradient of w₂",
        "gradient_bias": "gradient of b",
    }
)
"""In a few words, by the name of the number."""

ANSWERS = ("fail", "pass")
"""What the neuron says below one half, and from there on."""
