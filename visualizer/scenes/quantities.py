"""Every live number of the app with its one format, and with the words of the data at hand."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from visualizer.live.scene import Quantity
from visualizer.scenes.names import LESSON_NAMES, Names
from visualizer.words.numbers import ANSWERS, NUMBERS

_ALL = (
    Quantity("input_1", digits=2),
    Quantity("input_2", digits=2),
    Quantity("weight_1", digits=2, signed=True),
    Quantity("weight_2", digits=2, signed=True),
    Quantity("bias", digits=2, signed=True),
    Quantity("term_1", digits=2, signed=True),
    Quantity("term_2", digits=2, signed=True),
    Quantity("z", digits=2),
    Quantity("activation", digits=2),
    Quantity("derivative", digits=2),
    Quantity("prediction", digits=1, style="percent"),
    Quantity("output", digits=6),
    Quantity("answer", style="choice", choices=ANSWERS),
    Quantity("lowest_prediction", digits=1, style="percent"),
    Quantity("residual", digits=3, signed=True),
    Quantity("squared_error", digits=4),
    Quantity("loss", digits=4),
    Quantity("learning_rate", digits=4, fine=True),
    Quantity("step", style="integer"),
    Quantity("gradient_weight_1", digits=4, signed=True),
    Quantity("gradient_weight_2", digits=4, signed=True),
    Quantity("gradient_bias", digits=4, signed=True),
)
QUANTITIES = {quantity.name: quantity for quantity in _ALL}
"""The format of each; what it is called depends on the data, see :func:`quantities`."""


def quantities(*which: str, names: Names = LESSON_NAMES) -> tuple[Quantity, ...]:
    """Return the live numbers called ``which``.

    Args:
        which: Names in the table.
        names: What the columns of the data are called.

    Raises:
        KeyError: If a name is not in the table.
    """
    return tuple(_quantity(each, names) for each in which)


@lru_cache(maxsize=1024)
def _quantity(name: str, names: Names) -> Quantity:
    return replace(QUANTITIES[name], label=names.fill(NUMBERS[name]))


def numbered(name: str, labels: Iterable[str]) -> tuple[Quantity, ...]:
    """Return ``name_1``, ``name_2`` …: the number ``name`` once for each example.

    Args:
        name: A name in the table, such as ``prediction``.
        labels: What each example is called.
    """
    kind = QUANTITIES[name]
    return tuple(
        replace(kind, name=f"{name}_{place}", label=label)
        for place, label in enumerate(labels, start=1)
    )
