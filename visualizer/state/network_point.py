"""The point that goes through the network: an example, or one that was chosen in the plane."""

from __future__ import annotations

from collections.abc import Mapping

from visualizer.state.kinds import Value

PLACE = ("point_1", "point_2")
EXAMPLE = "network_example"
OWN_POINT = 0  # instead of the number of an example
_OF_OTHERS = frozenset({"network_data", "dataset"})  # whose examples and plane are others


def follow_point(chosen: Mapping[str, Value], news: Mapping[str, Value]) -> dict[str, Value]:
    """Return ``chosen`` with one point that goes through the network, the one of ``news``.

    A place in the plane takes the turn of an example, and an example that of a place; on other
    data neither means anything any more.
    """
    found = dict(chosen)
    if not news.keys().isdisjoint(PLACE):
        found[EXAMPLE] = OWN_POINT
    elif news.get(EXAMPLE, OWN_POINT) != OWN_POINT or not news.keys().isdisjoint(_OF_OTHERS):
        for name in PLACE:
            found.pop(name, None)
        if EXAMPLE not in news:
            found.pop(EXAMPLE, None)
    return found
