"""What is said about the table that a student brought: what is missing, and how it was read.

All of it quotes strangers, so it is shown as text, never as markup.
"""

from html import escape

import streamlit as st

from visualizer.tables.reading import Question
from visualizer.ui.buttons import show_button
from visualizer.ui.notices import as_text, say_in_box, show_notices
from visualizer.ui.own_tables import table_of
from visualizer.ui.reading import (
    ALARM,
    CALM,
    Kept,
    answer,
    close,
    kept_reading,
    output_sentence,
    row_sentence,
)
from visualizer.ui.session import read_page
from visualizer.ui.table_editor import holds_unused
from visualizer.words import your_table as words


def show_reading() -> None:
    """Show what has to be said about the data of this page, until it is closed."""
    kept = kept_reading()
    if kept is None:
        return
    faults = [*kept.reading.faults]
    if faults and ALARM not in kept.closed:
        if kept.reading.table is None:
            faults.append(words.BEFORE_HOLDS)
        show_notices(faults, lambda: _show_close(ALARM))
    asked = " ".join(question.text for question in kept.reading.questions)
    said = [each for each in kept.reading.remarks if each not in asked]
    said += filter(None, [output_sentence(kept), row_sentence(kept)])
    if (said or asked) and CALM not in kept.closed:
        with st.container(border=True, key="reading", gap="small"):
            _show_calm(kept, said)


def _show_calm(kept: Kept, said: list[str]) -> None:
    is_read = kept.reading.remarks or kept.reading.questions
    title = words.HOW_READ if is_read else words.WHAT_CHANGES
    say_in_box(title, said, "status", lambda: _show_close(CALM))
    for question in kept.reading.questions:
        _ask(question)
    if kept.reading.questions and _is_edited(kept):
        st.caption(words.READ_ANEW)


def _ask(question: Question) -> None:
    """Show a question and its options as buttons, the one that holds pressed."""
    key = f"question_{question.key}"
    labels = {option.value: as_text(option.label) for option in question.options}
    if question.chosen in labels and st.session_state.get(key) != question.chosen:
        st.session_state[key] = question.chosen
    with st.container(gap="xsmall"):
        st.html(f'<div class="question">{escape(question.text)}</div>')
        st.segmented_control(
            as_text(question.text).replace("\\.", "."),  # only screen readers get it
            list(labels),
            required=True,
            format_func=labels.__getitem__,
            key=key,
            label_visibility="collapsed",
            on_change=_answer,
            args=(question.key, key),
        )


def _answer(question: str, key: str) -> None:
    value = st.session_state.get(key)
    if isinstance(value, str):
        answer(question, value)


def _is_edited(kept: Kept) -> bool:
    read, now = kept.reading.table, table_of(read_page().dataset)
    return holds_unused() or (read is not None and (now.names, now.rows) != (read.names, read.rows))


def _show_close(part: str) -> None:
    show_button(words.CLOSE, f"close_{part}", close, part, type="tertiary")
