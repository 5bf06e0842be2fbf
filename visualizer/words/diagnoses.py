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
        "For no example is z above 0, so ReLU is flat for all of them and the gradient is exactly "
        "0. The loss looks settled, but nothing can ever move again.",
    ),
    "leapt": (
        "a lucky leap",
        "Nearly all of the way down was one step, so long that nobody could know where it would "
        "land. It was level ground with a low loss, and it has rested there since. From another "
        "start the same rate may land where everything is wrong.",
    ),
    "finished": (
        "finished",
        "The loss is so close to the lowest that this neuron is known to reach with these "
        "examples that more steps would gain next to nothing.",
    ),
    "saturated": (
        "saturated",
        "For every example the curve is almost level where z has landed, so hardly any gradient "
        "gets through. The loss rests because nothing pushes, not because it is good.",
    ),
    "oscillating": (
        "oscillating",
        "The gradient keeps turning round: each step crosses the valley and lands on the other "
        "side. Most of the way is spent on the bouncing.",
    ),
    "unsettled": (
        "unsettled",
        "In the last quarter of the steps the loss still rises again and again. Shorter steps "
        "would settle.",
    ),
    "thrown_back": (
        "thrown back",
        "The loss is higher at the end of the last quarter of the steps than at its beginning. "
        "Shorter steps would go down more surely.",
    ),
    "flat": (
        "flat, not finished",
        "The loss stands still, yet this neuron can do better. It sits on level ground: a flat "
        "loss is not a finished one.",
    ),
    "still": (
        "standing still",
        "In the last quarter of the steps the loss changed by no more than rounding does, though "
        "the gradient is not 0: the steps are too small to change anything. A higher learning rate "
        "would get it going.",
    ),
    "crawling": (
        "crawling",
        "The last quarter of the steps went the right way, but slowly: they closed less than half "
        "of what was still missing.",
    ),
    "converging": (
        "converging",
        "On its way: the last quarter of the steps closed at least half of what was still missing.",
    ),
}

DIAGNOSES: Mapping[str, tuple[str, str]] = MappingProxyType(_MEANINGS)
"""The word of each diagnosis and its sentence."""
ENDS = "{meaning} The loss ends at {loss}."
"""The sentence with a number, where no other says it; of what has diverged there is none."""

COURSES = (
    "In {last_step} steps the loss went from {loss_start} to {loss_end}: {diagnosis}. {meaning}",
    "In {last_step} steps the loss did not move from {loss_start}: {diagnosis}. {meaning}",
    "In {last_step} steps the loss fell by no more than {loss_drop}, from {loss_start}: "
    "{diagnosis}. {meaning}",
    "The training diverged at step {diverged_at}: its numbers grew until none was left that a "
    "computer can hold. The steps before that are still here. Try a lower learning rate.",
)
"""What becomes of a training: it moves, stands still, hardly moves, or its numbers end."""
