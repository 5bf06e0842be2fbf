"""Float32 numbers in decimal: as few digits as bring back the very same number."""

import struct
from collections.abc import Iterable

from torch import Tensor

MOST_DIGITS = 9
"""Significant digits that tell any float32 number from its neighbours (IEEE 754, 5.12.2)."""


def decimal(number: float) -> str:
    """Return the shortest decimal that stands for the float32 ``number``.

    Args:
        number: A float32 number, held in Python's float. Infinities and NaN are allowed.

    Example:
        >>> decimal(0.10000000149011612), decimal(10.0), decimal(float("inf"))
        ('0.1', '10.0', 'inf')
    """
    for digits in range(1, MOST_DIGITS):
        short = float(f"{number:.{digits}g}")
        if _as_float32(short) == number:
            return repr(short)
    return repr(float(f"{number:.{MOST_DIGITS}g}"))


def code_number(number: float) -> str:
    """Return the Python expression for the float32 ``number``.

    Example:
        >>> code_number(0.5), code_number(float("-inf"))
        ('0.5', 'float("-inf")')
    """
    text = decimal(number)
    return text if text[-1].isdigit() else f'float("{text}")'


def code_list(numbers: Tensor | Iterable[float]) -> str:
    """Return the Python list of the float32 ``numbers``. A tensor has to have one axis.

    Example:
        >>> code_list([0.5, 2.0])
        '[0.5, 2.0]'
    """
    values = numbers.tolist() if isinstance(numbers, Tensor) else numbers
    return f"[{', '.join(map(code_number, values))}]"


def _as_float32(number: float) -> float:
    try:
        return struct.unpack("f", struct.pack("f", number))[0]
    except OverflowError:
        return float("inf")
