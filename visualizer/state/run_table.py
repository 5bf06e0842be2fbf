"""Kept runs in a table and in words. Knows no Streamlit."""

import math
from collections.abc import Mapping, Sequence

from visualizer.state.kept_runs import KeptBranch, KeptRun
from visualizer.state.kinds import Value
from visualizer.state.number_texts import number_text
from visualizer.state.parameters import PARAMETERS, WEIGHTS, get_choice, get_number
from visualizer.state.run_names import cell_text
from visualizer.words import runs as words


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
    said = words.BRANCH if branch.diverged_at is None else words.BRANCH_DIVERGED
    return said.format(**_places_of_branch(branch))


def described(runs: Sequence[KeptRun]) -> str:
    """Return what the picture of the loss curves shows, for those who do not see it."""
    said = words.ONE_CURVE if len(runs) == 1 else words.CURVES
    return said.format(count=len(runs), told="; ".join(map(_course, runs)))


def n_runs(count: int) -> str:
    """Return how many kept runs there are, in words."""
    return (words.ONE_RUN if count == 1 else words.RUNS).format(count=count)


# By how the run and how its branch end.
_COURSES = {
    ("ends", "none"): words.ENDED,
    ("ends", "ends"): words.ENDED_AND_BRANCH,
    ("ends", "diverges"): words.ENDED_AND_BRANCH_DIVERGED,
    ("diverges", "none"): words.DIVERGED,
    ("diverges", "ends"): words.DIVERGED_AND_BRANCH,
    ("diverges", "diverges"): words.DIVERGED_AND_BRANCH_DIVERGED,
}


def _course(run: KeptRun) -> str:
    branch = run.branch
    places = {} if branch is None else _places_of_branch(branch)
    return _COURSES[_end(run), "none" if branch is None else _end(branch)].format(
        name=run.name, first=f"{run.losses[0]:.6f}", last=f"{run.losses[-1]:.6f}",
        n_steps=len(run.losses) - 1, diverged=run.diverged_at, **places,
    )  # fmt: skip


def _end(run: KeptRun | KeptBranch) -> str:
    return "ends" if run.diverged_at is None else "diverges"


def _places_of_branch(branch: KeptBranch) -> dict[str, object]:
    return {
        "branch": branch.step,
        "rate": number_text(branch.learning_rate),
        "branch_last": f"{branch.losses[-1]:.6f}",
        "branch_diverged": branch.diverged_at,
    }


def _option(name: str, value: Value) -> str:
    return get_choice(name).label_of(value, "My data")  # only data can be somebody's own


def _start(values: Mapping[str, Value]) -> str:
    parts = (f"{get_number(name).symbol} {values[name]:.4f}" for name in WEIGHTS)
    return ", ".join(parts).replace("-", "−")


def _number(loss: float) -> float | None:
    return loss if math.isfinite(loss) else None
