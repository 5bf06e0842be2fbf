"""Settings of the network worth seeing, good ones and bad ones, by the name of their words."""

from __future__ import annotations

from collections.abc import Mapping

from visualizer.state.kinds import Value
from visualizer.state.network_looks import LOOKS_TABLE
from visualizer.state.network_parameters import LAST_STEP, UNITS
from visualizer.state.pages import defaults, get_page

# What somebody has chosen on the page is no part of a preset.
_KEPT = frozenset(
    {"network_part", "network_weight", "dataset", *(each.name for each in LOOKS_TABLE)}
)
_ADAM: Mapping[str, Value] = {"network_optimizer": "adam", "learning_rate_network": 0.1}

_BY_HEART: Mapping[str, Value] = {
    "network_data": "circle",
    "noise": 25,
    "test_share": 50,
    "hidden_layers": 2,
    "hidden_1": 8,
    "hidden_2": 8,
    **_ADAM,
}

_ALL: Mapping[str, Mapping[str, Value]] = {
    "learns": {"network_data": "moons", "hidden_1": 8, **_ADAM},
    "product": {"hidden_layers": 0, "network_inputs": "x1x2"},
    "classes": {"network_data": "arms", "hidden_1": 4},
    "heights": {"network_data": "hill", "hidden_1": 8, **_ADAM},
    "too_few": {"hidden_1": 1},
    "too_fast": {"hidden_1": 4, **_ADAM, "learning_rate_network": 10.0},
    "straight": {"hidden_1": 8, "network_activation": "identity"},
    "dead": {
        "hidden_1": 8,
        "network_activation": "relu",
        "learning_rate_network": 50.0,
        "network_seed": 3,
    },
    "by_heart": _BY_HEART,
    "held_back": {**_BY_HEART, "network_l2": "0.001"},
    "vanishing": {
        "hidden_layers": 4,
        **dict.fromkeys(UNITS, 4),
        "network_activation": "sigmoid",
        "step_network": 0,
    },
}


def preset(name: str) -> dict[str, Value]:
    """Return the value of every parameter of the page under the preset called ``name``.

    Raises:
        KeyError: If there is none.
    """
    usual = defaults("network")
    own = {each: usual[each] for each in get_page("network").names if each not in _KEPT}
    return {**own, "step_network": LAST_STEP, **_ALL[name]}


PRESETS: tuple[str, ...] = tuple(_ALL)
"""The names, in the order of the page."""
