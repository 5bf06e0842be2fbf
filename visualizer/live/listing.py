"""A text to be copied, in colours if it is a program, where no stage is needed.

Streamlit's own way loads a highlighter of 1.6 MB for it.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent
PARTS = ("element", "copy", "listing")
LISTING_STYLE = (FOLDER / "listing.css").read_text("utf-8")


def show_listing(
    key: str, pieces: Sequence[tuple[str, str]], copy: str, *, label: str = "", height: int = 0
) -> None:
    """Show a text with a button that copies it.

    Args:
        key: Its name among all elements of the page.
        pieces: What it says, piece by piece: the kind of each, which gives it a colour, and its
            text.
        copy: What the button says.
        label: What a screen reader says of the part that scrolls, if it does.
        height: The most that is seen at once, in pixels; all of it if 0.
    """
    data = {"pieces": pieces, "copy": copy, "label": label, "height": height}
    _component()(key=key, data=data, width="stretch", height="content")


def joined(parts: Sequence[str]) -> str:
    """Return parts of the browser's half, in reading order, as one module."""
    return "\n".join((FOLDER / "parts" / f"{part}.js").read_text("utf-8") for part in parts)


@lru_cache(maxsize=1)
def _component() -> Callable[..., object]:
    script = joined(PARTS) + (FOLDER / "listed.js").read_text("utf-8")
    return st.components.v2.component(
        "live_listing", js=script, css=LISTING_STYLE, isolate_styles=False
    )
