"""The sliders of a page, by the names of what they set, and what they are called."""

from __future__ import annotations

from visualizer.state.kinds import Number, is_linked
from visualizer.state.pages import PAGES
from visualizer.state.parameters import PARAMETERS


def controls_of(page: str) -> list[str]:
    """Return the numbers that have a slider on ``page``, by the names of their parameters."""
    names = PAGES[page].names if page in PAGES else ()
    return [name for name in names if _is_slider(name)]


def label_of(control: str) -> str:
    """Return what a control is called.

    >>> label_of("weight_1")
    'Weight of hours studied w₁'
    """
    symbol = _symbol_of(control)
    return " ".join(filter(None, (PARAMETERS[control].label, symbol)))


def short_name_of(control: str) -> str:
    """Return what a control is called where there is little room, whatever the inputs are called.

    >>> short_name_of("weight_1"), short_name_of("step")
    ('w₁', 'Step')
    """
    return _symbol_of(control) or PARAMETERS[control].label


def _symbol_of(control: str) -> str:
    found = PARAMETERS[control]
    return found.symbol if isinstance(found, Number) else ""


def _is_slider(name: str) -> bool:
    found = PARAMETERS[name]
    return isinstance(found, Number) and is_linked(found)
