"""From the training on screen to a run that can be kept. Knows no Streamlit."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from visualizer.core.branch import Branch
from visualizer.core.trajectory import Trajectory
from visualizer.state.kept_pages import KEPT_PAGES
from visualizer.state.kept_runs import KeptBranch, KeptRun
from visualizer.state.memory import Memory
from visualizer.state.number_texts import number_text
from visualizer.state.parameters import get_number
from visualizer.state.run_names import clean_name, sizes_of
from visualizer.state.values import Values, whole


@dataclass(frozen=True, eq=False)
class Trained:
    """What came of the training on screen.

    Attributes:
        run: The training.
        branch: Its second future if it has one, from the first step on.
        test_loss: Its loss at the end on examples that it never learned from, if there are any;
            may be no finite number.
    """

    run: Trajectory
    branch: Trajectory | None = None
    test_loss: float | None = None


def make_run(memory: Memory, trained: Trained, place: int, name: str = "") -> KeptRun:
    """Return the run that the open page shows, to be kept.

    Args:
        memory: What the page shows; it must be one of ``KEPT_PAGES``.
        trained: What came of that.
        place: Which run of the session it is going to be.
        name: Any text; where nothing in it can be seen, the run gets the proposed name.
    """
    values, page = memory.values(), KEPT_PAGES[memory.page]
    setup, run = page.setup(values), trained.run
    test_loss = trained.test_loss
    return KeptRun(
        name=clean_name(name) or page.propose(place, values, setup),
        address=MappingProxyType(memory.address() or default_address(memory.page, values)),
        values=MappingProxyType(values),
        losses=tuple(run.losses.tolist()),
        diverged_at=run.diverged_at,
        branch=_kept_branch(page.branch(values), trained.branch),
        page=memory.page,
        sizes=sizes_of(setup),
        loss=setup.loss,
        test_loss=test_loss if test_loss is not None and math.isfinite(test_loss) else None,
    )


def default_address(page: str, values: Values) -> Mapping[str, str]:
    """Return the query of a training of nothing but defaults.

    An empty query would mean: as before. This one means: the default of everything.
    """
    seed = KEPT_PAGES[page].seed
    return {get_number(seed).address: number_text(whole(values, seed))}


def _kept_branch(branch: Branch | None, run: Trajectory | None) -> KeptBranch | None:
    if branch is None or run is None:
        return None
    losses = tuple(run.losses[branch.step :].tolist())
    return KeptBranch(branch.step, branch.learning_rate, losses, run.diverged_at)
