"""The live part of a page: what a release renews, without the rest of the page being run.

A release of a slider changes the stage, the answer below it and the numbers in the code. The menu,
the heading and the choosers around them stay as they are, and cost more to show than the stage.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import streamlit as st

from visualizer.server.failure import plain_failure
from visualizer.server.in_turn import in_turn
from visualizer.ui.head import is_outdated


def live_part(show: Callable[[], None]) -> Callable[[], None]:
    """Return ``show`` such that releases in it run it alone, while the rest of the page is true.

    Args:
        show: Shows the part. It must ask for the values of the session anew, since it runs more
            often than the page around it.
    """

    @st.fragment
    @wraps(show)
    def show_in_turn() -> None:
        with in_turn(), plain_failure("live part"):
            if is_outdated():
                st.rerun()
            show()

    return show_in_turn
