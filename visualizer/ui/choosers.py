"""Choosers: parameters that are picked, not dragged.

The session holds the values; a chooser shows the one that holds and commits another. Where it
cannot have a callback, after a restart of the server, it commits what the browser brings along.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

import streamlit as st

from visualizer.state.kinds import Choice, Value
from visualizer.state.packed_weights import is_packed
from visualizer.state.parameters import PARAMETERS, get_choice, get_number
from visualizer.state.values import text, whole
from visualizer.ui.buttons import show_button
from visualizer.ui.own_tables import latest_own
from visualizer.ui.session import PageState, commit, read_page
from visualizer.words.clinic import OTHER_PATIENT
from visualizer.words.controls import NEXT_SEED
from visualizer.words.hidden_layers import BY_HAND
from visualizer.words.your_table import OWN_DATA

MADE = "choosers_made"  # in st.session_state: how many widgets each chooser has had before
MOST_SEGMENTS = 4  # more options than these go into a list that opens


def choose(
    name: str,
    state: PageState,
    n_options: int | None = None,
    labels: Mapping[str | int, str] = MappingProxyType({}),
) -> None:
    """Show a chooser for the choice called ``name``: segments for a few options, else a list.

    Args:
        name: Name of a choice in the table of parameters.
        state: What the page shows now.
        n_options: How many of its options to offer, the first ones; all if ``None``.
        labels: What some of them are called here, besides what the table says.

    Raises:
        KeyError: If the page has no such parameter.
    """
    choice = get_choice(name)
    draw = _segments if len(choice.options) <= MOST_SEGMENTS else _list
    choice = replace(choice, options={**dict(islice(choice.options.items(), n_options)), **labels})
    if name == "dataset" and (own := latest_own()) is not None:
        choice = replace(choice, options={**choice.options, own: OWN_DATA})
    if name == "patient" and (code := text(state.values, name)) not in choice.options:
        choice = replace(choice, options={**choice.options, code: OTHER_PATIENT})
    if name == "network_start" and is_packed(held := state.values[name]):
        choice = replace(choice, options={**choice.options, held: BY_HAND})
    _settle(name, state, draw(choice, state))


def choose_part(name: str, state: PageState, parts: Mapping[str | int, str], held: int) -> None:
    """Show a list of parts of a network, such as its weights and biases.

    Args:
        name: The parameter that holds the code of one.
        state: What the page shows now.
        parts: The code of each to its name.
        held: The code of the one that holds: the network may not have the one that was set.
    """
    found = PARAMETERS[name]
    choice = Choice(name, found.address, found.label, held, parts, found.help)
    state = replace(state, values={**state.values, name: held})
    _settle(name, state, _list(choice, state))


def choose_radio(name: str, state: PageState, label: str, options: Mapping[str | int, str]) -> None:
    """Show a choice in full, one option under the other; none of them holds while it is 0.

    Args:
        name: The parameter that it sets, a whole number.
        state: What the page shows now.
        label: What is asked.
        options: The number of each option to what it says.
    """
    key, held = _key(name, state), whole(state.values, name)
    chosen = st.radio(
        label,
        list(options),
        index=[*options].index(held) if held in options else None,
        format_func=options.__getitem__,
        key=key,
        on_change=_commit_widget,
        args=(state, name, key),
    )
    _settle(name, state, chosen)


def choose_seed(state: PageState, name: str = "seed", button: str = NEXT_SEED) -> None:
    """Show the seed as a number, and a button that draws what the next one draws.

    Args:
        state: What the page shows now.
        name: The parameter that is the seed.
        button: What the button says.
    """
    number = get_number(name)
    key = _key(name, state)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.number_input(
            number.label,
            int(number.minimum),
            int(number.maximum),
            value=whole(state.values, name),
            step=1,
            icon=":material/casino:",
            key=key,
            help=number.help,
            on_change=_commit_widget,
            args=(state, name, key),
            width=180,
        )
        _settle(name, state, chosen)
        show_button(button, "next_seed", _draw_next, name)


def _draw_next(name: str) -> None:
    seed = whole(read_page().values, name)
    commit({name: (seed + 1) % (int(get_number(name).maximum) + 1)})


def _segments(choice: Choice, state: PageState) -> Value | None:
    key = _key(choice.name, state)
    return st.segmented_control(
        choice.label,
        list(choice.options),
        default=_held(choice, state),
        required=True,
        format_func=choice.options.__getitem__,
        key=key,
        help=choice.help,
        on_change=_commit_widget,
        args=(state, choice.name, key),
    )


def _held(choice: Choice, state: PageState) -> str | int:
    """Return the option that holds."""
    return next(option for option in choice.options if option == state.values[choice.name])


def _list(choice: Choice, state: PageState) -> Value | None:
    key = _key(choice.name, state)
    return st.selectbox(
        choice.label,
        list(choice.options),
        index=[*choice.options].index(_held(choice, state)),
        format_func=choice.options.__getitem__,
        key=key,
        help=choice.help,
        on_change=_commit_widget,
        args=(state, choice.name, key),
    )


def _key(name: str, state: PageState) -> str:
    """Return the name of the widget that shows ``name`` on this page.

    Where something else than a pick has changed the value, it is the name of a new widget, which
    begins there. One that is moved does not hear of it in a popover that is closed: it would show
    nothing, or bring back what was picked in it before.
    """
    made = st.session_state.setdefault(MADE, {})
    chooser = f"choose_{name}_on_{state.page}"
    key = f"{chooser}_{made.setdefault(chooser, 0)}"
    held = state.values[name]
    shown = st.session_state.get(key, held)
    if (0 if shown is None else shown) == held:  # of a radio nothing may be chosen yet
        return key
    made[chooser] += 1
    return f"{chooser}_{made[chooser]}"


def _commit_widget(state: PageState, name: str, key: str) -> None:
    """Commit what was picked instead of what ``state`` was.

    A page that was left brings all of its widgets along, and those that nobody touched say no more
    than what held there.
    """
    if st.session_state[key] != state.values[name]:
        commit({name: st.session_state[key]}, state.page)


def _settle(name: str, state: PageState, chosen: Value | None) -> None:
    """Commit what a browser brought along to a server that has just started."""
    if chosen is not None and chosen != state.values[name]:
        commit({name: chosen})
        st.rerun()
