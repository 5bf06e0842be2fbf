"""What the page of the network says around its stage."""

from __future__ import annotations

from collections.abc import Hashable

from visualizer.scenes.network_ways_out import findings
from visualizer.state.views.network import NetworkView


def around_network(view: NetworkView) -> Hashable:
    """Return what the page of the network says around its stage."""
    found = findings(view)  # what leads out is tried out when the page runs
    of_two = max((2, *view.sizes[-1:]))  # so many units, of which two are chosen
    return of_two, found, (view.setup.content(), view.step) if found else None
