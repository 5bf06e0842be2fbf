"""What each diagnosis of a training is called on the page, and what it means, in plain words."""

from collections.abc import Mapping
from types import MappingProxyType

_MEANINGS = {
    "diverged": (
        "diverged",
        "Every step overshoots the valley by more than it gained, so the loss grows and grows. "
        "Bigger is not faster.",
    ),
    "dead": (
        "dead",
        "For no student is z above 0, so ReLU is flat for all of them and the gradient is exactly "
        "0. The loss looks settled at {loss}, but nothing can ever move again.",
    ),
    "finished": (
        "finished",
        "Its loss, {loss}, is as low as this neuron is known to get with these students. More "
        "steps would gain nothing.",
    ),
    "saturated": (
        "saturated",
        "For every student the curve is almost level where z has landed, so hardly any gradient "
        "gets through. The loss rests at {loss} because nothing pushes, not because it is good.",
    ),
    "oscillating": (
        "oscillating",
        "The gradient keeps turning round: each step crosses the valley and lands on the other "
        "side. Most of the way is spent on the bouncing. The loss ends at {loss}.",
    ),
    "flat": (
        "flat, not finished",
        "The loss stands still at {loss}, yet this neuron can do better. It sits on level ground: "
        "a flat loss is not a finished one.",
    ),
    "crawling": (
        "crawling",
        "The right way, but too slow: the last quarter of the steps closed less than half of what "
        "was still missing. The loss ends at {loss}.",
    ),
    "converging": (
        "converging",
        "On its way: the last quarter of the steps closed at least half of what was still missing. "
        "The loss ends at {loss}.",
    ),
}

DIAGNOSES: Mapping[str, tuple[str, str]] = MappingProxyType(_MEANINGS)
"""The word of each diagnosis and its sentence; ``{loss}`` stands for the loss at the end."""
