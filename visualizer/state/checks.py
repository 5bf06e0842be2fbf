"""What a parameter can be: the check of a value, and what it is called in a sentence."""

import reprlib

from visualizer.state.kinds import Choice, Number, Parameter, Value
from visualizer.state.number_texts import number_words, shortest
from visualizer.tables.own_data import UnknownTableError
from visualizer.words import settings as words
from visualizer.words.your_table import OWN_DATA


def said(parameter: Parameter, value: Value) -> str:
    """Return ``value`` as a sentence for people names it: an option by its label, in quotes.

    Example:
        >>> from visualizer.state.parameters import PARAMETERS
        >>> said(PARAMETERS["dataset"], "three_students"), said(PARAMETERS["weight_1"], -0.5)
        ('“Three students”', '−0.5')
    """
    if isinstance(parameter, Number):
        return number_words(float(value))
    label = parameter.label_of(value, OWN_DATA)
    return label if label == str(value) else words.QUOTED_OPTION.format(label=label)


def allowed(parameter: Parameter) -> str:
    """Say what a value of ``parameter`` must be.

    Example:
        >>> from visualizer.state.parameters import PARAMETERS
        >>> allowed(PARAMETERS["weight_1"])
        'a number between −3000000 and 3000000'
    """
    if isinstance(parameter, Choice):
        options = (said(parameter, option) for option in parameter.options)
        return words.OPTION.format(options=words.BETWEEN_OPTIONS.join(options))
    kind = words.WHOLE_NUMBER if parameter.scale == "integer" else words.NUMBER
    low, high = map(number_words, parameter.limits)
    return kind.format(low=low, high=high)


def check(parameter: Parameter, value: object) -> Value:
    """Return ``value`` in the one form in which the app keeps it.

    A number comes back as the shortest decimal of its float32, a whole number as ``int``, a choice
    as the option that it equals.

    Raises:
        ValueError: If it is no such value, or out of range; the message says what must hold.

    Example:
        >>> from visualizer.state.parameters import PARAMETERS
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
        return value if choice.kept_as is None else choice.kept_as(value)
    raise _refusal(choice, value)


def _refusal(parameter: Parameter, value: object) -> ValueError:
    return ValueError(f"{parameter.name} must be {allowed(parameter)}, got {reprlib.repr(value)}")
