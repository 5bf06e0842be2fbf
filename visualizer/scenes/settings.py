"""From the table of parameters to the controls of a stage and where they stand."""

from collections.abc import Mapping

import torch
from torch import Tensor

from visualizer.live.moment import Setting
from visualizer.live.scene import Control
from visualizer.scenes.names import LESSON_NAMES, Names
from visualizer.state.checks import allowed
from visualizer.state.parameters import get_number
from visualizer.state.positions import positions, reach_sentence
from visualizer.words.columns import OWN_CONTROLS


def slider(name: str, names: Names = LESSON_NAMES, *, digits: int | None = None) -> Control:
    """Return the control of the number called ``name``.

    Args:
        name: A number in the table of parameters.
        names: Of the columns. For the lesson's the words are the table's.
        digits: Digits after the point; the table's if ``None``.
    """
    found = get_number(name)
    label, unit, about = found.label, found.unit, found.help
    if names.own and name in OWN_CONTROLS:
        label, about = map(names.fill, OWN_CONTROLS[name])
        unit = names.unit
    digits = found.digits if digits is None else digits
    return Control(name, label, found.symbol, digits, unit, about, found.limits, allowed(found))


def settings(held: Mapping[str, float]) -> dict[str, Setting]:
    """Return where each control stands, its exact value among its positions.

    Args:
        held: For each control its value, in the order of the page.
    """
    return {name: _setting(name, value) for name, value in held.items()}


def _setting(name: str, value: float) -> Setting:
    found = get_number(name)
    return Setting(*positions(found, value), reach_sentence(found, value))


def as_tensors(places: Mapping[str, Setting]) -> dict[str, Tensor]:
    """Return the positions of each control. Shapes ``(n_positions,)``, float32."""
    return {name: torch.tensor(place.positions) for name, place in places.items()}
