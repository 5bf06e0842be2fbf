"""Short answers to what an expert would ask, each opened in place."""

from collections.abc import Mapping

import streamlit as st

from visualizer.words.whys import WHYS


def show_whys(
    page: str, numbers: Mapping[str, object] | None = None, is_answered: bool = True
) -> None:
    """Show a button for each question of ``page``; its answer opens beside it.

    Args:
        page: Name of the page.
        numbers: What fills the placeholders of the answers.
        is_answered: Whether the question of the page is; before that they would tell its answer,
            and wait.
    """
    with st.container(horizontal=True, key="whys"):
        for question, answer in WHYS[page] if is_answered else ():
            with st.popover(question, icon=":material/help:"):
                st.markdown(answer.format(**(numbers or {})))
