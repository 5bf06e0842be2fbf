"""Shows what keeps a run, and the kept runs one below the other."""

from collections.abc import Callable
from types import MappingProxyType

import streamlit as st

from visualizer.chapters import PAGES
from visualizer.core.training import Trajectory
from visualizer.state.kept_runs import (
    MOST_RUNS,
    KeptBranch,
    KeptRun,
    Shelf,
    delete,
    keep,
    rename,
    undo,
    undo_all,
)
from visualizer.state.kinds import Value
from visualizer.state.number_texts import number_text
from visualizer.state.run_memory import REFUSED
from visualizer.state.run_names import LONGEST_NAME, clean_name, propose_name
from visualizer.state.run_table import n_runs
from visualizer.state.values import number, whole
from visualizer.ui.buttons import show_button
from visualizer.ui.run_storage import is_refused, read_shelf, write_shelf
from visualizer.ui.session import this_session

Trained = tuple[Trajectory, Trajectory | None]


def keep_on_screen(name: str, trained: Trained) -> None:
    """Keep the run on screen under ``name``, or under the proposed one if that is empty.

    Args:
        name: Any text.
        trained: The run, and its second future if it has one, from the first step on.
    """
    shelf, memory = read_shelf(), this_session().now.memory
    values, (run, branch) = memory.values(), trained
    kept = KeptRun(
        name=clean_name(name) or propose_name(shelf.n_kept + 1, values),
        # An empty query would mean: as before. This one means: the default of everything.
        address=MappingProxyType(memory.address() or {"seed": number_text(whole(values, "seed"))}),
        values=MappingProxyType(values),
        losses=tuple(run.losses.tolist()),
        diverged_at=run.diverged_at,
        branch=None if branch is None else _kept_branch(values, branch),
    )
    write_shelf(keep(shelf, kept))


def _kept_branch(values: dict[str, Value], branch: Trajectory) -> KeptBranch:
    step = min(whole(values, "branch_step"), whole(values, "n_steps"))
    losses = tuple(branch.losses[step:].tolist())
    return KeptBranch(step, number(values, "branch_rate"), losses, branch.diverged_at)


def show_keep_row(train: Callable[[], Trained]) -> None:
    """Show what keeps the run on screen, and how many are kept.

    Args:
        train: Returns the training that the page shows and its branch; called once it is to be
            kept.
    """
    shelf = read_shelf()
    with st.container(horizontal=True, vertical_alignment="bottom", key="keep_row"):
        field = f"keep_name_{shelf.n_kept}"  # a new field after each
        st.text_input(
            "Keep it under the name",
            placeholder=f"Run {shelf.n_kept + 1}, with its settings",
            max_chars=LONGEST_NAME,
            key=field,
            disabled=shelf.is_full,
            width=380,
        )
        show_button(
            "Keep this run",
            "keep",
            _keep,
            field,
            train,
            icon=":material/bookmark_add:",
            disabled=shelf.is_full,
        )
        if shelf.runs:
            label = (
                f"Compare {n_runs(len(shelf.runs))}" if len(shelf.runs) > 1 else "See it on Runs"
            )
            st.page_link(PAGES / "runs.py", label=label, icon=":material/stacked_line_chart:")
    if shelf.runs:
        # Not whether it is what is seen: a release would change that, and nothing out here.
        st.text(f"Your latest run is kept as “{shelf.runs[-1].name}”.")
    if shelf.is_full:
        st.text(_full_words(shelf))
    if shelf.runs and is_refused():
        st.text(REFUSED)


def show_run_rows() -> None:
    """Show for each run its name, to be changed, and what opens and what deletes it."""
    for run in read_shelf().runs:
        key = f"rename_{run.number}"
        st.session_state.setdefault(key, run.name)
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"run_{run.number}"):
            st.text_input(
                f"Name of run {run.number}",
                max_chars=LONGEST_NAME,
                key=key,
                on_change=_rename,
                args=(run.number,),
                width=380,
            )
            st.page_link(
                PAGES / "training.py",
                label=f"Open run {run.number}",
                icon=":material/open_in_new:",
                query_params=dict(run.address),
            )
            st.button(
                f"Delete run {run.number}",
                icon=":material/delete:",
                key=f"delete_{run.number}",
                on_click=_change,
                args=(delete, run.number),
            )


def show_delete_all() -> None:
    """Show what deletes all runs with one click, as on a computer that many use."""
    numbers = tuple(run.number for run in read_shelf().runs)
    if len(numbers) > 1:
        st.button(
            f"Delete all {len(numbers)} runs",
            icon=":material/delete_sweep:",
            key="delete_all",
            on_click=_change,
            args=(delete, *numbers),
        )


def show_undo() -> None:
    """Show which runs were deleted and bring them back on a click; show nothing if none was."""
    shelf = read_shelf()
    if shelf.deleted:
        run = shelf.deleted[-1]
        with st.container(horizontal=True, vertical_alignment="center", key="undo_row"):
            several = len(shelf.deleted) > 1
            all_of_them = f"{len(shelf.deleted)} runs are deleted, the last of them “{run.name}”."
            st.text(all_of_them if several else f"“{run.name}” is deleted.", width="content")
            st.button(
                "Bring it back",
                icon=":material/undo:",
                key="undo",
                on_click=_change,
                args=(undo,),
                disabled=shelf.is_full,
            )
            if several:
                st.button(
                    "Bring all back",
                    key="undo_all",
                    on_click=_change,
                    args=(undo_all,),
                    disabled=shelf.is_full,
                )
            if shelf.is_full:
                st.text("There is no room for it now: delete another run first.", width="content")


def show_room() -> None:
    """Say that there is no room for another run, if so."""
    shelf = read_shelf()
    if shelf.is_full:
        st.text(_full_words(shelf))


def _keep(field: str, train: Callable[[], Trained]) -> None:
    if not read_shelf().is_full:
        keep_on_screen(st.session_state.get(field, ""), train())


def _change(how: Callable[..., Shelf], *arguments: object) -> None:
    write_shelf(how(read_shelf(), *arguments))


def _rename(number: int) -> None:
    key = f"rename_{number}"
    _change(rename, number, st.session_state[key])
    names = {run.number: run.name for run in read_shelf().runs}
    st.session_state[key] = names.get(number, "")


def _full_words(shelf: Shelf) -> str:
    return (
        f"{MOST_RUNS} runs are kept, and there is room for no more. To keep another, delete one "
        f"on Runs first, such as the oldest, “{shelf.runs[0].name}”; its deletion can be undone."
    )
