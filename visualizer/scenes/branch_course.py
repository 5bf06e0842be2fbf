"""What is said of a branch: which of the sentences in ``BRANCH_COURSES`` holds, and its numbers."""

import torch
from torch import Tensor

from visualizer.core.branch import Branch
from visualizer.live.scene import Quantity
from visualizer.words.training import BRANCH_COURSES

# Places in BRANCH_COURSES.
ENDS, DIVERGES, OUTLIVES, BOTH_DIVERGE, TOO_LATE, NO_STEP, WAITS, TO_COME = range(8)

QUANTITIES = (
    Quantity("branch_step", style="integer"),
    Quantity("branch_rate", digits=4, fine=True),
    Quantity("branch_end", digits=4, least=2),
    Quantity("branch_diverged_at", style="integer"),
    Quantity("branch_course", style="choice", choices=BRANCH_COURSES),
)
"""The numbers in these sentences, but for ``loss_end``, which others have, too."""


def branch_courses(branch: Branch, n_steps: int, run_at: int, diverged_at: Tensor) -> Tensor:
    """Return which sentence holds at each rate of a branch. Shape ``(lanes,)``.

    Args:
        branch: Where it leaves.
        n_steps: Number of updates of the run.
        run_at: The step at which the run itself diverges, −1 for never.
        diverged_at: That of the branch at each rate. Shape ``(lanes,)``.
    """
    if 0 <= run_at <= branch.step:
        return torch.full_like(diverged_at, TOO_LATE).float()
    if branch.step >= n_steps:
        return torch.full_like(diverged_at, NO_STEP).float()
    survives, fails = (ENDS, DIVERGES) if run_at < 0 else (OUTLIVES, BOTH_DIVERGE)
    return torch.where(diverged_at >= 0, float(fails), float(survives))
