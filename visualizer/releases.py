"""What a live stage let go of, for those who must see it done before they act.

Where a release and a click reach the server as one, as they do while it is busy, Streamlit carries
out the click first.
"""

from collections.abc import Callable

import streamlit as st

KEY = "releases"  # in st.session_state


def expect_release(stage: str, take: Callable[[], None]) -> None:
    """Note how to take what the stage called ``stage`` lets go of; taken twice, it counts once."""
    st.session_state.setdefault(KEY, {})[stage] = take


def take_releases() -> None:
    """Take what the stages of this session have let go of, and nobody has taken yet."""
    for take in st.session_state.get(KEY, {}).values():
        take()


def forget_releases() -> None:
    """Let go of the stages of a page that is left: their releases are taken when it is."""
    st.session_state[KEY] = {}
