"""Says what is not as the lesson has it where that stands in a closed list."""

from collections.abc import Sequence

import streamlit as st

from visualizer.state.checks import said
from visualizer.state.packed_task import NONE
from visualizer.state.parameters import PARAMETERS
from visualizer.ui.notices import say_beside
from visualizer.ui.session import this_session
from visualizer.words.moves import CHANGED, CHANGED_FOR_YOU, CHANGED_ONE, RESET


def say_changed(names: Sequence[str]) -> None:
    """Say which of these are not what the page begins with, perhaps from a page before or a link.

    Args:
        names: Of the parameters that can be chosen here, where one has to open a list to see them.
    """
    contents = this_session().now
    found = contents.memory.changed(names)
    choices = [
        CHANGED_ONE.format(label=PARAMETERS[name].label, value=said(PARAMETERS[name], value))
        for name, value in found.items()
    ]
    is_led = contents.seat is not None or contents.memory.values()["task"] != NONE
    sentence = CHANGED_FOR_YOU if is_led else CHANGED
    # It is there in any case, so that what follows keeps its place among the parts of the page.
    with st.container(key="changed_choices"):
        say_beside([sentence.format(choices=", ".join(choices), reset=RESET)] if choices else [])
