"""Weights set by hand go with the number of outputs: other examples may need more, or fewer."""

from __future__ import annotations

from collections.abc import Mapping

from visualizer.state.kinds import Value
from visualizer.state.packed_weights import is_packed, read_weights
from visualizer.state.pages import complete
from visualizer.state.views.network import n_weights

START = "network_start"


def follow_outputs(chosen: Mapping[str, Value], news: Mapping[str, Value]) -> dict[str, Value]:
    """Return ``chosen`` without weights set by hand that the network has no longer.

    Args:
        chosen: What is set now.
        news: What of it was set just now.
    """
    found, start = dict(chosen), chosen.get(START)
    if "network_data" not in news or not is_packed(start):
        return found
    if len(read_weights(start)) != n_weights(complete("network", chosen)):
        del found[START]
    return found
