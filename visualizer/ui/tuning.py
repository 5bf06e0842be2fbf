"""Tuning by hand: how far a student has brought the loss down, move by move.

A move is a release that leaves the weights elsewhere than they were. The record of each data set
and neuron stays for the whole session, whatever page is open.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace

import streamlit as st

from visualizer.state.parameters import WEIGHTS
from visualizer.ui.session import commit

KEY = "tuning"  # in st.session_state

Weights = tuple[float, ...]


@dataclass(frozen=True)
class Tuning:
    """The moves of one student on one data set.

    Attributes:
        start: Both weights and the bias before the first move.
        now: Where they are after the last one.
        losses: MSE at the start and after each move. Length ``moves + 1``.
    """

    start: Weights
    now: Weights
    losses: tuple[float, ...]

    @property
    def moves(self) -> int:
        """How many moves there were."""
        return len(self.losses) - 1

    @property
    def best(self) -> float:
        """The lowest loss so far, the start included."""
        return min(self.losses)

    def follow(self, weights: Weights, loss: float) -> "Tuning":
        """Return the record after the weights were seen at ``weights``; the same if none moved."""
        if weights == self.now:
            return self
        return replace(self, now=weights, losses=(*self.losses, loss))


def follow_tuning(game: Hashable, weights: Weights, loss: float) -> Tuning:
    """Note where the weights are and return the record; it starts there if there is none yet.

    Args:
        game: What the loss depends on besides the weights: data, scaling, neuron.
        weights: Where they are: both weights and the bias.
        loss: The MSE there.
    """
    games = st.session_state.setdefault(KEY, {})
    known = games.get(game, Tuning(weights, weights, (loss,)))
    games[game] = known.follow(weights, loss)
    return games[game]


def start_over(game: Hashable) -> None:
    """Take the weights back to where the record of ``game`` began, and forget the moves."""
    record = st.session_state.get(KEY, {}).pop(game, None)
    if record is not None:
        commit(dict(zip(WEIGHTS, record.start, strict=True)))
