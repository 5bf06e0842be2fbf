"""The values of the session, as a page sees them and as it changes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from visualizer.state.address import write_address as write_link
from visualizer.state.answered import recalled
from visualizer.state.guesses import GUESSES
from visualizer.state.kinds import Value
from visualizer.state.link_task import follow_task
from visualizer.state.memory import Memory, Query, arrive, forget, with_dataset_of, wrote
from visualizer.state.pages import complete
from visualizer.state.presenting import without_look
from visualizer.state.session import Contents, Session, changed
from visualizer.state.values import text
from visualizer.tables.own_data import is_at_hand

KEY = "session"  # in st.session_state, which it goes with


class Values:
    """The types of the parameters, for those who read them as attributes."""

    input_1: float
    input_2: float
    weight_1: float
    weight_2: float
    bias: float
    learning_rate: float
    learning_rate_low: float
    learning_rate_mid: float
    learning_rate_high: float
    loss_axis: str
    n_steps: int
    step: int
    line: int
    branch_step: int
    branch_rate: float
    optimizer: str
    batch_size: int
    zero_grad: str
    seed: int
    activation: str
    second_activation: str
    output: str
    axes: str
    dataset: str
    example: int
    scaling: str
    hidden_layers: int
    hidden_1: int
    hidden_2: int
    hidden_3: int
    hidden_4: int
    network_data: str
    noise: int
    test_share: int
    network_inputs: str
    network_activation: str
    activation_1: str
    activation_2: str
    activation_3: str
    activation_4: str
    network_loss: str
    network_optimizer: str
    network_batch: int
    network_l2: str
    network_l1: str
    learning_rate_network: float
    network_seed: int
    network_start: str
    step_network: int
    branch_step_network: int
    branch_rate_network: float
    network_part: int
    network_weight: float
    network_lines: str
    plane_shows: str
    fold_across: int
    fold_up: int
    network_example: int
    point_1: float
    point_2: float
    back_network: str
    back_activation: str
    back_data: str
    back_example: int
    back_point: str
    back_seed: int
    back_start: str
    back_batch: str
    back_rate: float
    back_moment: int
    back_part: int
    back_weight: float
    back_input_1: float
    back_input_2: float
    slice_kind: str
    slice_across: int
    slice_up: int
    slice_reach: str
    slice_seed: int
    slice_step: int
    patient: str
    clinic_seen: int
    clinic_line: int
    clinic_mend: int
    clinic_told: int
    step_clinic: int
    training_parts: int
    guesses: str
    task: str
    task_moves: str
    second_loss: str
    present: int


@dataclass(frozen=True)
class PageState(Values):
    """What a page shows in this script run: ``state.bias``, or all at once in ``state.values``.

    Attributes:
        page: Name of the page.
        values: Value of each parameter of the page by name, each as the table's check returns it.
        notices: What was left out of the address or of the last change. Strangers' text.
    """

    page: str
    values: Mapping[str, Value]
    notices: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> Value:
        values = self.__dict__.get("values", {})
        if name not in values:
            raise AttributeError(f"this page has no parameter {name!r}")
        return values[name]


def this_session() -> Session:
    """Return what this session of Streamlit holds."""
    session: Session | None = st.session_state.get(KEY)
    if session is None:
        session = st.session_state[KEY] = Session()
    return session


def open_page(page: str) -> PageState:
    """Return what ``page`` shows now. Every page calls it first, once a script run.

    Brings the session and the address together: the address is believed when it is news (a link, a
    reload, a restarted server, back and forward), the session otherwise; then the address is
    written if it does not say what the page shows.

    Raises:
        ValueError: If there is no such page.
    """
    query, by_history = _query(), _came_by_history()
    _remember(lambda memory: arrive(memory, page, query, by_history))
    contents = this_session().change(recalled)
    # A link stays as it came until something changes, faults included: it is shown beside them. But
    # the answer to a question does not stay in it.
    if contents.memory.link != query or GUESSES.address in query:
        write_address()
    return read_page()


def read_page() -> PageState:
    """Return what the open page shows after all changes of this script run."""
    return state_of(this_session().now)


def state_of(contents: Contents) -> PageState:
    """Return what the open page shows of ``contents``."""
    contents.bring_tables_back()
    memory = contents.memory
    return PageState(memory.page, MappingProxyType(contents.values()), memory.notices)


def values_on(page: str) -> dict[str, Value]:
    """Return the value of every parameter on ``page``, whether it is the open one or not."""
    contents = this_session().now
    contents.bring_tables_back()
    return complete(page, contents.memory.chosen)


def commit(changes: Mapping[str, object], page: str | None = None) -> PageState:
    """Set values and write the address of the open page; return what it shows now.

    Meant for callbacks, which come before the script run. Each change is checked; a bad one
    becomes a notice, the good ones are kept.

    Args:
        changes: Name to new value. May be whatever a browser sent.
        page: Where they were made: the open page if ``None``. Another may have opened meanwhile.
    """
    _remember(lambda memory: changed(memory, changes, page))
    write_address()
    return read_page()


def reset(*names: str) -> PageState:
    """Let the defaults of each page hold again for ``names``, and write the address."""
    _remember(lambda memory: forget(memory, names))
    write_address()
    return read_page()


@dataclass(frozen=True)
class Moves:
    """What can be done about the student's moves.

    Attributes:
        can_undo: Whether there is one to take back.
        can_redo: Whether there is one to make again.
        turns: How many times moves were taken back, made again or a page was reset.
    """

    can_undo: bool
    can_redo: bool
    turns: int


def moves() -> Moves:
    """Return what can be done about the moves of this session."""
    return moves_of(this_session().now)


def moves_of(contents: Contents) -> Moves:
    """Return what can be done about the moves in ``contents``."""
    memory = contents.memory
    return Moves(bool(memory.past), bool(memory.future), memory.turns)


def turn(how: Callable[[Memory], Memory]) -> PageState:
    """Take a move back, make it again or reset the page, and write the address.

    Args:
        how: ``undo``, ``redo`` or ``reset_page``.
    """

    def turned(memory: Memory) -> Memory:
        after = how(memory)
        at_hand = is_at_hand(text(after.values(), "dataset"))
        return after if at_hand else with_dataset_of(after, memory)

    _remember(turned)
    write_address()
    return read_page()


def open_address() -> tuple[str, dict[str, str]]:
    """Return the open page and the query of the link to what it shows, not to how it is shown.

    Who opens it in the room gets the whole page.
    """
    memory = this_session().now.memory
    return memory.page, write_link(without_look(memory.chosen), memory.page)


def write_address(again: bool = False) -> None:
    """Send the address to the browser, but only a new one: each is a step in its history.

    Args:
        again: Send it though the browser should have it: perhaps it never came.
    """
    address = {key: (text,) for key, text in this_session().now.memory.address().items()}
    if this_session().now.memory.is_shown(address) and not again:
        return
    st.query_params.from_dict({key: text for key, (text,) in address.items()})
    _remember(lambda memory: wrote(memory, address, by_run=True))


def _remember(how: Callable[[Memory], Memory]) -> Contents:
    """Put what ``how`` makes of the memory in its place."""

    def changed_contents(contents: Contents) -> Contents:
        memory = how(contents.memory)
        return contents if memory is contents.memory else replace(contents, memory=memory)

    session = this_session()
    session.now.bring_tables_back()  # what is changed may be computed on them
    session.change(changed_contents)
    return follow_task(session)


def _query() -> Query:
    return {key: tuple(st.query_params.get_all(key)) for key in st.query_params}


def _came_by_history() -> bool:
    """Tell whether this script run was asked for by the browser's back or forward button."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))
