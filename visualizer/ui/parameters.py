"""Every parameter of the app in one table: its words, its range, its default.

The controls, the address, the checks and the tests all read this table. Numbers are those of
PyTorch's float32: each is kept as the shortest decimal that names it, so that it looks the same in
a field, in an address and in a test, and still is the same number to the last bit.
"""

import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.decimals import shortest_decimal
from visualizer.core.own_data import UnknownTableError, find_table
from visualizer.core.recipe import OPTIMIZERS

Value = float | int | str


@dataclass(frozen=True)
class Number:
    """A parameter that is a number.

    Attributes:
        name: Key in ``PARAMETERS``.
        address: Its key in a link, such as ``w1``.
        label: Short words for people.
        symbol: The letter of the formula, such as ``w₁``; may be empty.
        default: What holds until somebody sets it; ``None``: drawn from the seed.
        minimum: Where its slider begins, in its unit.
        maximum: Where its slider ends, in its unit.
        n_positions: Positions of its slider, both ends included; at least 3.
        scale: ``linear``, ``log`` (from one power of ten to another by round numbers, twelve
            to each, at about equal ratios) or ``integer`` (every whole number is a position).
        digits: Digits after the point where it is shown.
        unit: Follows the number, such as ``h``; may be empty.
        help: One sentence for those who want to know more.
        lowest: Lowest value that can be typed or linked; ``None``: where the slider begins.
        highest: Highest one; ``None``: where the slider ends. A slider widens around a value
            beyond its ends, see ``positions``.
    """

    name: str
    address: str
    label: str
    symbol: str
    default: float | None
    minimum: float
    maximum: float
    n_positions: int
    scale: str = "linear"
    digits: int = 2
    unit: str = ""
    help: str = ""
    lowest: float | None = None
    highest: float | None = None

    @property
    def limits(self) -> tuple[float, float]:
        """The lowest and the highest value that it can have."""
        low = self.minimum if self.lowest is None else self.lowest
        return low, self.maximum if self.highest is None else self.highest


@dataclass(frozen=True)
class Choice:
    """A parameter that is one of a few values.

    Attributes:
        name: Key in ``PARAMETERS``.
        address: Its key in a link; the value stands there as it is.
        label: Short words for people.
        default: One of the options.
        options: Value to its label, in the order of the chooser.
        help: One sentence for those who want to know more.
        accepts: Raises a ``ValueError`` unless a text is a value though it is no option, if there
            are such values.
    """

    name: str
    address: str
    label: str
    default: str | int
    options: Mapping[str | int, str]
    help: str = ""
    accepts: Callable[[str], object] | None = None


Parameter = Number | Choice

# Beyond them a square of a sum comes too close to the largest float32. Sliders of round steps can
# end there.
FAR = {"lowest": -3e6, "highest": 3e6}
FAR_BIAS = {"lowest": -6e6, "highest": 6e6}  # twice a weight's, as are the ends of its slider
HOURS = {"minimum": 0.0, "maximum": 12.0, "n_positions": 61, "digits": 2, "unit": "h", **FAR}
WEIGHT = {"minimum": -1.5, "maximum": 1.5, "n_positions": 61, "digits": 2, **FAR}
RATE = {"minimum": 0.001, "maximum": 100.0, "n_positions": 61, "scale": "log", "digits": 4}
RATE |= {"lowest": 1e-9, "highest": 1e6}
RACER = "How far each step of this racer goes against the gradient."

