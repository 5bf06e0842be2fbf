"""All weights and biases of a network as a short text that a link can hold, to the last bit."""

from __future__ import annotations

import base64
import binascii
import math
import struct
from collections.abc import Sequence
from typing import TypeGuard

MARK = "w."
MOST = 360  # numbers; four layers of eight units and an output have 249


def is_packed(value: object) -> TypeGuard[str]:
    """Tell whether ``value`` means to hold weights."""
    return isinstance(value, str) and value.startswith(MARK)


def write_weights(numbers: Sequence[float]) -> str:
    """Return ``numbers`` packed: four bytes of float32 each, as letters that an address can hold.

    Raises:
        ValueError: If there are too many or one is not finite.

    Example:
        >>> write_weights([0.5, -2.0])
        'w.AAAAPwAAAMA'
    """
    _check(numbers)
    packed = struct.pack(f"<{len(numbers)}f", *numbers)
    return MARK + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_weights(text: str) -> tuple[float, ...]:
    """Return the numbers that a text holds.

    Raises:
        ValueError: If it is none that :func:`write_weights` makes.

    Example:
        >>> read_weights("w.AAAAPwAAAMA")
        (0.5, -2.0)
    """
    if not is_packed(text) or len(text) > 6 * MOST:
        raise ValueError("these are no packed weights")
    letters = text.removeprefix(MARK)
    try:
        packed = base64.b64decode(letters + "=" * (-len(letters) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("these are no packed weights") from None
    if not packed or len(packed) % 4:
        raise ValueError("these are no packed weights")
    numbers = struct.unpack(f"<{len(packed) // 4}f", packed)
    _check(numbers)
    if write_weights(numbers) != text:  # one text for one network
        raise ValueError("these are no packed weights")
    return numbers


def _check(numbers: Sequence[float]) -> None:
    if not 0 < len(numbers) <= MOST:
        raise ValueError(f"there must be 1 to {MOST} numbers, got {len(numbers)}")
    if not all(math.isfinite(each) for each in numbers):
        raise ValueError("every number must be finite")
