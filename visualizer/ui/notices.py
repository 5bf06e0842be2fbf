"""Shows what could not be used of an address or of a change."""

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@])")


def as_text(text: str) -> str:
    r"""Return a stranger's text such that Markdown shows it as it is.

    >>> as_text(":red[x] $y$")
    '\\:red\\[x\\] \\$y\\$'
    """
    return _MARKDOWN.sub(r"\\\1", text)


def show_notices(notices: Sequence[str]) -> None:
    """Show the sentences and have screen readers say them; show nothing if there are none.

    They quote strangers. Streamlit's own messages are Markdown, where even escaped text can turn
    into a live link or an icon; HTML with every sign escaped is text and nothing else.
    """
    if not notices:
        return
    items = "".join(f"<li>{escape(notice)}</li>" for notice in notices)
    with st.container(border=True, key="notices"):
        title = "<strong>Not everything could be used</strong>"
        st.html(f'<div role="alert">{title}<ul>{items}</ul></div>')
