"""The fields in which a teacher makes a task, for a class and for a link alike."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from visualizer.rooms.room import LONGEST_SENTENCE, Task
from visualizer.state.kinds import Value
from visualizer.state.neuron_stands import stand_on
from visualizer.state.number_texts import number_text
from visualizer.state.sliders import controls_of, label_of
from visualizer.state.task_reading import LARGEST_LOSS, MOST_MOVES, make_task, start_of
from visualizer.words import class_desk as words

BELOW, SMALLEST_LOSS = 0.05, 0.0001


def show_task_fields(page: str, values: Mapping[str, Value], key: str) -> Task | None:
    """Show the fields of a task; return it, or nothing while it could not be begun.

    Args:
        page: Where it begins; one with a neuron.
        values: What is set there, by name; what is not has its default.
        key: Before the names of all fields.
    """
    start = start_of(make_task(page, values))
    stand = stand_on(page, start)
    below = st.number_input(
        words.TASK_BELOW, min_value=SMALLEST_LOSS, max_value=LARGEST_LOSS, value=BELOW, step=0.01,
        format="%.4f", key=f"{key}_below",
    )  # fmt: skip
    is_done = stand.is_finite and stand.loss < below
    if stand.is_finite:
        st.caption(words.TASK_START.format(loss=f"{stand.loss:.4f}"))
    else:
        st.warning(words.TASK_DIVERGED)
    if is_done:
        st.warning(words.TASK_DONE_ALREADY.format(below=number_text(below)))
    moves = st.number_input(
        words.TASK_MOVES, min_value=0, max_value=MOST_MOVES, value=0, key=f"{key}_moves"
    )
    free = st.multiselect(
        words.TASK_FREE, controls_of(page), format_func=label_of,
        placeholder=words.TASK_FREE_ALL, key=f"{key}_free",
    )  # fmt: skip
    sentence = st.text_input(words.TASK_SENTENCE, max_chars=LONGEST_SENTENCE, key=f"{key}_sentence")
    if is_done or not stand.is_finite:
        return None
    return make_task(page, values, free=tuple(free), below=below, moves=moves, sentence=sentence)
