"""Tuning by hand: how far a student has brought the loss down, move by move.

A move is a release that leaves the weights elsewhere than they were. The record of each data set
and neuron stays until the page of the loss is reset, whatever page is open. Knows no Streamlit.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

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


Tunings = Mapping[Hashable, Tuning]


def follow(tunings: Tunings, game: Hashable, weights: Weights, loss: float) -> Tunings:
    """Return the records after ``weights`` were seen in ``game``; it starts there if it is new.

    Args:
        tunings: A record for each game.
        game: What the loss depends on besides the weights: data, scaling, neuron.
        weights: Both weights and the bias.
        loss: The MSE there.
    """
    known = tunings.get(game, Tuning(weights, weights, (loss,)))
    return {**tunings, game: known.follow(weights, loss)}


def forget(tunings: Tunings, game: Hashable) -> Tunings:
    """Return the records without that of ``game``."""
    return {known: record for known, record in tunings.items() if known != game}
