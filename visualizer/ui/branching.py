"""The buttons by which a second future leaves a training, and is taken away again."""

from collections.abc import Callable

from visualizer.state.values import whole
from visualizer.ui.buttons import show_button
from visualizer.ui.session import commit, read_page, reset
from visualizer.words.training import BRANCH, REMOVE_BRANCH


def show_branching(
    step: str, branch_step: str, branch_rate: str, show: Callable[..., None] = show_button
) -> None:
    """Show the button that branches at the step on screen and, with a branch, the other one.

    Args:
        step: The parameter of the step on screen.
        branch_step: That of the step where the branch leaves, below 0 for none.
        branch_rate: That of the rate of the branch.
        show: Shows a button, as :func:`show_button` does.
    """

    def branch() -> None:
        commit({branch_step: whole(read_page().values, step)})

    show(BRANCH, "branch", branch, icon=":material/call_split:")
    if whole(read_page().values, branch_step) >= 0:
        show(REMOVE_BRANCH, "unbranch", reset, branch_step, branch_rate)
