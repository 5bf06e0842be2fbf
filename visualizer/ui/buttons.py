"""Buttons whose click is carried out before the script run that follows it.

A script run that is asked for next ends the one before it, often before it gets to its buttons.
Who asks ``if st.button(...)`` there loses every click that something else follows at once, such as
another click.
"""

from collections.abc import Callable
from typing import Literal, TypedDict, Unpack

import streamlit as st

from visualizer.ui.session import read_page


class Look(TypedDict, total=False):
    """How a button looks, as ``st.button`` takes it."""

    icon: str
    help: str
    type: Literal["primary", "secondary", "tertiary"]
    disabled: bool


def show_button(
    label: str, key: str, action: Callable[..., object], *arguments: object, **look: Unpack[Look]
) -> None:
    """Show a button that carries out ``action(*arguments)`` and has the whole script run.

    Args:
        label: What it says.
        key: Its name among all widgets.
        action: What a click does.
        *arguments: What ``action`` is called with.
        **look: Passed on to ``st.button``.
    """
    done = f"{key}_done"

    def act() -> None:
        st.session_state[done] = True
        action(*arguments)

    clicked = st.button(label, key=key, on_click=act, **look)
    if st.session_state.pop(done, False) or not clicked:
        return
    action(*arguments)  # a restarted server knows no callback in its first script run
    st.rerun()


def show_opener(label: str, key: str, **look: Unpack[Look]) -> bool:
    """Show a button that opens a dialog; return whether it is to be opened in this script run."""
    wanted, page = f"{key}_wanted", read_page().page

    def want() -> None:
        st.session_state[wanted] = page

    clicked = st.button(label, key=key, on_click=want, **look)
    # Who has turned to another page meanwhile wants it no more.
    return st.session_state.pop(wanted, page if clicked else None) == page
