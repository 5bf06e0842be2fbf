"""What the page of the training shows."""

from dataclasses import dataclass

from visualizer.core.recipe import Branch
from visualizer.core.setup import Setup
from visualizer.state.setup_of import setup_of
from visualizer.state.values import Values, number, whole


@dataclass(frozen=True)
class TrainingView:
    """A training and how far it has gone. Two that are made from the same are equal.

    Attributes:
        setup: What it is made from, without a branch.
        step: The step at hand, from 0 to its last.
        line: How many lines of that step have been executed, at least 0.
        branch: Where a second future begins and at which rate, if there is one.
    """

    setup: Setup
    step: int = 0
    line: int = 0
    branch: Branch | None = None


def training_view(values: Values) -> TrainingView:
    """Return what the checked ``values`` of the page describe; a step too far is the last one."""
    setup = setup_of(values)
    step, branch_step = (
        min(whole(values, name), setup.n_steps) for name in ("step", "branch_step")
    )
    branch = Branch(branch_step, number(values, "branch_rate")) if branch_step >= 0 else None
    return TrainingView(setup, step, whole(values, "line"), branch)
