"""What the page of the training shows."""

from dataclasses import dataclass

from visualizer.core.branch import Branch
from visualizer.core.setup import Setup
from visualizer.state.branches import training_branch
from visualizer.state.setup_of import setup_of
from visualizer.state.training_parts import CURVE_AND_MAP, LINE_BY_LINE
from visualizer.state.values import Values, whole


@dataclass(frozen=True)
class TrainingView:
    """A training and how far it has gone. Two that are made from the same are equal.

    Attributes:
        setup: What it is made from, without a branch.
        step: The step at hand, from 0 to its last.
        line: How many lines of that step have been executed, at least 0.
        parts: How much of the page is open, see ``state.training_parts``.
        branch: Where a second future begins and at which rate, if there is one.
    """

    setup: Setup
    step: int = 0
    line: int = 0
    branch: Branch | None = None
    parts: int = CURVE_AND_MAP


def training_view(values: Values) -> TrainingView:
    """Return what the checked ``values`` of the page describe; a step too far is the last one."""
    setup = setup_of(values)
    step = min(whole(values, "step"), setup.n_steps)
    line, opened = whole(values, "line"), whole(values, "training_parts")
    parts = max(opened, LINE_BY_LINE) if line else opened  # a link from before there were parts
    return TrainingView(setup, step, line, training_branch(values), parts)
