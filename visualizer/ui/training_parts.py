"""The buttons that open the next part of the training's page, and fold it again."""

import streamlit as st

from visualizer.state.training_parts import PULLS, TRAINING_PARTS
from visualizer.ui.buttons import show_button
from visualizer.ui.session import commit
from visualizer.words.training import FOLD, OPENERS


def show_openers(opened: int) -> None:
    """Show the button that opens what comes after ``opened``, and the one that folds it."""
    with st.container(horizontal=True, key="openers"):
        if opened < PULLS:
            show_button(
                OPENERS[opened], "open_next", _open, opened + 1, icon=":material/expand_more:"
            )
        if opened:
            show_button(
                FOLD, "fold_last", _open, opened - 1, icon=":material/expand_less:", type="tertiary"
            )


def _open(parts: int) -> None:
    commit({TRAINING_PARTS.name: parts, "line": 0} if not parts else {TRAINING_PARTS.name: parts})
