"""Files are watched only where the settings say so.

A session that is taken up again is watched whatever they say, a quarter of a second for each in
which nobody else is served: when a network comes back, that is the whole class at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import streamlit as st


def where_wanted(register: Callable[..., None]) -> Callable[..., None]:
    """Register watchers unless the settings say that there are none."""

    @wraps(register)
    def register_where_wanted(self: object) -> None:
        if st.get_option("server.fileWatcherType") != "none":
            register(self)

    return register_where_wanted
