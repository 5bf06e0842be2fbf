"""What each diagnosis is called on the page, and what it means, in plain words."""

from collections.abc import Mapping
from types import MappingProxyType

from visualizer.core.diagnosis import DIAGNOSES

# {loss} stands for the racer's loss at the end.
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

NAMES: Mapping[str, str] = MappingProxyType({word: _MEANINGS[word][0] for word in DIAGNOSES})
"""Each diagnosis as it stands on the page, in the order of ``DIAGNOSES``."""


def meanings(loss: str) -> tuple[str, ...]:
    """Return what each diagnosis means, in the order of ``DIAGNOSES``.

    Args:
        loss: Name of the live number that holds the loss at the end.
    """
    return tuple(_MEANINGS[word][1].replace("{loss}", f"{{{loss}}}") for word in DIAGNOSES)
