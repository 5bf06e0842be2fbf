"""The branch of a run in the program: the same training once more, with another rate at its end.

No words here come from strangers.
"""

from dataclasses import replace

from visualizer.core.branch import Branch
from visualizer.core.loops import loop_source
from visualizer.core.setup import Setup
from visualizer.core.training import train
from visualizer.takeaway.section import Section

START_KEPT = """
start = {name: value.clone() for name, value in model.state_dict().items()}"""
"""Follows the model, so that the training can be begun again."""

_CODE = """\
branch_step = {step}
branch_lr = {rate}
model.load_state_dict(start)
optimizer = {optimizer}
optimizer.zero_grad()
print("The branch:")
step = 0
{head}
    if step == branch_step:
        optimizer.param_groups[0]["lr"] = branch_lr
    if step >= branch_step:
        print_loss(step)
{body}
    step += 1
print_loss(step)"""


def branch_section(setup: Setup, branch: Branch) -> Section:
    """Return the section that trains once more, from ``branch`` on at its rate.

    Args:
        setup: The run.
        branch: Where its second future begins, at the last step or before.
    """
    loop = loop_source(setup.recipe.forget_zero_grad, bool(setup.recipe.l1))
    head, body = loop.split("\n", 1)
    code = _CODE.format(
        step=branch.step,
        rate=float(branch.learning_rate),
        optimizer=setup.recipe.optimizer_code(str(float(setup.learning_rate))),
        head=head,
        body=body,
    )
    words = (
        "The same training from the same start. From `branch_step` on it has another learning "
        "rate; the optimizer keeps what it remembers, and the batches are the same."
    )
    return Section("The branch", words, code)


def expected_of_branch(setup: Setup, branch: Branch) -> str:
    """Return the sentence that says which losses the branch will print, or why it has none."""
    run_ends = train(replace(setup, branch=None)).diverged_at
    if run_ends is not None and run_ends <= branch.step:
        return f"A branch at step {branch.step} comes too late: by then the run has diverged."
    if branch.step >= setup.n_steps:
        return (
            f"The branch leaves it at step {branch.step}, the last one: it has no step of its own."
        )
    trajectory = train(setup)
    leaves = f"The branch that leaves it at step {branch.step}"
    if trajectory.diverged_at is not None:
        return f"{leaves} diverges at step {trajectory.diverged_at}."
    return f"{leaves} ends at a loss of {trajectory.losses[-1].item():.6f}."
