"""Take it home: the run on screen as a program, a notebook, its parameters and its history."""

from collections.abc import Callable

import streamlit as st

from visualizer.core.setup import Setup
from visualizer.core.training import Trajectory
from visualizer.takeaway.history import history_csv
from visualizer.takeaway.notebook import notebook
from visualizer.takeaway.parameters import state_dict_file
from visualizer.takeaway.script import script
from visualizer.ui.buttons import show_opener


def show_take_home(setup: Callable[[], Setup], trajectory: Callable[[], Trajectory]) -> None:
    """Show the button that opens the dialog with the files of a run.

    Args:
        setup: Returns what the run was made from; asked only when the dialog opens.
        trajectory: Returns what came of it.
    """
    if show_opener("Take it home", "take_home", icon=":material/code:"):
        _dialog(setup(), trajectory())


@st.dialog("Take this run home", width="large")
def _dialog(setup: Setup, trajectory: Trajectory) -> None:
    program = script(setup)
    st.markdown(
        "Plain PyTorch, the same data and the same start: run on your own computer, it prints the "
        "very losses that you see here. A branch is not part of it."
    )
    with st.container(horizontal=True):
        st.download_button("train.py", program, "train.py", "text/x-python")
        st.download_button("Notebook", notebook(setup), "train.ipynb", "application/x-ipynb+json")
        st.download_button(
            "Parameters", state_dict_file(trajectory, setup.architecture), "parameters.pt",
            "application/octet-stream", help="A state_dict, for torch.load(…, weights_only=True).",
        )  # fmt: skip
        history = history_csv(trajectory, setup.architecture)
        st.download_button("History", history, "history.csv", "text/csv")
    st.code(program, language="python", height=420)
