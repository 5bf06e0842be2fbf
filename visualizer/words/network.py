"""What is said of the drawing of the network and its parts; live numbers in double braces."""

from collections.abc import Mapping
from types import MappingProxyType

NETWORK = (
    "The network: {input_1} {{input_1}} times w₁ {{weight_1}}, plus {input_2} {{input_2}} times "
    "w₂ {{weight_2}}, plus the bias {{bias}}, gives z = {{z}}; the prediction is {{prediction}}: "
    "{{answer}}."
)

PART_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "weight_1": "w₁, the weight of {input_1}",
        "weight_2": "w₂, the weight of {input_2}",
        "bias": "b, the bias",
        "sum": "Σ, the sum",
        "function": "f, the activation function",
        "output": "σ, the sigmoid",
    }
)
"""What a screen reader calls each part."""

WORKED: Mapping[str, str] = MappingProxyType(
    {
        "weight_1": "{{input_1}} × {{weight_1}} = {{term_1}}",
        "weight_2": "{{input_2}} × {{weight_2}} = {{term_2}}",
        "bias": "1 × {{bias}} = {{bias}}",
        "sum": "z = {{term_1}} {{term_2}} {{bias}} = {{z}}",
        "function": "{function}({{z}}) = {{activation}}",
        "output": "sigmoid({{activation}}) = {{output}} = {{prediction}}",
    }
)
"""How the number of each part is worked out."""

KEYS = (
    "Parts of the drawing: the arrows left and right go from one to the next, up and down change "
    "its number, Enter opens how it comes about"
)
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "mouse": "Drag a line, and its number follows. Click any part to see its numbers.",
        "touch": "Slide a line sideways, and its number follows. Tap any part to see its numbers.",
    }
)
