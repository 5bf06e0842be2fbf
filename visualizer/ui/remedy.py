"""What leads a training out of the trouble that the scale of its inputs makes."""

import streamlit as st

from visualizer.ui.buttons import show_button
from visualizer.ui.session import commit
from visualizer.words.training import STANDARDIZE

WIDTH = 960  # of the sentence, so that the button has room beside it


def show_remedy(said: str) -> None:
    """Show why a training goes wrong, and the button that helps; nothing for an empty text."""
    # It is there in any case, so that what follows keeps its place among the parts of the page.
    with st.container(horizontal=True, vertical_alignment="center", key="remedy"):
        if said:
            st.markdown(said, width=WIDTH)
            show_button(
                STANDARDIZE, "standardize", commit, {"scaling": "standardized"},
                icon=":material/healing:",
            )  # fmt: skip
