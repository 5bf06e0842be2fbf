"""Says what came along from another page where it does not stand in sight."""

from collections.abc import Sequence

import streamlit as st

from visualizer.state.checks import said
from visualizer.state.parameters import PARAMETERS
from visualizer.ui.notices import say_beside
from visualizer.ui.session import this_session
from visualizer.words.moves import BROUGHT, BROUGHT_ONE, RESET


def say_brought(names: Sequence[str]) -> None:
    """Say which of these came along from another page; nothing if the page begins with all.

    Args:
        names: Of the parameters that can be chosen here, where one has to open a list to see them.
    """
    found = this_session().now.memory.still_brought(names)
    choices = [
        BROUGHT_ONE.format(label=PARAMETERS[name].label, value=said(PARAMETERS[name], value))
        for name, value in found.items()
    ]
    # It is there in any case, so that what follows keeps its place among the parts of the page.
    with st.container(key="brought"):
        say_beside([BROUGHT.format(choices=", ".join(choices), reset=RESET)] if choices else [])
