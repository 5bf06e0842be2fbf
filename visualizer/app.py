"""The shell: the menu and the frame of every page.

An ordinary main script. ``streamlit_app.py`` at the root puts a server around it; a host that
takes plain scripts only can run this file itself.
"""

from __future__ import annotations

import sys
from os.path import dirname, realpath

import streamlit as st

ROOT = dirname(dirname(realpath(__file__)))  # looked up in every script run
if ROOT not in sys.path:  # a plain `streamlit run visualizer/app.py` adds this folder only
    sys.path.insert(0, ROOT)

from visualizer.chapters import CHAPTERS, neighbours  # noqa: E402
from visualizer.frame import bring_frame, icon, make_pages  # noqa: E402
from visualizer.routes.plotly_scripts import serve_as_component  # noqa: E402
from visualizer.server.failure import plain_failure  # noqa: E402
from visualizer.server.script_turn import script_turn  # noqa: E402
from visualizer.server.start import prepare  # noqa: E402
from visualizer.ui.class_line import show_class_line, turn_to_teacher  # noqa: E402
from visualizer.ui.class_pages import class_page, hear  # noqa: E402
from visualizer.ui.guess_storage import sync_guesses  # noqa: E402


def show_neighbours(page: st.Page, pages: list[st.Page]) -> None:
    """Link the chapter before and the one after, and show how far into the lesson this one is."""
    lesson = pages[: len(CHAPTERS)]
    if page not in lesson:
        return
    links = dict(zip(CHAPTERS, lesson, strict=True))
    place = lesson.index(page)
    before, after = neighbours(CHAPTERS[place])
    st.progress((place + 1) / len(lesson), text=f"Chapter {place + 1} of {len(lesson)}")
    with st.container(horizontal=True, horizontal_alignment="distribute", key="neighbours"):
        if before is not None:
            st.page_link(links[before], icon=":material/arrow_back:")
        # After the lesson comes the workshop.
        following = links[after] if after is not None else pages[len(CHAPTERS)]
        st.page_link(following, icon=":material/arrow_forward:", icon_position="right")


def show_frame(page: st.Page) -> None:
    """Set what surrounds every page: the tab's title, the width, the menu, the line of a class."""
    st.set_page_config(
        page_title=f"{page.title} · The Visualizer",
        page_icon=icon(),
        layout="wide",
        # A menu with this one entry also holds the choice between light and dark.
        menu_items={"About": "The Visualizer: a neural network to take apart and put together."},
    )
    bring_frame()
    show_class_line(page.url_path or CHAPTERS[0].name)


def main() -> None:
    """Draw the frame and run the page that the address names."""
    was_not_ready = prepare()  # but in a plain script it was
    serve_as_component()
    turn_to_teacher()
    orders = hear()
    with script_turn():
        pages = make_pages()
        page = st.navigation(pages, position="top")
        if was_not_ready:
            st.rerun()
        show_frame(page)
        name = page.url_path or CHAPTERS[0].name
        with plain_failure(page.url_path), class_page(name, orders) as is_open:
            if is_open:
                page.run()
        show_neighbours(page, pages)
        sync_guesses()


if __name__ == "__main__":  # so it is in every script run
    main()
