"""Shows what keeps a run, and the kept runs one below the other."""

from collections.abc import Callable

import streamlit as st

from visualizer.chapters import PAGES
from visualizer.state.kept_runs import MOST_RUNS, Shelf, delete, keep, rename, undo, undo_all
from visualizer.state.run_making import Trained, make_run
from visualizer.state.run_names import LONGEST_NAME
from visualizer.ui.buttons import show_button
from visualizer.ui.run_storage import is_refused, read_shelf, write_shelf
from visualizer.ui.session import this_session
from visualizer.words import runs as words


def keep_on_screen(name: str, trained: Trained) -> None:
    """Keep the run on screen under ``name``, or under the proposed one if that is empty."""
    shelf = read_shelf()
    run = make_run(this_session().now.memory, trained, shelf.n_kept + 1, name)
    write_shelf(keep(shelf, run))


def show_keep_row(train: Callable[[], Trained]) -> None:
    """Show what keeps the run on screen, and how many are kept.

    Args:
        train: Returns what came of the training that the page shows; called once it is to be
            kept.
    """
    shelf = read_shelf()
    with st.container(horizontal=True, vertical_alignment="bottom", key="keep_row"):
        field = f"keep_name_{shelf.n_kept}"  # a new field after each
        st.text_input(
            words.NAME_FIELD,
            placeholder=words.NAME_LATER.format(number=shelf.n_kept + 1),
            max_chars=LONGEST_NAME,
            key=field,
            disabled=shelf.is_full,
            width=380,
        )
        show_button(
            words.KEEP,
            "keep",
            _keep,
            field,
            train,
            icon=":material/bookmark_add:",
            disabled=shelf.is_full,
        )
        if shelf.runs:
            count = len(shelf.runs)
            label = words.SEE_IT if count == 1 else words.COMPARE.format(count=count)
            st.page_link(PAGES / "runs.py", label=label, icon=":material/stacked_line_chart:")
    if shelf.runs:
        # Not whether it is what is seen: a release would change that, and nothing out here.
        st.text(words.LATEST.format(name=shelf.runs[-1].name))
    if shelf.is_full:
        st.text(_full_words(shelf))
    if shelf.runs and is_refused():
        st.text(words.REFUSED)


def show_run_rows() -> None:
    """Show for each run its name, to be changed, and what opens and what deletes it."""
    for run in read_shelf().runs:
        key = f"rename_{run.number}"
        st.session_state.setdefault(key, run.name)
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"run_{run.number}"):
            st.text_input(
                words.RENAME.format(number=run.number),
                max_chars=LONGEST_NAME,
                key=key,
                on_change=_rename,
                args=(run.number,),
                width=380,
            )
            st.page_link(
                PAGES / f"{run.page}.py",
                label=words.OPEN.format(number=run.number),
                icon=":material/open_in_new:",
                query_params=dict(run.address),
            )
            st.button(
                words.DELETE.format(number=run.number),
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
            words.DELETE_ALL.format(count=len(numbers)),
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
            said = words.DELETED if several else words.ONE_DELETED
            st.text(said.format(count=len(shelf.deleted), name=run.name), width="content")
            st.button(
                words.BRING_BACK,
                icon=":material/undo:",
                key="undo",
                on_click=_change,
                args=(undo,),
                disabled=shelf.is_full,
            )
            if several:
                st.button(
                    words.BRING_ALL_BACK,
                    key="undo_all",
                    on_click=_change,
                    args=(undo_all,),
                    disabled=shelf.is_full,
                )
            if shelf.is_full:
                st.text(words.NO_ROOM, width="content")


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
    return words.FULL.format(most=MOST_RUNS, oldest=shelf.runs[0].name)
