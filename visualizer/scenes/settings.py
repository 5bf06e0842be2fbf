"""From the table of parameters to the controls of a stage and where they stand."""

from collections.abc import Mapping

import torch
from torch import Tensor

from visualizer.live.scene import Control, Setting
from visualizer.state.checks import allowed
from visualizer.state.parameters import PARAMETERS, WEIGHTS
from visualizer.state.positions import positions, reach_sentence

Values = Mapping[str, float]


def slider(name: str, digits: int | None = None) -> Control:
    """Return the control of the number called ``name``, with the table's words.

    Args:
        name: A number in the table of parameters.
        digits: Digits after the point; the table's if ``None``.
    """
    number = PARAMETERS[name]
    digits = number.digits if digits is None else digits
    return Control(
        name, number.label, number.symbol, digits, number.unit, number.help,
        number.limits, allowed(number),
    )  # fmt: skip


def settings(values: Values, names: tuple[str, ...]) -> dict[str, Setting]:
    """Return where each control stands, its exact value among its positions."""
    return {name: _setting(name, values[name]) for name in names}


def _setting(name: str, value: float) -> Setting:
    number = PARAMETERS[name]
    return Setting(*positions(number, value), reach_sentence(number, value))


def as_tensors(places: Mapping[str, Setting]) -> dict[str, Tensor]:
    """Return the positions of each control. Shapes ``(n_positions,)``, float32."""
    return {name: torch.tensor(place.positions) for name, place in places.items()}


def held_parameters(values: Values) -> Tensor:
    """Return the weights and the bias that ``values`` name. Shape ``(3,)``."""
    return torch.tensor([values[name] for name in WEIGHTS])
