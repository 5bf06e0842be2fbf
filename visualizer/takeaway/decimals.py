"""Float32 numbers as Python code: as few digits as bring back the very same number."""

from collections.abc import Iterable

from torch import Tensor

from visualizer.core.decimals import shortest_decimal


def decimal(number: float) -> str:
    """Return the shortest decimal that stands for the float32 ``number``.

    Args:
        number: A float32 number, held in Python's float. Infinities and NaN are allowed.

    Example:
        >>> decimal(0.10000000149011612), decimal(10.0), decimal(float("inf"))
        ('0.1', '10.0', 'inf')
    """
    return repr(shortest_decimal(number))


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
