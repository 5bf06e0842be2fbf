"""The text of the program with a mend in it, beside the one that it was done to."""

from __future__ import annotations

import streamlit as st

from visualizer.core.clinic.program import Program
from visualizer.live.listing import show_listing
from visualizer.stages.colouring import coloured
from visualizer.words import clinic as words
from visualizer.words.take_home import COPY

CHANGED = "changed"  # the colour of a row that the other program does not have


def show_texts(sick: Program, tried: Program) -> None:
    """Show both texts side by side, folded; what is different is marked in each."""
    with st.expander(words.TRIED_TEXT, icon=":material/compare:"):
        for column, key, title, one, other in zip(
            st.columns(2),
            ("text_before", "text_after"),
            (words.TEXT_BEFORE, words.TEXT_AFTER),
            (sick, tried),
            (tried, sick),
            strict=True,
        ):
            with column:
                st.markdown(f"**{title}**")
                show_listing(key, marked(one, other), COPY)


def marked(one: Program, other: Program) -> list[tuple[str, str]]:
    """Return the text of a program in pieces, the lines marked that the other does not have."""
    pieces: list[tuple[str, str]] = []
    same = ""
    for line in one.lines:
        if line in other.lines:
            same += f"{line.shown}\n"
            continue
        pieces += [*coloured(same), (CHANGED, line.shown), ("", "\n")]
        same = ""
    return [*pieces, *coloured(same)]
