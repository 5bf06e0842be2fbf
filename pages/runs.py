"""Runs: the trainings that were kept, over one another and side by side."""

import streamlit as st

from visualizer.chapters import PAGES
from visualizer.figures.kept_losses import Curve, Offshoot, kept_losses_figure
from visualizer.state.kept_runs import KeptRun
from visualizer.state.run_table import (
    are_unlike,
    branch_words,
    described,
    loss_title,
    names_of,
    table_of,
)
from visualizer.ui.descriptions import alt_text
from visualizer.ui.lesson import open_lesson
from visualizer.ui.run_files import runs_lead, show_files, show_storage_notices
from visualizer.ui.run_rows import show_delete_all, show_room, show_run_rows, show_undo
from visualizer.ui.run_storage import read_shelf, sync_runs
from visualizer.words import runs as words

AXES = {"linear": "Linear", "log": "Logarithmic"}
FORMATS = {
    "Learning rate": "plain",
    "Steps of the training": "%d",
    "Random start": "%d",
    "First loss": "%.6f",
    "Last loss": "%.6f",
    "Last loss on test examples": "%.6f",
    "Diverged at step": "%d",
    "Last loss of the branch": "%.6f",
}


def curve_of(name: str, run: KeptRun) -> Curve:
    """Return how ``run`` is drawn under ``name``."""
    branch, offshoot = run.branch, None
    if branch is not None:
        offshoot = Offshoot(branch.step, branch_words(branch), branch.losses)
    return Curve(run.number, name, run.losses, offshoot)


def show_curves() -> None:
    """Show the loss curves of all runs in one picture."""
    if are_unlike(runs):
        st.markdown(words.UNLIKE)
    axis = st.segmented_control(
        "Loss axis",
        list(AXES),
        default="linear",
        required=True,
        format_func=AXES.__getitem__,
        key="kept_axis",
        persist_state="session",
    )
    figure = kept_losses_figure(
        list(map(curve_of, names_of(runs), runs)),
        log=axis == "log",
        dark=st.context.theme.type == "dark",
        title=loss_title(runs),
    )
    st.plotly_chart(
        figure,
        key="kept_losses",
        theme=None,
        config={"displayModeBar": False},
        **alt_text(st.plotly_chart, described(runs)),
    )


def show_table() -> None:
    """Show settings and results of all runs."""
    st.dataframe(
        table_of(runs),
        hide_index=True,
        column_config={
            "Name": st.column_config.TextColumn(pinned=True),
            **{name: st.column_config.NumberColumn(format=form) for name, form in FORMATS.items()},
        },
        placeholder="–",
        key="kept_table",
        **alt_text(st.dataframe, words.TABLE),
    )


open_lesson("runs", words.TITLE, words.LEAD.format(how_long=runs_lead()))
show_storage_notices()
runs = read_shelf().runs
if runs:
    show_room()
    st.header("Loss curves", anchor=False)
    show_curves()
    st.header("Settings and results", anchor=False)
    show_table()
    st.header("Rename, open, delete", anchor=False)
    show_undo()
    show_run_rows()
    show_delete_all()
else:
    show_undo()
    st.markdown(words.EMPTY_SHELF)
    for page, label in words.GO_TO.items():
        st.page_link(PAGES / f"{page}.py", label=label, icon=":material/arrow_forward:")
show_files()
sync_runs()
