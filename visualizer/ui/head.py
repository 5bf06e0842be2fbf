"""What a page shows around its live part, and whether it still tells the truth."""

import streamlit as st

from visualizer.ui.session import moves, read_page

SHOWN, OUTDATED = "head_notices", "head_outdated"  # in st.session_state


def note_head(notices: tuple[str, ...]) -> None:
    """Note that the page was run as a whole and shows ``notices`` at its head."""
    st.session_state[SHOWN] = _shown(notices)
    st.session_state.pop(OUTDATED, None)


def outdate_head() -> None:
    """Have the whole page run: something has changed that stands outside the live part."""
    st.session_state[OUTDATED] = True


def is_outdated() -> bool:
    """Tell whether the live part must not be run alone."""
    shown = st.session_state.get(SHOWN, _shown(()))
    return OUTDATED in st.session_state or _shown(read_page().notices) != shown


def _shown(notices: tuple[str, ...]) -> tuple[object, ...]:
    """Return what the head shows: the notices, and what can be done about the moves."""
    now = moves()
    return notices, now.can_undo, now.can_redo
