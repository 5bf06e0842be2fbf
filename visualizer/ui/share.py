"""Share: the link to what the page shows, as text, as a code for a camera, and to be embedded."""

from html import escape

import streamlit as st

from visualizer.live.listing import show_listing
from visualizer.state.pages import NEURON_PAGES
from visualizer.state.run_file import write_run
from visualizer.tables.own_data import travels
from visualizer.ui.buttons import show_opener
from visualizer.ui.link_code import link_to, show_code
from visualizer.ui.reach import Reach, own_addresses, reach
from visualizer.ui.session import open_address, this_session
from visualizer.ui.task_fields import show_task_fields
from visualizer.ui.task_link import show_task_link
from visualizer.words import sharing as words
from visualizer.words import task_link as task_words


def embed_snippet(link: str) -> str:
    """Return the HTML that shows ``link`` within another page."""
    return (
        f'<iframe src="{escape(link)}" title="{words.EMBEDDED}" '
        'style="width: 100%; height: 900px; border: 0"></iframe>'
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
        show_code(link)
    st.markdown(words.EMBED)
    snippet = embed_snippet(link_to(others.urls[0], address, embed=True))
    _show_text("snippet", snippet, words.COPY_HTML)
    if page in NEURON_PAGES:
        _show_task(page, others)


def _show_task(page: str, others: Reach) -> None:
    """Show how what is seen becomes a task: the page itself is where it is done."""
    with st.expander(task_words.MAKE):
        st.markdown(task_words.MAKE_HELP)
        task = show_task_fields(page, this_session().now.memory.chosen, "share_task")
        if task is not None:
            show_task_link(task, others, "share_task_link")


def _show_text(key: str, text: str, copy: str) -> None:
    show_listing(f"share_{key}", [("", text)], copy)
