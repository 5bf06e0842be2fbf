"""What there is to play for on each page, in one sentence each."""

from collections.abc import Mapping
from types import MappingProxyType

TITLE = "To play for:"
REACHED, OPEN = "reached", "not reached yet"
"""What a screen reader says of a target."""
HEARD = "Reached: {sentence}"
"""What a screen reader says when one is reached."""
COUNT = "{reached} of {total} on all pages"
AGAIN = "Forget what was reached, and play again"
"""On a button."""
FORGOTTEN = "Nothing counts as reached any more."
"""What a screen reader says after that."""

_SENTENCES = {
    "say_fail": "Make it say “fail”.",
    "undecided": "Make it undecided: between 49 and 51 %.",
    "far_below": "Bring z down to −5.",
    "nearly_sure": "Bring the chance to pass above 99.9 %.",
    "high_value": "Bring f(z) above 5.",
    "below_nothing": "Find an activation, and a z, with f(z) below −0.2.",
    "five_moves": "Bring the loss below 0.05 in five moves.",
    "nobody_alone": "Let no squared error be more than 40 % of all three together.",
    "deep_place": "Find a place with a loss below 0.02.",
    "step_up": "Find a step after which the loss is higher.",
    "wake_a": "Bring A below 0.001 by the last step.",
    "just_not": "Give C a rate that is just below the limit.",
    "below_in_time": "Bring the loss below 0.03 by the last step.",
    "in_a_hurry": "Bring the loss below 0.05 by step 20.",
    "all_in_time": "Have every example right by step 60.",
    "spoil_it": "Have a quarter of the examples wrong after step 200.",
    "one_step": "Bring the loss below 0.1 in one step.",
    "harm_the_mean": "Find a step that helps this example and harms the mean.",
    "far_away": "Find a step at which the network is more than 5 away from the slice.",
    "wrong_slice": "Find a step at which the slice says less than 85 % of the loss.",
    "own_place": "Find a place where the loss of your table is below {bar}.",
    "own_in_time": "Bring the loss of your table below {bar} by the last step.",
    "all_right": "Bring the loss below 0.05 with every example right.",
}
SENTENCES: Mapping[str, str] = MappingProxyType(_SENTENCES)
"""By the name of the target."""
