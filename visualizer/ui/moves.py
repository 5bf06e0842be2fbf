"""Undo, redo and reset: the student's own moves taken back, made again, or all of a page's."""

from collections.abc import Callable

import streamlit as st

from visualizer.stages.tuning import begun_anew
from visualizer.state.memory import Memory, redo, reset_page, undo
from visualizer.ui.buttons import show_button
from visualizer.ui.session import moves, read_page, this_session, turn
from visualizer.words import moves as words

TOLD: dict[Callable[[Memory], Memory], str] = {
    undo: words.UNDONE_ELSEWHERE,
    redo: words.REDONE_ELSEWHERE,
}


def show_moves() -> None:
    """Show the three buttons; the browser's half clicks the first two for the keys.

    It also says whether there is anything for them to do: a release would need a script run for
    that, and most of what a first release takes would be this script run.
    """
    show_button(
        words.UNDO, "undo_move", _turn, undo,
        icon=":material/undo:", help=words.UNDO_HELP, type="tertiary",
    )  # fmt: skip
    show_button(
        words.REDO, "redo_move", _turn, redo,
        icon=":material/redo:", help=words.REDO_HELP, type="tertiary",
    )  # fmt: skip
    show_button(
        words.RESET, "reset_page", _reset,
        icon=":material/restart_alt:", help=words.RESET_HELP, type="tertiary",
    )  # fmt: skip


def _reset() -> None:
    turn(reset_page)
    this_session().change(begun_anew)


def _turn(how: Callable[[Memory], Memory]) -> None:
    """Take a move back or make it again; say so where the page itself does not show it."""
    before, can = read_page().values, moves()
    after, now = turn(how).values, moves()
    if before == after and (now.can_undo, now.can_redo) != (can.can_undo, can.can_redo):
        st.toast(TOLD[how])
