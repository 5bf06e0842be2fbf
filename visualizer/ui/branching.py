"""The buttons by which a second future leaves a training, and is taken away again."""

from collections.abc import Callable
from dataclasses import dataclass

from visualizer.state.kinds import Value
from visualizer.state.number_texts import shortest
from visualizer.state.parameters import get_number
from visualizer.state.values import number, whole
from visualizer.ui.buttons import show_button
from visualizer.ui.session import commit, read_page, reset
from visualizer.words.training import BRANCH, REMOVE_BRANCH

FASTER = 3  # times the rate of the training is what a branch begins with


@dataclass(frozen=True)
class BranchNames:
    """The names of the parameters that say where a branch leaves, and how it goes on.

    Attributes:
        step: Of the step on screen.
        rate: Of the learning rate of the training.
        branch_step: Of the step where the branch leaves, below 0 for none.
        branch_rate: Of the learning rate of the branch.
    """

    step: str
    rate: str
    branch_step: str
    branch_rate: str


OF_NEURON = BranchNames("step", "learning_rate", "branch_step", "branch_rate")
OF_NETWORK = BranchNames(
    "step_network", "learning_rate_network", "branch_step_network", "branch_rate_network"
)


def show_branching(names: BranchNames, show: Callable[..., None] = show_button) -> None:
    """Show the button that branches at the step on screen and, with a branch, the other one.

    A new branch goes on at three times the rate of the training; one that moves keeps its own.

    Args:
        names: Of what it reads and sets.
        show: Shows a button, as :func:`show_button` does.
    """

    def branch() -> None:
        values = read_page().values
        at: dict[str, Value] = {names.branch_step: whole(values, names.step)}
        if whole(values, names.branch_step) < 0:
            _, most = get_number(names.branch_rate).limits
            at[names.branch_rate] = shortest(min(FASTER * number(values, names.rate), most))
        commit(at)

    show(BRANCH, "branch", branch, icon=":material/call_split:")
    if whole(read_page().values, names.branch_step) >= 0:
        show(REMOVE_BRANCH, "unbranch", reset, names.branch_step, names.branch_rate)
