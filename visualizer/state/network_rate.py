"""The learning rate goes with the kind of answers: numbers have no sigmoid that tames a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visualizer.state.kinds import Value
from visualizer.state.network_examples import has_numbers
from visualizer.state.parameters import get_number
from visualizer.tables.own_data import UnknownTableError

RATE = "learning_rate_network"
CALM = 0.1
"""At the usual rate a network that answers with numbers diverges."""

Chosen = Mapping[str, Value]


def follow_answers(past: Sequence[Chosen], chosen: Chosen, news: Chosen) -> dict[str, Value]:
    """Return ``chosen`` with a rate that suits examples of another kind, if the usual one held.

    Args:
        past: What was set before each move, the latest last.
        chosen: What is set now.
        news: What of it was set just now.
    """
    found = dict(chosen)
    if RATE in news or not past or has_numbers(past[-1]) == has_numbers(chosen):
        return found
    if has_numbers(chosen):
        found[RATE] = CALM if _rate(found) == _usual() else found[RATE]
    elif _came_by_itself(past):
        del found[RATE]
    return found


def _came_by_itself(past: Sequence[Chosen]) -> bool:
    """Return whether the calm rate came with the answers, and nobody has set one since.

    Where that cannot be known any more, as after a reload, somebody may have.
    """
    after = past[-1]
    for before in reversed(past):
        if not _has_numbers(before):
            same = before.get("network_optimizer") == after.get("network_optimizer")
            return same and _rate(before) == _usual()
        if _rate(before) != CALM:
            return False
        after = before
    return False


def _has_numbers(chosen: Chosen) -> bool:
    try:
        return has_numbers(chosen)
    except UnknownTableError:  # it was followed by many others
        return True


def _rate(chosen: Chosen) -> Value | None:
    return chosen.get(RATE, _usual())


def _usual() -> Value | None:
    return get_number(RATE).default
