"""Takes the kept runs along as a file, and brings them back."""

import streamlit as st

from visualizer.state.address import quote, shorten
from visualizer.state.kept_runs import MOST_RUNS, bring
from visualizer.state.run_records import read_runs, write_runs
from visualizer.ui.file_out import show_file_button
from visualizer.ui.notices import show_notices
from visualizer.ui.run_storage import (
    forget_damaged,
    is_refused,
    n_damaged,
    read_shelf,
    storage_sentences,
    write_shelf,
)
from visualizer.words import runs as words

FILE = "kept_runs.json"
COUNT, SAID, FAULTS = "runs_file_count", "runs_file_said", "runs_file_faults"  # in session_state


def runs_lead() -> str:
    """Return how long the runs stay, in a sentence."""
    if is_refused():
        return words.STAY_IN_THE_TAB
    return words.STAY_IN_THE_BROWSER


def show_storage_notices() -> None:
    """Say what the browser's storage, or the last file, did not give."""
    show_notices([*storage_sentences(), *st.session_state.pop(FAULTS, ())])
    count = n_damaged()
    if count:
        runs = "the damaged run" if count == 1 else f"the {count} damaged runs"
        st.button(
            f"Remove {runs} from this browser",
            icon=":material/delete:",
            key="forget_damaged",
            on_click=forget_damaged,
        )
    said = st.session_state.pop(SAID, "")
    if said:
        st.text(said)


def show_files() -> None:
    """Offer the runs as a file, and take such a file."""
    runs = read_shelf().runs
    with st.container(horizontal=True, vertical_alignment="bottom", key="run_files"):
        if runs:
            show_file_button(
                "Take them along as a file",
                "runs_file_out",
                FILE,
                lambda: write_runs(runs),
                mime="application/json",
            )
        with st.popover("Bring runs back", icon=":material/upload:"):
            key = f"runs_file_{st.session_state.get(COUNT, 0)}"  # a new field after each file
            file = st.file_uploader(
                f"A file {FILE}, at most 1 MB", type="json", key=key, on_change=_bring, args=(key,)
            )
    if file is not None:  # a restarted server knows no callback in its first run
        _bring(key)
        st.rerun()


def _bring(key: str) -> None:
    file = st.session_state.get(key)
    if file is None:
        return
    st.session_state[COUNT] = st.session_state.get(COUNT, 0) + 1
    try:
        found = read_runs(file.getvalue())
    except ValueError as error:
        st.session_state[FAULTS] = [f"{error} The runs that are kept here stay as they are."]
        return
    brought = bring(read_shelf(), found.runs)
    write_shelf(brought.shelf)
    st.session_state[SAID] = _said(brought.taken, brought.known)
    left = [
        f"“{quote(name)}” is left out, since {MOST_RUNS} runs are kept and there is room for no "
        "more. Delete one and bring the file again."
        for name in brought.left
    ]
    st.session_state[FAULTS] = shorten([*found.faults, *left])


def _said(taken: int, known: int) -> str:
    came = "1 run came" if taken == 1 else f"{taken or 'No'} runs came"
    were = {0: "", 1: " 1 was here already."}.get(known, f" {known} were here already.")
    return f"{came} from the file.{were}"
