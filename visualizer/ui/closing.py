"""Popovers that a choice in them closes, so that what was chosen can be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.ui.buttons import Look, show_button


def closing_popover(label: str, key: str, icon: str) -> DeltaGenerator:
    """Return a popover that is closed by what :func:`show_choice` shows in it.

    Args:
        label: What it says.
        key: Its name among all widgets.
        icon: Stands before the label.
    """
    # Another name is another popover to the browser, and a new one is closed.
    return st.popover(label, icon=icon, key=f"{key}_{st.session_state.get(_closed(key), 0)}")


def show_choice(
    popover: str,
    label: str,
    key: str,
    action: Callable[..., object],
    *arguments: object,
    **look: Unpack[Look],
) -> None:
    """Show a button that closes the popover called ``popover``; else as :func:`show_button`."""

    def act() -> None:
        st.session_state[_closed(popover)] = st.session_state.get(_closed(popover), 0) + 1
        action(*arguments)

    show_button(label, key, act, **look)


def _closed(popover: str) -> str:
    """Return where the session counts how often a popover has been closed."""
    return f"{popover}_closed"
