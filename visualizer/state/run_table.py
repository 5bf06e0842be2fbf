"""Kept runs in a table and in words. Knows no Streamlit."""

import math
from collections.abc import Mapping, Sequence

from visualizer.state.kept_runs import KeptBranch, KeptRun
from visualizer.state.kinds import Value
from visualizer.state.number_texts import number_text
from visualizer.state.parameters import PARAMETERS, WEIGHTS, get_choice, get_number
from visualizer.state.run_names import cell_text


def table_of(runs: Sequence[KeptRun]) -> dict[str, list[str | float | int | None]]:
    """Return settings and results of ``runs``, one entry of each column per run.

    ``None`` stands where there is nothing to tell; the columns of branches where there is one only.
    """
    values = [run.values for run in runs]
    return {
        "Name": [cell_text(run.name) for run in runs],
        **_branches([run.branch for run in runs]),
        **{
            PARAMETERS[name].label: [_option(name, each[name]) for each in values]
            for name in (
                "dataset", "scaling", "activation", "output", "optimizer", "batch_size", "zero_grad"
            )
        },
        **{
            PARAMETERS[name].label: [each[name] for each in values]
            for name in ("learning_rate", "n_steps", "seed")
        },
        "Start weights": [_start(each) for each in values],
        "First loss": [_number(run.losses[0]) for run in runs],
        "Last loss": [_number(run.losses[-1]) for run in runs],
        "Diverged at step": [run.diverged_at for run in runs],
    }  # fmt: skip


def _branches(branches: Sequence[KeptBranch | None]) -> dict[str, list[str | float | None]]:
    if not any(branches):
        return {}
    return {
        "Branch": [None if each is None else branch_words(each) for each in branches],
        "Last loss of the branch": [
            None if each is None else _number(each.losses[-1]) for each in branches
        ],
    }


def branch_words(branch: KeptBranch) -> str:
    """Return what a branch is, in a few words.

    Example:
        >>> branch_words(KeptBranch(40, 1.0, (0.5, 0.25), None))
        'Branch at step 40, lr′ 1'
    """
    words = f"Branch at step {branch.step}, lr′ {number_text(branch.learning_rate)}"
    if branch.diverged_at is None:
        return words
    return f"{words}, diverged at step {branch.diverged_at}"


def described(runs: Sequence[KeptRun]) -> str:
    """Return what the picture of the loss curves shows, for those who do not see it."""
    told = "; ".join(f"{run.name}: {_course(run)}{_branch_course(run.branch)}" for run in runs)
    return f"The loss curves of {n_runs(len(runs))}. {told}."


def n_runs(count: int) -> str:
    """Return how many kept runs there are, in words."""
    return "1 kept run" if count == 1 else f"{count} kept runs"


def _course(run: KeptRun) -> str:
    end = (
        f"to {run.losses[-1]:.6f} in {len(run.losses) - 1} steps"
        if run.diverged_at is None
        else f"until it diverged at step {run.diverged_at}"
    )
    return f"from {run.losses[0]:.6f} {end}"


def _branch_course(branch: KeptBranch | None) -> str:
    if branch is None:
        return ""
    end = (
        f"ends at {branch.losses[-1]:.6f}"
        if branch.diverged_at is None
        else f"diverges at step {branch.diverged_at}"
    )
    rate = number_text(branch.learning_rate)
    return f", and its branch at step {branch.step} with a learning rate of {rate} {end}"


def _option(name: str, value: Value) -> str:
    return get_choice(name).label_of(value, "My data")  # only data can be somebody's own


def _start(values: Mapping[str, Value]) -> str:
    parts = (f"{get_number(name).symbol} {values[name]:.4f}" for name in WEIGHTS)
    return ", ".join(parts).replace("-", "−")


def _number(loss: float) -> float | None:
    return loss if math.isfinite(loss) else None
