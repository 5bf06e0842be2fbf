"""A number as it is kept, as it stands in an address and as people write it."""

import math
from decimal import ROUND_HALF_UP, Decimal

from visualizer.core.decimals import shortest_decimal

HUGE = 15  # the power of ten from which on the zeros of a number cannot be counted
FINE = 4  # digits after the point from which on two of a small number have to count
SMALLEST_WRITTEN_OUT = 1e-6  # what is smaller is a power of ten
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


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
    """Return ``value`` as people write it: a real minus sign, and a power of ten if it is huge.

    Example:
        >>> number_words(-3e6), number_words(1e-9), number_words(-1e37), number_words(1.5e26)
        ('−3000000', '0.000000001', '−10³⁷', '1.5 · 10²⁶')
    """
    number = Decimal(number_text(value))
    power = number.adjusted()
    if power < HUGE:
        return f"{number:f}".replace("-", "−")
    share = number.scaleb(-power).normalize()
    times = "" if abs(share) == 1 else f"{abs(share):f} · "
    return f"{'−' if number < 0 else ''}{times}10{str(power).translate(RAISED)}"


def rounded(value: float, digits: int, signed: bool = False) -> str:
    """Return ``value`` as the live numbers show it: what is not 0 is never written as 0.

    Args:
        value: Any number.
        digits: After the point, 0 or more; a number too small for them has as many as it needs to
            have one that counts, or two from ``FINE`` digits on.
        signed: Whether a positive number carries its plus sign.

    Example:
        >>> rounded(0.25, 4), rounded(-0.0000801, 4), rounded(4e-9, 4), rounded(0.125, 2)
        ('0.2500', '−0.000080', '4e−9', '0.13')
    """
    if math.isnan(value):
        return "–"
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return sign + _size(abs(value), digits, 1 if digits < FINE else 2)


def _size(size: float, digits: int, least: int) -> str:
    if math.isinf(size):
        return "∞"
    if size == 0 or size >= 10.0 ** (least - 1 - digits):
        if size < 1e6:
            # What lies in the middle goes up, as in the browser.
            step = Decimal(1).scaleb(-digits)
            return f"{Decimal(size).quantize(step, ROUND_HALF_UP):f}"
        return f"{size:.2e}".replace("e+0", "e").replace("e+", "e")
    short = float(f"{size:.{least - 1}e}")
    if short < SMALLEST_WRITTEN_OUT:
        return repr(short).replace("e-0", "e-").replace("-", "−").replace(".0e", "e")
    return f"{size:.{least - 1 - math.floor(math.log10(short))}f}"
