"""Float32 numbers in decimal: as few digits as bring back the very same number."""

import math
import struct

MOST_DIGITS = 9
"""Significant digits that tell any float32 number from its neighbours (IEEE 754, 5.12.2)."""

_SINGLE = struct.Struct("<f")


def to_float32(value: float) -> float:
    """Return the float32 nearest to ``value``; infinite where ``value`` is too large for one."""
    try:
        return _SINGLE.unpack(_SINGLE.pack(value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)


def shortest_decimal(value: float, fewest: int = 1) -> float:
    """Return the decimal with the fewest digits that is the same float32 as ``value``.

    Args:
        value: Any number; what is not finite comes back as it is, and so does the sign of a zero.
        fewest: Where to begin: thousands of numbers are faster from six on, where few of them end
            earlier, and a decimal with fewer digits is found as well.

    Example:
        >>> shortest_decimal(0.10000000149011612)
        0.1
    """
    exact = to_float32(value)
    for digits in range(fewest, MOST_DIGITS):
        short = float(f"{exact:.{digits}g}")
        if to_float32(short) == exact:
            return short
    return float(f"{exact:.{MOST_DIGITS}g}")
