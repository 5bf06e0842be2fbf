"""Short answers to what an expert would ask, each opened in place."""

import streamlit as st

from visualizer.words.whys import WHYS


def show_whys(page: str, **numbers: object) -> None:
    """Show a button for each question of ``page``; its answer opens beside it.

    Args:
        page: Name of the page.
        **numbers: What fills the placeholders of the answers.
    """
    with st.container(horizontal=True, key="whys"):
        for question, answer in WHYS[page]:
            with st.popover(question, icon=":material/help:"):
                st.markdown(answer.format(**numbers))
