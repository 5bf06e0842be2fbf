"""The branch of a training: where a second future leaves it, and at which rate."""

from visualizer.core.branch import Branch
from visualizer.state.network_parameters import LAST_STEP
from visualizer.state.values import Values, number, whole


def training_branch(values: Values) -> Branch | None:
    """Return the branch on the page of the training, if there is one."""
    return _branch(values, "branch_step", "branch_rate", whole(values, "n_steps"))


def network_branch(values: Values) -> Branch | None:
    """Return the branch on the page of the network, if there is one."""
    return _branch(values, "branch_step_network", "branch_rate_network", LAST_STEP)


def _branch(values: Values, step: str, rate: str, n_steps: int) -> Branch | None:
    """Return the branch; one from a step too far leaves at the last one."""
    first = whole(values, step)
    return Branch(min(first, n_steps), number(values, rate)) if first >= 0 else None