_TABLE: tuple[Parameter, ...] = (
    Number("input_1", "x1", "Hours studied", "x₁", 5.0, help="The first input.", **HOURS),
    Number("input_2", "x2", "Hours slept", "x₂", 7.0, help="The second input.", **HOURS),
    Number(
        "weight_1",
        "w1",
        "Weight of hours studied",
        "w₁",
        0.1,
        help="How much an hour of studying counts.",
        **WEIGHT,
    ),
    Number(
        "weight_2",
        "w2",
        "Weight of hours slept",
        "w₂",
        0.2,
        help="How much an hour of sleep counts.",
        **WEIGHT,
    ),
    Number(
        "bias",
        "b",
        "Bias",
        "b",
        0.5,
        minimum=-3.0,
        maximum=3.0,
        n_positions=61,
        help="Shifts the sum, whatever the inputs are.",
        **FAR_BIAS,
    ),
    Number(
        "learning_rate",
        "lr",
        "Learning rate",
        "lr",
        0.1,
        help="How far each step goes against the gradient.",
        **RATE,
    ),
    Number("learning_rate_low", "lr1", "Learning rate of racer A", "A", 0.01, help=RACER, **RATE),
    Number("learning_rate_mid", "lr2", "Learning rate of racer B", "B", 0.1, help=RACER, **RATE),
    Number("learning_rate_high", "lr3", "Learning rate of racer C", "C", 1.0, help=RACER, **RATE),
    Choice(
        "loss_axis",
        "loss_axis",
        "Loss axis",
        "linear",
        {"linear": "Linear", "log": "Logarithmic"},
        help="On a logarithmic axis equal distances are equal ratios.",
    ),
    Choice(
        "n_steps",
        "steps",
        "Steps of the training",
        100,
        {50: "50", 100: "100", 200: "200", 300: "300"},
        help="With all students in every step, one step is one epoch.",
    ),
    Number(
        "step",
        "step",
        "Step",
        "",
        0,
        minimum=0,
        maximum=300,
        n_positions=301,
        scale="integer",
        digits=0,
        help="How many updates the training has made.",
    ),
    Number(
        "seed",
        "seed",
        "Random start",
        "",
        0,
        minimum=0,
        maximum=9999,
        n_positions=10000,
        scale="integer",
        digits=0,
        help="The same seed always draws the same weights.",
    ),
    Choice(
        "activation",
        "activation",
        "Activation",
        "identity",
        {name: each.label for name, each in ACTIVATIONS.items()},
        help="The function that the weighted sum goes through.",
    ),
    Choice(
        "second_activation",
        "second",
        "Compare with",
        "none",
        {"none": "Nothing", **{name: each.label for name, each in ACTIVATIONS.items()}},
        help="A second function to lay over the first.",
    ),
    Choice(
        "output",
        "output",
        "Output",
        "sigmoid",
        {"sigmoid": "Sigmoid", "identity": "Linear"},
        help="A sigmoid turns the answer into a chance between 0 and 1.",
    ),
    Choice(
        "dataset",
        "data",
        "Data",
        "three_students",
        {"three_students": "Three students", "twelve_students": "Twelve students"},
        help="The examples to learn from.",
        accepts=find_table,
    ),
    Choice(
        "example",
        "student",
        "Which student",
        2,  # the one whom the untrained neuron of the lesson misses by far
        {place: f"Student {place}" for place in range(1, 13)},
        help="The student whose parabola is drawn.",
    ),
    Choice(
        "axes",
        "axes",
        "The surface over",
        "w1_w2",
        {"w1_w2": "w₁ and w₂", "w1_b": "w₁ and b", "w2_b": "w₂ and b"},
        help="The two parameters that span the picture; the third is held.",
    ),
    Choice(
        "scaling",
        "scaling",
        "Inputs are given",
        "raw",
        {"raw": "As they are", "tenths": "Divided by ten", "standardized": "Standardized"},
        help="The scale of the inputs decides which learning rates work.",
    ),
    Choice(
        "optimizer",
        "optimizer",
        "Optimizer",
        "sgd",
        {name: each.label for name, each in OPTIMIZERS.items()},
        help="How a gradient becomes a step.",
    ),
    Choice(
        "batch_size",
        "batch",
        "Students in each step",
        0,
        {1: "1", 2: "2", 0: "All"},
        help="With fewer than all, every epoch shuffles the students anew.",
    ),
    Choice(
        "zero_grad",
        "zero_grad",
        "zero_grad()",
        "call",
        {"call": "Called in every step", "forget": "Forgotten"},
        help="Without it, the gradients of all steps add up.",
    ),
    Number(
        "line",
        "line",
        "Line of the loop",
        "",
        0,
        minimum=0,
        maximum=5,
        n_positions=6,
        scale="integer",
        digits=0,
        help="How many lines of this step have been executed.",
    ),
    Number(
        "branch_step",
        "branch",
        "Branch from step",
        "",
        -1,
        minimum=-1,
        maximum=300,
        n_positions=302,
        scale="integer",
        digits=0,
        help="From this step on the branch has a learning rate of its own; −1 for no branch.",
    ),
    Number(
        "branch_rate",
        "branch_lr",
        "Learning rate of the branch",
        "lr′",
        1.0,
        help="How far each step of the branch goes against the gradient.",
        **RATE,
    ),
)

