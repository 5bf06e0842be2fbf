"""What the page of the learning rate shows."""

from dataclasses import dataclass

from visualizer.core.setup import Setup
from visualizer.state.setup_of import setup_of
from visualizer.state.values import Values, number, text, whole

RATES = ("learning_rate_low", "learning_rate_mid", "learning_rate_high")
"""The parameters that hold the rates of the racers, in their order."""


@dataclass(frozen=True)
class RaceView:
    """A race and how far it has gone. Two that are made from the same are equal.

    Attributes:
        setup: What all racers have in common; its rate is nobody's.
        rates: The learning rate of each racer, in the order of ``RATES``.
        step: The step at hand, from 0 to its last.
        log: Whether equal distances on the loss axis mean equal ratios.
    """

    setup: Setup
    rates: tuple[float, ...]
    step: int = 0
    log: bool = False


def race_view(values: Values) -> RaceView:
    """Return what the checked ``values`` of the page describe; a step too far is the last one."""
    setup = setup_of({**values, "learning_rate": 0.0})
    return RaceView(
        setup,
        tuple(number(values, name) for name in RATES),
        min(whole(values, "step"), setup.n_steps),
        text(values, "loss_axis") == "log",
    )
