"""The learning rate goes with the kind of answers: numbers have no sigmoid that tames a step."""

from __future__ import annotations

from collections.abc import Mapping

from visualizer.state.kinds import Value
from visualizer.state.network_examples import has_numbers
from visualizer.state.parameters import get_number

RATE = "learning_rate_network"
PLAIN = "sgd"
CALM = 0.1
"""At the usual rate a network that answers with numbers diverges."""


def follow_answers(
    before: Mapping[str, Value], chosen: Mapping[str, Value], news: Mapping[str, Value]
) -> dict[str, Value]:
    """Return ``chosen`` with a rate that suits examples of another kind, if the usual one held.

    Args:
        before: What was set before.
        chosen: What is set now.
        news: What of it was set just now.
    """
    found = dict(chosen)
    if RATE in news or has_numbers(before) == has_numbers(chosen):
        return found
    usual = get_number(RATE).default
    if has_numbers(chosen):
        found[RATE] = CALM if found.get(RATE, usual) == usual else found[RATE]
    elif found.get(RATE) == CALM and found.get("network_optimizer", PLAIN) == PLAIN:
        del found[RATE]  # others may well have been set to it
    return found