PARAMETERS: Mapping[str, Parameter] = MappingProxyType({each.name: each for each in _TABLE})
"""Every parameter of the app by name."""

WEIGHTS = ("weight_1", "weight_2", "bias")
"""What makes one neuron: whoever sets one of them has chosen all of them."""


def shortest(value: float) -> float:
    """Return the decimal with the fewest digits that is the same float32 as ``value``.

    Example:
        >>> shortest(0.10000000149011612)
        0.1
    """
    # Adding zero turns −0 into 0, which looks better and is as equal.
    return shortest_decimal(value) + 0.0


def number_text(value: float) -> str:
    """Return ``value`` as it stands in an address: no digit too many, no plus, no ``.0``.

    Example:
        >>> number_text(100.0), number_text(-0.05), number_text(7)
        ('100', '-0.05', '7')
    """
    return repr(value).removesuffix(".0")


def number_words(value: float) -> str:
    """Return ``value`` as people write it: no exponent, and a real minus sign.

    Example:
        >>> number_words(-3e6), number_words(1e-9)
        ('−3000000', '0.000000001')
    """
    return f"{Decimal(number_text(value)):f}".replace("-", "−")


OWN_DATA = "My data"
"""What somebody's own data are called, whatever their name holds."""


def said(parameter: Parameter, value: Value) -> str:
    """Return ``value`` as a sentence for people names it: an option by its label, in quotes.

    Example:
        >>> said(PARAMETERS["dataset"], "three_students"), said(PARAMETERS["weight_1"], -0.5)
        ('“Three students”', '−0.5')
    """
    if isinstance(parameter, Number):
        return number_words(value)
    label = parameter.options.get(value, OWN_DATA)
    return label if label == str(value) else f"“{label}”"


def allowed(parameter: Parameter) -> str:
    """Say what a value of ``parameter`` must be.

    Example:
        >>> allowed(PARAMETERS["weight_1"])
        'a number between −3000000 and 3000000'
    """
    if isinstance(parameter, Choice):
        return f"one of {', '.join(said(parameter, option) for option in parameter.options)}"
    kind = "a whole number" if parameter.scale == "integer" else "a number"
    low, high = map(number_words, parameter.limits)
    return f"{kind} between {low} and {high}"


def check(parameter: Parameter, value: object) -> Value:
    """Return ``value`` in the one form in which the app keeps it.

    A number comes back as the shortest decimal of its float32, a whole number as ``int``, a choice
    as the option that it equals.

    Raises:
        ValueError: If it is no such value, or out of range; the message says what must hold.

    Example:
        >>> check(PARAMETERS["weight_1"], 0.10000000149011612)
        0.1
    """
    if isinstance(parameter, Choice):
        return _check_choice(parameter, value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refusal(parameter, value)
    low, high = parameter.limits
    if not low <= value <= high:  # also refuses NaN
        raise _refusal(parameter, value)
    if parameter.scale != "integer":
        return shortest(value)
    if value != int(value):
        raise _refusal(parameter, value)
    return int(value)


def _check_choice(choice: Choice, value: object) -> str | int:
    for option in choice.options:
        if type(value) is type(option) and value == option:
            return option
    if choice.accepts is not None and isinstance(value, str):
        try:
            choice.accepts(value)
        except UnknownTableError:
            raise
        except ValueError:
            raise _refusal(choice, value) from None
        return value
    raise _refusal(choice, value)


def _refusal(parameter: Parameter, value: object) -> ValueError:
    return ValueError(f"{parameter.name} must be {allowed(parameter)}, got {reprlib.repr(value)}")
