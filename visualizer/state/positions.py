"""The positions of a slider: a round grid, wide enough for the value that it stands at."""

import math
from bisect import bisect
from decimal import Decimal
from functools import lru_cache

from visualizer.state.checks import check
from visualizer.state.kinds import Number
from visualizer.state.number_texts import number_text, number_words, shortest

ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0)  # and on to ten
STEPS = (1, 2, 5)  # and ten times these, and so on: of a slider that was widened

Ends = tuple[float, float]


def reach(number: Number, value: float) -> Ends:
    """Return the ends of a slider that stands at ``value``: the usual ones if it lies within them.

    Otherwise they are the next ones in which the slider has round steps, or, on a scale of ratios,
    the next powers of ten.

    Example:
        >>> from visualizer.state.parameters import PARAMETERS
        >>> reach(PARAMETERS["weight_1"], 2.0), reach(PARAMETERS["learning_rate"], 4000.0)
        ((-3.0, 3.0), (0.001, 10000.0))
    """
    usual = (number.minimum, number.maximum)
    if usual[0] <= value <= usual[1]:
        return usual
    if number.scale == "log":
        power = Decimal(number_text(value)).adjusted()
        below, above = float(f"1e{power}"), float(f"1e{power + 1}")
        return min(usual[0], below), max(usual[1], below if value == below else above)
    last = number.n_positions - 1
    if number.minimum == 0 <= value:
        return 0.0, float(last * _step(value, last))
    half = last // 2
    end = float(half * _step(max(abs(value), *map(abs, usual)), half))
    return -end, end


def _step(size: float, count: int) -> Decimal:
    """Return the smallest round step of which ``count`` reach ``size``."""
    wanted = Decimal(number_text(size)) / count
    power = wanted.adjusted()
    steps = (Decimal(step).scaleb(power + more) for more in (0, 1) for step in STEPS)
    return next(step for step in steps if step >= wanted)


def reach_sentence(number: Number, value: float) -> str:
    """Say how far a slider reaches that was widened for ``value``; nothing for any other.

    Example:
        >>> from visualizer.state.parameters import PARAMETERS
        >>> reach_sentence(PARAMETERS["weight_1"], 2.0)
        'The slider now reaches from −3 to 3.'
    """
    ends = reach(number, value)
    if ends == (number.minimum, number.maximum):
        return ""
    return f"The slider now reaches from {number_words(ends[0])} to {number_words(ends[1])}."


@lru_cache(maxsize=256)
def grid(number: Number, ends: Ends | None = None) -> tuple[float, ...]:
    """Return the positions of a slider that nobody has moved. Length ``n_positions``, ascending.

    Args:
        number: The parameter.
        ends: Of its slider; the usual ones if ``None``.
    """
    usual = (number.minimum, number.maximum)
    low, high = ends or usual
    last = number.n_positions - 1
    if number.scale != "log":
        places = (low + (high - low) * place / last for place in range(last))
    elif (low, high) == usual:
        n_round = len(ROUND)
        places = (low * 10 ** (place // n_round) * ROUND[place % n_round] for place in range(last))
    else:
        places = (float(f"{low * (high / low) ** (place / last):.1e}") for place in range(last))
    return (*(shortest(place) for place in places), float(high))


def positions(number: Number, value: float) -> tuple[tuple[float, ...], int]:
    """Return the positions of a slider that stands exactly at ``value``, and the index of it.

    The grid's nearest position gives way to ``value``, but for the ends: they stay within reach.

    Args:
        number: The parameter.
        value: Any number that it can have.

    Returns:
        positions: Length ``n_positions``, strictly ascending.
        index: Where ``value`` is among them.

    Example:
        >>> from visualizer.state.parameters import PARAMETERS
        >>> places, index = positions(PARAMETERS["weight_1"], 0.12)
        >>> places[index - 1 : index + 2]
        (0.05, 0.12, 0.15)
    """
    value = float(check(number, value))
    places = grid(number, reach(number, value))
    distance = math.log if number.scale == "log" else float
    if value in places:
        return places, places.index(value)
    above = min(max(bisect(places, value), 2), len(places) - 2)
    index = min(
        (above - 1, above), key=lambda place: abs(distance(places[place]) - distance(value))
    )
    return (*places[:index], value, *places[index + 1 :]), index
