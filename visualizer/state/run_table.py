"""Kept runs in a table and in words. Knows no Streamlit."""

import math
from collections.abc import Sequence
from itertools import chain

from visualizer.core.loss_registry import LOSSES
from visualizer.state.kept_pages import FIRST_PAGE
from visualizer.state.kept_runs import KeptBranch, KeptRun
from visualizer.state.number_texts import number_text, rounded
from visualizer.state.parameters import get_choice
from visualizer.state.run_names import cell_text, size_text
from visualizer.state.run_settings import SETTINGS, Cell, settings_of
from visualizer.words import runs as words


def table_of(runs: Sequence[KeptRun]) -> dict[str, list[Cell]]:
    """Return settings and results of ``runs``, one entry of each column per run.

    ``None`` stands where there is nothing to tell; the columns of branches, of networks and of test
    examples where there is one only.
    """
    settings = settings_of(runs)
    columns = dict.fromkeys(chain(SETTINGS, *settings))
    return {
        "Name": [cell_text(run.name) for run in runs],
        **_branches([run.branch for run in runs]),
        **_networks(runs),
        **{column: [each.get(column) for each in settings] for column in columns},
        "First loss": [_number(run.losses[0]) for run in runs],
        "Last loss": [_number(run.losses[-1]) for run in runs],
        **_tests([run.test_loss for run in runs]),
        "Diverged at step": [run.diverged_at for run in runs],
    }


def _networks(runs: Sequence[KeptRun]) -> dict[str, list[Cell]]:
    if all(run.page == FIRST_PAGE for run in runs):
        return {}
    loss = get_choice("network_loss")
    return {
        "Page": [words.MADE_ON[run.page] for run in runs],
        "Size": [size_text(run.sizes) for run in runs],
        "Loss": [loss.label_of(run.loss, LOSSES[run.loss].label) for run in runs],
    }


def _tests(losses: Sequence[float | None]) -> dict[str, list[Cell]]:
    if all(loss is None for loss in losses):
        return {}
    return {"Last loss on test examples": [*losses]}


def _branches(branches: Sequence[KeptBranch | None]) -> dict[str, list[Cell]]:
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
    return said.format(count=len(runs), told="; ".join(map(_course, names_of(runs), runs)))


def are_unlike(runs: Sequence[KeptRun]) -> bool:
    """Tell whether the runs count their loss in different ways, so that heights say nothing."""
    return len({run.loss for run in runs}) > 1


def names_of(runs: Sequence[KeptRun]) -> list[str]:
    """Return what each run is called beside the others: with its loss, where they are unlike."""
    if not are_unlike(runs):
        return [run.name for run in runs]
    return [words.LOSS_OF.format(name=run.name, loss=words.LOSSES[run.loss]) for run in runs]


def loss_title(runs: Sequence[KeptRun]) -> str:
    """Return what the loss axis of their picture says.

    Raises:
        IndexError: If there is no run.
    """
    return (
        words.LOSS if are_unlike(runs) else words.LOSS_AXIS.format(loss=words.LOSSES[runs[0].loss])
    )


# By how the run and how its branch end.
_COURSES = {
    ("ends", "none"): words.ENDED,
    ("ends", "ends"): words.ENDED_AND_BRANCH,
    ("ends", "diverges"): words.ENDED_AND_BRANCH_DIVERGED,
    ("diverges", "none"): words.DIVERGED,
    ("diverges", "ends"): words.DIVERGED_AND_BRANCH,
    ("diverges", "diverges"): words.DIVERGED_AND_BRANCH_DIVERGED,
}


def _course(name: str, run: KeptRun) -> str:
    if math.isnan(run.losses[0]):
        return words.NEVER_A_NUMBER.format(name=name)
    branch = run.branch
    places = {} if branch is None else _places_of_branch(branch)
    return _COURSES[_end(run), "none" if branch is None else _end(branch)].format(
        name=name, first=rounded(run.losses[0], 6), last=rounded(run.losses[-1], 6),
        n_steps=len(run.losses) - 1, diverged=run.diverged_at, **places,
    )  # fmt: skip


def _end(run: KeptRun | KeptBranch) -> str:
    return "ends" if run.diverged_at is None else "diverges"


def _places_of_branch(branch: KeptBranch) -> dict[str, object]:
    return {
        "branch": branch.step,
        "rate": number_text(branch.learning_rate),
        "branch_last": rounded(branch.losses[-1], 6),
        "branch_diverged": branch.diverged_at,
    }


def _number(loss: float) -> float | None:
    return loss if math.isfinite(loss) else None
