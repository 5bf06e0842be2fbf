"""Shows what could not be used of an address or of a change."""

import re
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from visualizer.words import notices as words

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@])")


def as_text(text: str) -> str:
    r"""Return a stranger's text such that Markdown shows it as it is.

    >>> as_text(":red[x] $y$")
    '\\:red\\[x\\] \\$y\\$'
    """
    return _MARKDOWN.sub(r"\\\1", text)


def show_notices(notices: Sequence[str], show_more: Callable[[], None] | None = None) -> None:
    """Show the sentences and have screen readers say them; show nothing if there are none.

    Args:
        notices: The sentences; they may quote strangers.
        show_more: Shows what is to stand in the corner of the box, such as a button.
    """
    # It is there without any, too: a stage that changed its place would begin anew, and what is
    # open would close. Without a key: a page may have several.
    with st.container(border=bool(notices)):
        if notices:
            say_in_box(words.TITLE, notices, "alert", show_more)


def say_in_box(
    title: str, sentences: Sequence[str], role: str, show_more: Callable[[], None] | None = None
) -> None:
    """Show a title and a list of sentences as text, and more in the corner.

    They quote strangers. Streamlit's own messages are Markdown, where even escaped text can turn
    into a live link or an icon; HTML with every sign escaped is text and nothing else.

    Args:
        title: Words of the app.
        sentences: What to say.
        role: How screen readers take it: ``status`` in its turn, ``alert`` at once.
        show_more: Shows what is to stand in the corner.
    """
    items = "".join(f"<li>{escape(each)}</li>" for each in sentences)
    said = f"<strong>{title}</strong>{f'<ul>{items}</ul>' if items else ''}"
    html = f'<div role="{role}" class="said">{said}</div>'
    if show_more is None:
        st.html(html)
        return
    with st.container(horizontal=True, wrap=False, vertical_alignment="top"):
        st.html(html)
        show_more()


def say_beside(sentences: Sequence[str], role: str = "status") -> None:
    """Show sentences in small type beside what they are about, as text.

    Args:
        sentences: What to say; nothing is shown if there are none.
        role: How screen readers take it: ``status`` in its turn, ``alert`` at once.
    """
    if sentences:
        said = "<br>".join(map(escape, sentences))
        st.html(f'<div role="{role}" class="beside beside-{role}">{said}</div>')
