"""The bugs of the clinic: what each is called, and why it does what it does."""

from collections.abc import Mapping
from types import MappingProxyType

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "zero_grad": "zero_grad is forgotten",
        "step": "step is missing",
        "backward": "backward is missing",
        "old_optimizer": "The optimizer holds the weights of an older model",
        "detached": "The loss is cut off from the weights",
        "shapes": "Shapes (n, 1) against (n,)",
        "sign": "The update goes uphill",
        "too_long": "Raw hours: the step is too long",
        "summed": "The loss is a sum: the step is too long",
        "dead_relu": "ReLU is dead from the start",
        "double_sigmoid": "Two sigmoids, one after the other",
        "equal_starts": "All units start equal",
        "no_activation": "The activation is forgotten",
        "out_of_step": "The answers are out of step with the rows",
    }
)
"""For who makes a patient; nobody else reads them before the diagnosis."""

DATA: Mapping[str, str] = MappingProxyType(
    {
        "three": "three students",
        "twelve": "twelve students",
        "either": "either much study or much sleep",
    }
)
ARCHITECTURES: Mapping[str, str] = MappingProxyType(
    {
        "linear": "a linear neuron",
        "sigmoid": "a neuron with a sigmoid",
        "relu": "a neuron with ReLU",
        "network": "a network with four hidden units",
    }
)

WHY: Mapping[str, str] = MappingProxyType(
    {
        "zero_grad": "`backward` adds to what lies in `.grad`, so without `zero_grad` each step "
        "goes along the sum of all gradients so far. The weights swing past their goal like a "
        "pendulum.",
        "step": "`backward` only fills `.grad`; what moves the weights is a line of its own. "
        "Without it every step works out the same gradient, and nothing comes of it.",
        "backward": "Only `backward` fills `.grad`. An optimizer leaves weights alone whose "
        "`.grad` is `None`, and says nothing about it.",
        "old_optimizer": "The optimizer was given the weights of the first model, and a second one "
        "took its name afterwards. `backward` fills the `.grad` of the new weights, and "
        "`step` looks at the old ones, whose `.grad` is `None`: nothing moves.",
        "detached": "The loss no longer knows where it came from: the line made a plain number of "
        "it, or took the predictions off the graph. `backward` finds no way to the weights, so "
        "their `.grad` stays `None`.",
        "shapes": "One row of answers under a column of predictions makes a square: each "
        "prediction is compared with every answer. What pleases all answers at once is their "
        "mean, so the loss stops at their variance.",
        "sign": "The gradient points to where the loss grows. Who adds it walks uphill, "
        "step by step.",
        "too_long": "Inputs that are ten times as large make the valley curve up to a hundred "
        "times as much. A rate that was right for hours divided by ten now overshoots further in "
        "every step.",
        "summed": "A sum over the examples is as many times larger than their mean as there are "
        "examples, and so is its gradient. The rate was right for the mean; for the sum each "
        "step is too long.",
        "dead_relu": "At this start every z lies below 0, where ReLU is flat. A gradient of "
        "exactly 0 moves nothing, however long you wait.",
        "double_sigmoid": "`BCEWithLogitsLoss` already puts a sigmoid over what it is given. After "
        "a second one it only sees numbers between 0.5 and 0.731, and no answer can be sure.",
        "equal_starts": "Units that start equal get equal gradients, so they stay equal for ever. "
        "Four equal units can do no more than one.",
        "no_activation": "Two layers without an activation between them are one layer. Its border "
        "is straight, and no straight line parts these examples.",
        "out_of_step": "The rows were put into another order, and their answers were not. The "
        "program learns what it is told: the answer of somebody else.",
    }
)
"""Said once the diagnosis is right; Markdown."""

_FLAT = (
    "**One curve, many reasons:** {others} of the ward with another bug {have} a loss as flat as "
    "this one. Only the weights and their `.grad` tell which bug it is."
)
_PLATEAU = (
    "**One curve, many reasons:** a loss that stops at what one and the same guess for everybody "
    "would cost says that all predictions became nearly the same. With squared errors that is the "
    "variance of the answers. {others} of the ward with another bug {have} such a loss: what made "
    "the predictions the same is another question."
)
_EXPLOSION = (
    "**One curve, many reasons:** {others} of the ward with another bug {have} a loss that "
    "explodes. Compare the learning rate with its limit, and the way of a weight with its gradient."
)
_CREEP = (
    "**Uphill, and no explosion:** a sigmoid keeps every error below 1, so the loss only creeps up "
    "and stays there. With a linear neuron the same bug makes it explode."
)
_HEALTHY = (
    "**A curve that looks healthy** says only that the program learns what it is told. Look at the "
    "weights: does a student who studies more get a higher score?"
)
CURVES: Mapping[str, str] = MappingProxyType(
    {
        "flat": _FLAT,
        "plateau": _PLATEAU,
        "explosion": _EXPLOSION,
        "creep": _CREEP,
        "healthy": _HEALTHY,
    }
)
"""What else may look like that, for who has found the one that it was. No other bug is named:
that patient may still be waiting."""
ONE_OTHER, OTHERS = "1 patient", "{count} patients"
HAS, HAVE = "has", "have"

ENDS = (
    "In {n_steps} steps the loss of the patient goes from {first} to {last}. Fixed, it ends at "
    "{mended}."
)
STOPS = "The patient stops in its first step. Fixed, its loss ends at {mended}."
