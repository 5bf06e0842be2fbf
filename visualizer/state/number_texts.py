"""A number as it is kept, as it stands in an address and as people write it."""

from decimal import Decimal

from visualizer.core.decimals import shortest_decimal


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
