"""The values of a page, read as what they are: a number, a whole number, a text.

A parameter that a page does not have stands at its default.
"""

from collections.abc import Mapping

from visualizer.state.kinds import Value
from visualizer.state.parameters import PARAMETERS

Values = Mapping[str, Value]


def number(values: Values, name: str) -> float:
    """Return the number ``name``.

    Args:
        values: The checked values of a page.
        name: A parameter in the table.

    Raises:
        TypeError: If its value is none.
        KeyError: If there is no such parameter.
    """
    value = _value(values, name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name} must be a number, got {value!r}")
    return float(value)


def whole(values: Values, name: str) -> int:
    """Return the whole number ``name``.

    Args:
        values: The checked values of a page.
        name: A parameter in the table.

    Raises:
        TypeError: If its value is none.
        KeyError: If there is no such parameter.
    """
    found = number(values, name)
    if found != int(found):
        raise TypeError(f"{name} must be a whole number, got {found!r}")
    return int(found)


def text(values: Values, name: str) -> str:
    """Return the text ``name``.

    Args:
        values: The checked values of a page.
        name: A parameter in the table.

    Raises:
        TypeError: If its value is none.
        KeyError: If there is no such parameter.
    """
    value = _value(values, name)
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a text, got {value!r}")
    return value


def _value(values: Values, name: str) -> object:
    return values[name] if name in values else PARAMETERS[name].default
