"""The button that shows a page to a room, and the way back."""

import streamlit as st

from visualizer.state.presenting import PRESENT
from visualizer.ui.buttons import show_button
from visualizer.ui.session import commit, reset, values_on
from visualizer.words import presenting as words


def show_present(page: str) -> None:
    """Show the button; the browser's half clicks it for the keys, and sets the style."""
    presents = bool(values_on(page)[PRESENT.name])
    show_button(
        words.STOP if presents else words.PRESENT, "present", _switch, page,
        icon=":material/close_fullscreen:" if presents else ":material/present_to_all:",
        help=words.STOP_HELP if presents else words.PRESENT_HELP, type="tertiary",
    )  # fmt: skip
    # Nothing to see: its name tells the browser which of the two holds. Without the border it would
    # not be sent, empty as it is.
    st.container(border=True, key=f"presenting_{int(presents)}")


def _switch(page: str) -> None:
    if values_on(page)[PRESENT.name]:
        reset(PRESENT.name)
    else:
        commit({PRESENT.name: 1})
