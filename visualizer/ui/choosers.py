"""Choosers: parameters that are picked, not dragged.

The session holds the values; a chooser shows the one that holds and commits another. Where it
cannot have a callback, after a restart of the server, it commits what the browser brings along.
"""

from dataclasses import replace
from itertools import islice

import streamlit as st

from visualizer.ui.buttons import show_button
from visualizer.ui.own_tables import latest_own
from visualizer.ui.parameters import OWN_DATA, PARAMETERS, Choice, Value
from visualizer.ui.session import PageState, commit, read_page

MOST_SEGMENTS = 4  # more options than these go into a list that opens


def choose(name: str, state: PageState, n_options: int | None = None) -> None:
    """Show a chooser for the choice called ``name``: segments for a few options, else a list.

    Args:
        name: Name of a choice in the table of parameters.
        state: What the page shows now.
        n_options: How many of its options to offer, the first ones; all if ``None``.

    Raises:
        KeyError: If the page has no such parameter.
    """
    choice = PARAMETERS[name]
    draw = _segments if len(choice.options) <= MOST_SEGMENTS else _list
    choice = replace(choice, options=dict(islice(choice.options.items(), n_options)))
    if name == "dataset" and (own := latest_own()) is not None:
        choice = replace(choice, options={**choice.options, own: OWN_DATA})
    _settle(name, state, draw(choice, state.values[name]))


def choose_seed(state: PageState) -> None:
    """Show the seed as a number, and a button that draws the weights of the next one."""
    number = PARAMETERS["seed"]
    key = _key("seed")
    start = _bring_to(key, state.seed)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.number_input(
            number.label,
            number.minimum,
            number.maximum,
            **({} if start is None else {"value": start}),
            step=1,
            key=key,
            help=number.help,
            on_change=_commit_widget,
            args=("seed",),
            width=180,
        )
        _settle("seed", state, chosen)
        show_button("New random start", "next_seed", _draw_next, icon=":material/casino:")


def _draw_next() -> None:
    commit({"seed": (read_page().seed + 1) % (PARAMETERS["seed"].maximum + 1)})


def _segments(choice: Choice, value: Value) -> Value | None:
    key = _key(choice.name)
    return st.segmented_control(
        choice.label,
        list(choice.options),
        default=_bring_to(key, value),
        required=True,
        format_func=choice.options.__getitem__,
        key=key,
        help=choice.help,
        on_change=_commit_widget,
        args=(choice.name,),
    )


def _list(choice: Choice, value: Value) -> Value | None:
    key = _key(choice.name)
    options = list(choice.options)
    start = _bring_to(key, value)
    return st.selectbox(
        choice.label,
        options,
        index=0 if start is None else options.index(start),
        format_func=choice.options.__getitem__,
        key=key,
        help=choice.help,
        on_change=_commit_widget,
        args=(choice.name,),
    )


def _key(name: str) -> str:
    return f"choose_{name}"


def _bring_to(key: str, value: Value) -> Value | None:
    """Move the widget to ``value``; return the start that it needs if it is not there yet.

    Streamlit wants only one of the two, and forgets the widgets of a page that was left.
    """
    if key not in st.session_state:
        return value
    if st.session_state[key] != value:
        st.session_state[key] = value
    return None


def _commit_widget(name: str) -> None:
    commit({name: st.session_state[_key(name)]})


def _settle(name: str, state: PageState, chosen: Value | None) -> None:
    """Commit what a browser brought along to a server that has just started."""
    if chosen is not None and chosen != state.values[name]:
        commit({name: chosen})
        st.rerun()
