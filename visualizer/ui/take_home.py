"""Take it home: the run on screen as a program, a notebook, its parameters and its history."""

from collections.abc import Callable

import streamlit as st

from visualizer.core.training import Trajectory
from visualizer.takeaway.history import history_csv
from visualizer.takeaway.notebook import notebook
from visualizer.takeaway.parameters import state_dict_file
from visualizer.takeaway.script import script
from visualizer.takeaway.spec import RunSpec
from visualizer.ui.buttons import show_opener


def show_take_home(spec: Callable[[], RunSpec], trajectory: Callable[[], Trajectory]) -> None:
    """Show the button that opens the dialog with the files of a run.

    Args:
        spec: Returns what the run was made from; asked only when the dialog opens.
        trajectory: Returns what came of it.
    """
    if show_opener("Take it home", "take_home", icon=":material/code:"):
        _dialog(spec(), trajectory())


@st.dialog("Take this run home", width="large")
def _dialog(spec: RunSpec, trajectory: Trajectory) -> None:
    program = script(spec)
    st.markdown(
        "Plain PyTorch, the same data and the same start: run on your own computer, it prints the "
        "very losses that you see here. A branch is not part of it."
    )
    with st.container(horizontal=True):
        st.download_button("train.py", program, "train.py", "text/x-python")
        st.download_button("Notebook", notebook(spec), "train.ipynb", "application/x-ipynb+json")
        st.download_button(
            "Parameters", state_dict_file(trajectory, spec.neuron), "parameters.pt",
            "application/octet-stream", help="A state_dict, for torch.load(…, weights_only=True).",
        )  # fmt: skip
        st.download_button("History", history_csv(trajectory), "history.csv", "text/csv")
    st.code(program, language="python", height=420)
