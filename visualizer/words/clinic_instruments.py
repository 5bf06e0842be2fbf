"""The instruments of the bug clinic: what each is called, and what it says."""

from collections.abc import Mapping
from types import MappingProxyType

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "log": "Loss, logarithmic",
        "weights": "Weights and .grad",
        "layers": "Gradient of each layer",
        "update": "Update against weight",
        "z": "z and activations",
        "predictions": "Predictions against targets",
        "shapes": "Shapes",
        "rate": "Learning rate against the limit",
    }
)
"""On its button, and over it."""

LOG_SAID = "The same loss on a logarithmic axis. In step {step} it is {loss}."
WEIGHT_LINE = "{name} {{at_{place}}} → {{then_{place}}}   .grad {{grad_{place}}}"
"""One weight or bias before and after the lines of a step; the places are live numbers."""
BY_LINE_TITLE = "{name}, after each line of the step"
BY_LINE = "{{line_{place}}}   .grad {{line_grad_{place}}}"
"""Under the line of the program."""
NONE = "None"
NOT_REACHED = "–"
"""Stands for a gradient where the program had stopped before."""
NOT_A_NUMBER, TOO_LARGE, TOO_LOW = "nan", "inf", "−inf"
LAYERS_SAID = "The length of the gradient of each layer over the steps. In step {{step}}: {layers}."
LAYER = "layer {number}"
LAYER_NOW = "{layer}: {{{name}}}"
LAYERS_NOTE = "A length of exactly 0 has no place on this axis: only its number is told."
UPDATE_SAID = (
    "How far a step moves the weights, in parts of how large they are. In step {step} it is "
    "{update}."
)
UPDATE_NOW = (
    "Step {step} moves the weights by {update} of their own length.",
    "Step {step}, the last one, moves the weights by {update} of their own length.",
    "In step {step} the weights are no numbers any more.",
    "The program stopped before it could move the weights.",
    "Step {step} does not move the weights at all. An update of exactly 0 has no place on this "
    "axis.",
)
"""In a step, in the last one, after an explosion, where an error stopped it, and for exactly 0."""
UPDATE_AXIS, GRADIENT_AXIS = "update ÷ weight", "length of the gradient"
Z_SAID = "z and the activation of every example in every layer, in step {step}."
Z_OF_LAYER = "z and activations of layer {number}"
Z_NOW = (
    "{below} of {all_z} z lie below 0.",
    "{lost} of {all_z} z are no numbers any more.",
    "The program stopped before this step: there is no z here.",
)
"""In a step, after an explosion, and where an error stopped it."""
PREDICTIONS_NOW = "The lowest prediction is {least}, the highest {most}."
Z_AXIS, EXAMPLE_AXIS = "value", "example"
Z, ACTIVATION, PREDICTION, TARGET = "z", "activation", "prediction", "target"
LOGIT = "prediction, before the loss puts a sigmoid over it"
LOGITS_NOTE = (
    "BCEWithLogitsLoss puts a sigmoid over each prediction before it compares it with its "
    "target: a prediction of 0 becomes 0.5 there."
)
PREDICTIONS_SAID = "The prediction and the target of every example, in step {step}."
ANSWER_AXIS = "answer"
SHAPE_LINE = "{name}: {shape}"
WARNING = "PyTorch warned once: “{text}”"
NO_WARNING = "PyTorch gave no warning."
RATE_BELOW = (
    "The learning rate is {rate}. For this loss the limit is {limit}: a longer step overshoots "
    "further each time. This one is shorter."
)
RATE_ABOVE = (
    "The learning rate is {rate}. For this loss the limit is {limit}: a longer step overshoots "
    "further each time. This one is longer."
)
RATE_WITHOUT = (
    "The learning rate is {rate}. This loss is no parabola in its weights: it has no one limit "
    "that holds everywhere."
)
