"""Share: the link to what the page shows, as text, as a code for a camera, and to be embedded."""

from html import escape
from urllib.parse import urlencode, urlsplit, urlunsplit

import segno
import streamlit as st

from visualizer.live.listing import show_listing
from visualizer.state.run_file import write_run
from visualizer.tables.own_data import travels
from visualizer.ui.buttons import show_opener
from visualizer.ui.reach import own_addresses, reach
from visualizer.ui.session import open_address
from visualizer.words import sharing as words

LONGEST_CODE = 1200  # characters: a denser code cannot be read from a classroom wall


def link_to(url: str, address: dict[str, str], embed: bool = False) -> str:
    """Return the link to ``address`` on the page at ``url``, whatever query that has now."""
    query = {**address, "embed": "true"} if embed else address
    return urlunsplit((*urlsplit(url)[:3], urlencode(query), ""))


def embed_snippet(link: str) -> str:
    """Return the HTML that shows ``link`` within another page."""
    return (
        f'<iframe src="{escape(link)}" title="{words.EMBEDDED}" '
        'style="width: 100%; height: 900px; border: 0"></iframe>'
    )


def code_svg(link: str) -> str:
    """Return the code that a camera reads ``link`` from: dark on light, in any theme."""
    return segno.make(link, error="l", micro=False).svg_inline(
        scale=5, border=4, dark="#000", light="#fff", title=words.CODE
    )


def show_share() -> None:
    """Show the button that opens the dialog."""
    if show_opener(words.OPEN, "share", icon=":material/share:"):
        open_dialog()


@st.dialog(words.TITLE, width="large")
def open_dialog() -> None:
    """Show the link to what the page shows, and what belongs to it."""
    page, address = open_address()
    others = reach(
        st.context.url or "",
        st.get_option("server.address"),
        st.get_option("server.port"),
        # Only who sits at the server itself is told what it is called in its networks.
        own_addresses() if st.context.ip_address is None else None,
    )
    link, *also = (link_to(url, address) for url in others.urls)
    whole = travels(address.get("data", ""))
    st.markdown(words.SEEN_BY_LINK if whole else words.SEEN_BY_FILE)
    st.download_button(
        words.RUN_FILE, write_run(page, address), "run.json", "application/json",
        icon=":material/download:", type="secondary" if whole else "primary",
    )  # fmt: skip
    if not whole:
        return
    if others.words:
        st.info(others.words, icon=":material/info:")
    _show_text("link", link, words.COPY_LINK)
    if also:
        st.markdown(words.OTHER_NETWORKS)
        for place, other in enumerate(also):
            _show_text(f"link_{place}", other, words.COPY_LINK)
    if others.is_open:
        _show_code(link)
    st.markdown(words.EMBED)
    snippet = embed_snippet(link_to(others.urls[0], address, embed=True))
    _show_text("snippet", snippet, words.COPY_HTML)


def _show_text(key: str, text: str, copy: str) -> None:
    show_listing(f"share_{key}", [("", text)], copy)


def _show_code(link: str) -> None:
    if len(link) <= LONGEST_CODE:
        st.image(code_svg(link), width=360, caption=words.CAMERA)
    else:
        st.caption(words.TOO_LONG_FOR_A_CODE.format(count=len(link)))
