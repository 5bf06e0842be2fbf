"""A link to a page, and the code that a phone's camera reads it from."""

from urllib.parse import urlencode, urlsplit, urlunsplit

import segno
import streamlit as st

from visualizer.words import sharing as words

LONGEST_CODE = 1200  # characters: a denser code cannot be read from a classroom wall


def link_to(url: str, address: dict[str, str], embed: bool = False) -> str:
    """Return the link to ``address`` on the page at ``url``, whatever query that has now."""
    query = {**address, "embed": "true"} if embed else address
    return urlunsplit((*urlsplit(url)[:3], urlencode(query), ""))


def code_svg(link: str) -> str:
    """Return the code that a camera reads ``link`` from: dark on light, in any theme."""
    return segno.make(link, error="l", micro=False).svg_inline(
        scale=5, border=4, dark="#000", light="#fff", title=words.CODE
    )


def show_code(link: str) -> None:
    """Show the code of ``link``, or that it is too long for one."""
    if len(link) <= LONGEST_CODE:
        st.image(code_svg(link), width=360, caption=words.CAMERA)
    else:
        st.caption(words.TOO_LONG_FOR_A_CODE.format(count=len(link)))
