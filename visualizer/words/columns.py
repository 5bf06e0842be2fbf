"""What the neuron's parts are called, with the columns of the data at hand in their names."""

from collections.abc import Mapping
from types import MappingProxyType

LONG_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "weight_1": "weight of {input_1}, w₁",
        "weight_2": "weight of {input_2}, w₂",
        "bias": "bias, b",
    }
)
"""Along an axis, under a number."""

OWN_CONTROLS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "input_1": ("{input_1}", "The first input."),
        "input_2": ("{input_2}", "The second input."),
        "weight_1": ("Weight of {input_1}", "How much {input_1} counts."),
        "weight_2": ("Weight of {input_2}", "How much {input_2} counts."),
    }
)
"""Label and help of each control that speaks of a column, for other data than the lesson's."""
