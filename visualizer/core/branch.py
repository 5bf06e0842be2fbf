"""A branch: where a training has a second future."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Branch:
    """A second future: from step ``step`` on, the training goes on at another rate.

    Attributes:
        step: The first step that uses the new rate, at least 0.
        learning_rate: The new rate.
    """

    step: int
    learning_rate: float
