"""Networks for the tests of their scene."""

from __future__ import annotations

from visualizer.live.scene import Moment
from visualizer.scenes.network_moment import network_moment
from visualizer.state.pages import complete
from visualizer.state.views.network import NetworkView, network_view


def view_of(**given: object) -> NetworkView:
    return network_view(complete("network", given))


def rest(moment: Moment) -> dict[str, float]:
    return {name: float(row[0]) for name, row in moment.fixed.quantities.items()}


def facts_of(**given: object) -> tuple[int, dict[str, float]]:
    numbers = rest(network_moment(view_of(**given)))
    return round(numbers["facts"]), numbers
