"""A file that is made when it is asked for, and that goes to the browser with the page.

``st.download_button`` can make a file on a click as well, but keeps it no longer than until two
other script runs have ended, of anybody: in a busy class it is gone before the browser asks for
it. And it makes the file beside the script run of the click, which alone knows what was typed in a
cell that was still open.
"""

import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import streamlit as st

from visualizer.ui.buttons import show_button

SCRIPT = Path(__file__).with_suffix(".js")


def show_file_button(
    label: str, key: str, name: str, make_text: Callable[[], str], *, mime: str
) -> None:
    """Show a button that hands a file to the browser.

    Args:
        label: What the button says.
        key: Its name among all widgets.
        name: Of the file.
        make_text: Returns what is in the file; called in the script run of a click.
        mime: The kind of the file, such as ``text/csv``.
    """
    wanted = f"{key}_wanted"

    def want() -> None:
        st.session_state[wanted] = secrets.token_hex(8)

    with st.container(width="content", gap=None):
        show_button(label, key, want, icon=":material/download:")
        asked = st.session_state.get(wanted)
        file = {"id": asked, "name": name, "mime": mime, "text": make_text()} if asked else None
        _component()(key=f"{key}_file", data={"file": file}, height="content")
    # Not before it is on its way: a script run may end at every element of the page.
    st.session_state.pop(wanted, None)


@lru_cache(maxsize=1)
def _component() -> Callable[..., object]:
    return st.components.v2.component(
        "file_out", js=SCRIPT.read_text("utf-8"), isolate_styles=False
    )
