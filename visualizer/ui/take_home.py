"""Take it home: the training on screen as a program, a notebook, its parameters and its history."""

from collections.abc import Callable

import streamlit as st

from visualizer.core.setup import Setup
from visualizer.core.trajectory import Trajectory
from visualizer.live.listing import show_listing
from visualizer.stages.colouring import coloured
from visualizer.takeaway.history import history_csv
from visualizer.takeaway.notebook import notebook
from visualizer.takeaway.parameters import state_dict_file
from visualizer.takeaway.script import script
from visualizer.ui.buttons import show_opener
from visualizer.words import take_home as words

PROGRAM_HEIGHT = 420  # px


def show_take_home(setup: Callable[[], Setup], trajectory: Callable[[], Trajectory]) -> None:
    """Show the button that opens the dialog with the files of a training.

    Args:
        setup: Returns what is trained; asked only when the dialog opens.
        trajectory: Returns what came of it.
    """
    if show_opener(words.OPEN, "take_home", icon=":material/code:"):
        _dialog(setup(), trajectory())


@st.dialog(words.TITLE, width="large")
def _dialog(setup: Setup, trajectory: Trajectory) -> None:
    program = script(setup)
    st.markdown(words.WHAT_IT_IS)
    if setup.branch is not None:
        st.markdown(words.WITH_BRANCH)
    with st.container(horizontal=True):
        st.download_button("train.py", program, "train.py", "text/x-python")
        st.download_button(
            words.NOTEBOOK, notebook(setup), "train.ipynb", "application/x-ipynb+json"
        )
        st.download_button(
            words.PARAMETERS, state_dict_file(trajectory, setup.architecture), "parameters.pt",
            "application/octet-stream", help=words.PARAMETERS_HELP,
        )  # fmt: skip
        history = history_csv(trajectory, setup.architecture)
        st.download_button(words.HISTORY, history, "history.csv", "text/csv")
    show_listing(
        "program", coloured(program), words.COPY, label=words.PROGRAM, height=PROGRAM_HEIGHT
    )
