"""What follows from the numbers of the experiment: SiLU against ReLU over many starts."""

from collections.abc import Mapping
from types import MappingProxyType

STARTS = "{n_starts} starts, {n_steps} steps each"
PICTURE = "The final losses of {n_starts} starts, {first} beside {second}. {found}"
KEY = (
    "One line per start: solid where {second} ended lower, dotted where it did not. Boxes: the "
    "middle half of the starts; thick bars: the median."
)
MEASURED, FOLLOWS = "What was measured", "What follows"
WON = "starts won by {second}, of {n_starts}"
MEDIAN = "{function}, median loss"
GAIN = "{second} start for start, median"

WINS = "{second} ended lower in {wins} of {n_starts} starts."
WINS_WITH_TIES = WINS + " In {ties} both ended alike."
NO_START = "There is no start in which both stayed finite."
MIDDLE = (
    "Compared start for start, the loss of {second} was {middle} in the middle (median), and "
    "between {low} and {high} in the middle half of the starts. 5 to 10 % lower it was in "
    "{as_claimed} of {n_starts}."
)
MIDDLE_ALIKE = (
    "Compared start for start, the loss of {second} was {middle} in the middle (median), and "
    "{low} in the middle half of the starts. 5 to 10 % lower it was in {as_claimed} of {n_starts}."
)
MEDIANS = "Each on its own, the medians are {first} and {second}: {compared}."
FAR_APART = (
    "In the middle half of the starts, the loss differs more than {times} times as much from one "
    "start to another as from one function to the other, so one start proves nothing."
)
APART = (
    "In the middle half of the starts, the loss differs {times} times as much from one start to "
    "another as from one function to the other, so one start proves nothing."
)
CLOSE = (
    "In the middle half of the starts, the loss differs more from one function to the other than "
    "from one start to another."
)
STUCK = (
    "Stuck with a gradient of exactly 0, and unable to learn any more: {function} in {count}.",
    "Stuck with a gradient of exactly 0, and unable to learn any more: {function} in {count}, "
    "{other} in {others}.",
)
"""Of one function, of both."""
CLAIMED_BY_STUCK = (
    " Of the {as_claimed} starts that were 5 to 10 % lower, {by_stuck} are such ones, where one of "
    "the two had learned nothing at all. Of the {learned} others it was {left}."
)
DIVERGED = (
    "Diverged, and left out of the medians: {function} in {count}.",
    "Diverged, and left out of the medians: {function} in {count}, {other} in {others}.",
)

# How a loss compares with another.
UNKNOWN = "unknown"
TIMES_AS_HIGH = "{times} times as high"
THE_SAME = "the same"
ALMOST_NOTHING = "more than 99.9 % lower"
LOWER, HIGHER = "{percent} % lower", "{percent} % higher"

CONCLUSIONS: Mapping[str, str] = MappingProxyType(
    {
        "holds": "Here the claim holds: {second} often ended 5 to 10 % lower.",
        "scattered": "Here {second} is better, and 5 to 10 % is the middle of it; but hardly any "
        "start is near that middle. “Often” it is not.",
        "more": "Here {second} is better, and by more than the 5 to 10 % of the claim.",
        "less": "Here {second} is better, but by less than the 5 to 10 % of the claim.",
        "worse": "Here the claim does not hold: {second} ended higher.",
        "undecided": "Here nothing is shown: a tossed coin is as one-sided as this with a chance "
        "of {chance}.",
    }
)
"""What can be said of the claim, by the verdict on it."""
HOLDS_APART = (
    "Start for start the claim holds here: {second} often ended 5 to 10 % lower. The two medians "
    "do not show it: {second} is {compared} there. The median of the one and that of the other "
    "need not come from the same start, so neither number proves the other wrong."
)
"""The same where the medians of both, each on its own, say something else."""
