"""Every live number of the app with its words and its one format."""

from collections.abc import Iterable

from visualizer.live.scene import Quantity

_ALL = (
    Quantity("input_1", "hours studied", 2),
    Quantity("input_2", "hours slept", 2),
    Quantity("weight_1", "weight of hours studied, w₁", 2, signed=True),
    Quantity("weight_2", "weight of hours slept, w₂", 2, signed=True),
    Quantity("bias", "bias, b", 2, signed=True),
    Quantity("term_1", "hours studied × w₁", 2, signed=True),
    Quantity("term_2", "hours slept × w₂", 2, signed=True),
    Quantity("z", "sum before activation, z", 2),
    Quantity("activation", "activation, f(z)", 2),
    Quantity("derivative", "slope, f′(z)", 2),
    Quantity("prediction", "prediction", 1, "percent"),
    Quantity("output", "output", 6),
    Quantity("answer", "answer", style="choice", choices=("fail", "pass")),
    Quantity("lowest_prediction", "lowest prediction within reach", 1, "percent"),
    Quantity("residual", "residual", 3, signed=True),
    Quantity("squared_error", "squared error", 4),
    Quantity("loss", "loss (MSE)", 4),
    Quantity("learning_rate", "learning rate", 4, fine=True),
    Quantity("step", "step", style="integer"),
    Quantity("gradient_weight_1", "gradient of w₁", 4, signed=True),
    Quantity("gradient_weight_2", "gradient of w₂", 4, signed=True),
    Quantity("gradient_bias", "gradient of b", 4, signed=True),
)
QUANTITIES = {quantity.name: quantity for quantity in _ALL}


def quantities(*names: str) -> tuple[Quantity, ...]:
    """Return the live numbers called ``names``.

    Raises:
        KeyError: If a name is not in the table.
    """
    return tuple(QUANTITIES[name] for name in names)


def numbered(name: str, labels: Iterable[str]) -> tuple[Quantity, ...]:
    """Return ``name_1``, ``name_2`` …: the number ``name`` once for each example.

    Args:
        name: A name in the table, such as ``prediction``.
        labels: What each example is called.
    """
    kind = QUANTITIES[name]
    return tuple(
        Quantity(f"{name}_{place}", label, kind.digits, kind.style, kind.signed, kind.choices)
        for place, label in enumerate(labels, start=1)
    )
