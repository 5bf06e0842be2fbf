"""What a student reads when a page fails; the traceback stays in the server's log."""

from __future__ import annotations

import streamlit as st

from visualizer.chapters import CHAPTERS

MESSAGE = (
    "This page could not be shown. The fault is the app's, not yours. "
    "Go back to the start, or open it again from the menu."
)


def show_failure(_error: Exception) -> bool:
    """Show one plain sentence and the way back, and return ``True``: nothing else is to be shown.

    Streamlit calls it, after logging the traceback, for errors in fragments and callbacks too.
    """
    st.error(MESSAGE, icon=":material/build:")
    st.page_link(CHAPTERS[0].file, label="Back to the start", icon=":material/arrow_back:")
    return True
