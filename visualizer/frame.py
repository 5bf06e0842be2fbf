"""What the frame of every page is made of, looked up once a process.

Streamlit executes ``app.py`` anew in every script run, so what is to be remembered stands here.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from copy import copy
from functools import cache
from pathlib import Path

import streamlit as st

from visualizer.chapters import BESIDE, CHAPTERS
from visualizer.frame_style import frame_style
from visualizer.live.stage import LIBRARY, packed_library
from visualizer.live.style import library_style
from visualizer.ui.class_line import class_script, class_style

HERE = Path(__file__)


def make_pages() -> list[st.Page]:
    """Return Streamlit's pages for this script run, one per chapter, then the workshop's."""
    return [copy(page) for page in _pages()]  # a page notes whether it may run, so each its own


@cache
def _pages() -> tuple[st.Page, ...]:
    """Return the pages that those of every script run are copies of; the first lives at ``/``.

    Each looks up where its file lies, which takes a tenth of a millisecond. Without icons: the
    browser would ask a font server abroad for the current page's, as the picture on its tab.
    """
    return tuple(
        st.Page(chapter.file, title=chapter.title, url_path=chapter.path, default=not chapter.path)
        for chapter in (*CHAPTERS, *BESIDE)
    )


# Tells the first page's notice about a refused connection that the app is there.
SHOWN = ":root { --app-shown: yes; }"


@cache
def icon() -> str:
    """Return the picture on the tab as an address that holds it: a file is read at each run."""
    drawn = HERE.with_name("icon.svg").read_bytes()
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"


# Begins what the frame brings, in the browser.
BEGIN = """
export default function ({ data }) {
  followFrame();
  const brought = bringLibrary(data);
  openRoom(CLASS_SAID);
  return brought;
}
"""


@cache
def style() -> str:
    """Return the style sheet of the frame, which says that the app is there.

    The first page has brought the sheet along, so that nothing is seen without it; where it is
    Streamlit's own, as under a plain script, this is where it comes from.
    """
    return SHOWN + frame_style()


def bring_frame() -> None:
    """Bring the browser what every page needs: the frame's own, the stages' and the class's.

    It is one component, the same in every script run: each element by itself would be made, hashed
    and named anew by Streamlit at each.
    """
    _frame()(key="frame", data=packed_library(), width="stretch", height="content")


@cache
def _frame() -> Callable[..., object]:
    follower = HERE.with_name("frame.js").read_text("utf-8")
    return st.components.v2.component(
        "frame",
        js="\n".join((follower, LIBRARY, class_script(), BEGIN)),
        css=style() + library_style() + class_style(),
        isolate_styles=False,
    )
