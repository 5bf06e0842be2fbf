"""What a student reads when a page fails; the traceback stays in the server's log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from visualizer.chapters import CHAPTERS

MESSAGE = (
    "This page could not be shown. The fault is the app's, not yours. "
    "Go back to the start, or open it again from the menu."
)


@contextmanager
def plain_failure(page: str) -> Iterator[None]:
    """Log whatever the block raises, and show a plain sentence instead; never a traceback."""
    try:
        yield
    except Exception as error:  # whatever its cause
        logging.getLogger("visualizer").exception("page %r failed", page)
        show_failure(error)


def show_failure(_error: Exception) -> bool:
    """Show one plain sentence and the way back, and return ``True``: nothing else is to be shown.

    Streamlit calls it, after logging the traceback, for errors in callbacks too.
    """
    st.error(MESSAGE, icon=":material/build:")
    st.page_link(CHAPTERS[0].file, label="Back to the start", icon=":material/arrow_back:")
    return True
