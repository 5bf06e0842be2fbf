"""A row of one's own: two numbers, typed as people write them."""

import math

import streamlit as st

from visualizer.state.address import quote
from visualizer.state.kinds import Number
from visualizer.state.number_texts import number_text, number_words
from visualizer.state.parameters import get_number
from visualizer.state.values import number
from visualizer.state.views.neuron import INPUTS
from visualizer.tables.loading import load_dataset
from visualizer.tables.numbers import read_number
from visualizer.ui.notices import as_text, say_beside
from visualizer.ui.reading import PAGE
from visualizer.ui.session import commit, read_page, values_on
from visualizer.ui.sheet import is_plain
from visualizer.words import my_row as words

DOUBTED = "my_row_doubted"  # in st.session_state: by name, a text that may be two numbers and which
REFUSED = "my_row_refused"  # in st.session_state: by name, a text that is none and what holds


def show_my_row() -> None:
    """Let the student type a row of their own; what cannot be read stays, to be mended."""
    names = load_dataset(read_page().dataset).feature_names
    with st.container(horizontal=True, vertical_alignment="top"):
        for name, label in zip(INPUTS, names, strict=True):
            with st.container(width=260, gap="xsmall"):
                _show_field(name, label)


def _show_field(name: str, label: str) -> None:
    key, held = _key(name), number(read_page().values, name)
    refused, then = st.session_state.get(REFUSED, {}).get(name, ("", None))
    is_refused = then == held  # else another number has come meanwhile
    st.session_state[key] = refused if is_refused else number_text(held)
    st.text_input(
        words.LABEL.format(column=as_text(label)),
        key=key,
        on_change=_take,
        args=(name, st.session_state[key]),
    )
    doubted, meant = st.session_state.get(DOUBTED, {}).get(name, ("", None))
    if meant == held and not is_refused:
        say_beside([words.COUNTS_AS.format(typed=quote(doubted), number=number_text(held))])
    if is_refused:
        say_beside([_refusal(refused, get_number(name), held)], "alert")


def _take(name: str, shown: str) -> None:
    """Use what was typed instead of what was ``shown``, if it is a number that may stand there."""
    typed = st.session_state.get(_key(name), shown)
    if typed == shown:  # a page that was left brings along what nobody touched
        return
    found = read_number(typed)
    refused = dict(st.session_state.get(REFUSED, {}))
    refused.pop(name, None)
    low, high = get_number(name).limits
    if found is not None and low <= found <= high:
        commit({name: found}, PAGE)
        doubt = {} if is_plain(typed.strip()) else {name: (typed, values_on(PAGE)[name])}
        others = {**st.session_state.get(DOUBTED, {}), name: ("", None)}
        st.session_state[DOUBTED] = {**others, **doubt}
    else:
        refused[name] = (typed, values_on(PAGE)[name])
    st.session_state[REFUSED] = refused


def _refusal(typed: str, parameter: Number, held: float) -> str:
    """Say why ``typed`` could not be used, and what holds."""
    found = read_number(typed)
    if found is not None and math.isnan(found):
        said = words.NOTHING
    else:
        said = words.NO_NUMBER if found is None else words.TOO_FAR
    low, high = map(number_words, parameter.limits)
    return said.format(typed=quote(typed), held=number_text(held), low=low, high=high)


def _key(name: str) -> str:
    return f"my_{name}"
