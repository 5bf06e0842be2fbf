"""The kinds of parameters: a number with a slider, and a choice of a few values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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
        linked: Whether a link may hold it; not if it only says what becomes of another one.
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
    linked: bool = True

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
        kept_as: Returns how a text that ``accepts`` takes is kept, where several mean the same;
            ``None``: as it is.
        refusal: What is said of a text in a link that is no value, where to list the options would
            help nobody.
        nearest: Returns the value that a link with a text that is none leads to; ``None``: to the
            default.
    """

    name: str
    address: str
    label: str
    default: str | int
    options: Mapping[str | int, str]
    help: str = ""
    accepts: Callable[[str], object] | None = None
    nearest: Callable[[str], str] | None = None
    kept_as: Callable[[str], str] | None = None
    refusal: str = ""

    def label_of(self, value: Value, otherwise: str) -> str:
        """Return the label of the option that equals ``value``, or ``otherwise`` for none."""
        return next((label for each, label in self.options.items() if each == value), otherwise)


Parameter = Number | Choice


def is_linked(parameter: Parameter) -> bool:
    """Tell whether a link may hold ``parameter``."""
    return not isinstance(parameter, Number) or parameter.linked
