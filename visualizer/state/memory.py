"""What a session remembers of its student, and how that changes. Knows no Streamlit.

One student has one neuron: a value that was set on one page follows through all of them, while a
value that nobody has set shows each page's own default. The address of every page holds all that
was set, so that a link, a reload or a restarted server brings it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from visualizer.state.address import quote, read_address, shorten, write_address
from visualizer.state.backward_parameters import FORGOTTEN_BY
from visualizer.state.checks import allowed, check, said
from visualizer.state.clinic_moves import leave_patient
from visualizer.state.kinds import Value
from visualizer.state.network_parameters import REDRAWN_BY
from visualizer.state.network_point import follow_point
from visualizer.state.network_rate import follow_answers
from visualizer.state.network_weights import follow_outputs
from visualizer.state.packed_weights import is_packed
from visualizer.state.pages import complete, get_page, n_students
from visualizer.state.parameters import PARAMETERS, WEIGHTS
from visualizer.state.presenting import with_look_of, without_look
from visualizer.state.task_reading import begun
from visualizer.words import settings as words
from visualizer.words.moves import TABLE_GONE

Query = Mapping[str, Sequence[str]]
Chosen = Mapping[str, Value]

# What was moved by hand, and which changes make it void.
_VOID = {"network_start": REDRAWN_BY, **FORGOTTEN_BY}
MOST_RECENT = 16  # addresses that may be on their way at once
MOST_MOVES = 100  # that can be taken back


@dataclass(frozen=True)
class Memory:
    """What a session remembers.

    Attributes:
        chosen: Value of each parameter that somebody has set, on a page or in a link.
        page: The page that was open last; empty before the first one.
        recent: Addresses of this page that the browser may still hold: the one that was read, and
            those written since. None of them is news.
        asked: The address that came with the latest script run, or was written by one since.
            Streamlit's half of the browser holds on to it, whatever a stage writes, and brings it
            along again.
        link: The address that was read, as long as nothing has changed since.
        filled: Pages that were entered with an empty address because Streamlit empties it.
        notices: What was left out of the address or of the last change.
        past: What was chosen before each of the student's own moves, the latest last.
        future: What was chosen after each move that was taken back, the one to make again last.
        turns: How many times moves were taken back, made again or a page was reset.
    """

    chosen: Chosen = field(default_factory=dict)
    page: str = ""
    recent: tuple[Query, ...] = ()
    asked: Query | None = None
    link: Query | None = None
    filled: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()
    past: tuple[Chosen, ...] = ()
    future: tuple[Chosen, ...] = ()
    turns: int = 0

    def values(self) -> dict[str, Value]:
        """Return the value of every parameter of the app on the open page."""
        return complete(self.page, self.chosen)

    def is_shown(self, query: Query) -> bool:
        """Tell whether ``query`` is what the browser's address says by now."""
        return self.recent[-1:] == (query,)

    def changed(self, names: Sequence[str]) -> dict[str, Value]:
        """Return which of these are not what the open page begins with, in this order."""
        own, now = complete(self.page, {}), self.values()
        return {name: now[name] for name in names if now[name] != own[name]}

    def address(self) -> dict[str, str]:
        """Return the query of the link to what the open page shows."""
        return write_address(self.chosen, self.page)


def arrive(memory: Memory, page: str, query: Query, by_history: bool = False) -> Memory:
    """Return the memory after a script run of ``page`` has begun at the address ``query``.

    Args:
        memory: What was remembered.
        page: Name of the page whose script runs.
        query: Key to every text that it was given.
        by_history: Whether the student went back or forward in the browser.

    Raises:
        ValueError: If there is no such page.
    """
    is_new_page = memory.page != page
    was_emptied = not query and (page in memory.filled or (is_new_page and not by_history))
    # The browser sends the address it has, and what was written a moment ago may still be on its
    # way to it. Only the browser's history leads back to an old address on purpose.
    is_old = (query == memory.asked or query in memory.recent) and not by_history
    if memory.page == "" or not (was_emptied or is_old):
        return _read(memory, page, query)
    return _enter(memory, page, query) if is_new_page else replace(memory, asked=query)


def _enter(memory: Memory, page: str, query: Query) -> Memory:
    """Take everything along to another page."""
    filled = memory.filled | {page} if memory.chosen else memory.filled - {page}
    return replace(
        memory, page=page, recent=(query,), asked=query, link=None, filled=filled, notices=()
    )


def _read(memory: Memory, page: str, query: Query) -> Memory:
    """Forget what was set, the moves that led there as well, and believe the address."""
    values, notices, whose = begun(*read_address(query, page), page)
    return replace(
        memory,
        chosen=_with_whole_neuron(whose, values, values),
        page=page,
        recent=(query,),
        asked=query,
        link=query,
        notices=tuple(notices),
        past=(),
        future=(),
    )


def change(memory: Memory, changes: Mapping[str, object]) -> Memory:
    """Return the memory after the student has set something on the open page.

    Each change is checked; a bad one becomes a notice, the good ones are kept. A new seed, or a
    network of another size, draws new weights, so those that were set are forgotten, unless the
    same change sets them; so are the inputs of an example that gives way to another.
    """
    good, notices = _checked(memory.values(), changes)
    chosen = dict(memory.chosen)
    if "seed" in good:
        chosen = {name: value for name, value in chosen.items() if name not in WEIGHTS}
    for name, others in _VOID.items():
        if not others.isdisjoint(good) and is_packed(chosen.get(name)):
            del chosen[name]
    chosen = _with_whole_neuron(memory.page, {**chosen, **good}, good)
    chosen = follow_answers((*memory.past, memory.chosen), chosen, good)
    chosen = follow_point(follow_outputs(chosen, good), good)
    chosen = leave_patient((*memory.past, memory.chosen), chosen, good)
    if "step" in chosen:
        chosen["step"] = min(chosen["step"], complete(memory.page, chosen)["n_steps"])
    if "example" in chosen:
        chosen["example"] = min(chosen["example"], n_students(complete(memory.page, chosen)))
    return replace(_moved(memory, chosen), notices=tuple(shorten(notices)))


def moved_to(memory: Memory, page: str, values: Chosen) -> Memory:
    """Return the memory after one move to what a link to ``page`` gives.

    Args:
        memory: What was remembered.
        page: Whose defaults hold for what is not given; whichever is open.
        values: Value of each parameter that the link gives, as ``read_address`` returns them.
    """
    chosen = {
        name: each for name, each in memory.chosen.items() if name not in get_page(page).names
    }
    chosen = _with_whole_neuron(page, {**chosen, **values}, values)
    return replace(_moved(memory, with_look_of(chosen, memory.chosen)), notices=())


def forget(memory: Memory, names: Sequence[str]) -> Memory:
    """Return the memory without what was set of ``names``: their defaults hold again."""
    chosen = {name: value for name, value in memory.chosen.items() if name not in names}
    return replace(_moved(memory, chosen), notices=())


def reset_page(memory: Memory) -> Memory:
    """Return the memory without what was set of the open page: its own defaults hold again."""
    page = get_page(memory.page)
    return replace(forget(memory, page.resets or page.names), turns=memory.turns + 1)


def undo(memory: Memory) -> Memory:
    """Take the student's last move back; if there is none, only the turn counts."""
    if not memory.past:
        return replace(memory, turns=memory.turns + 1)  # or who asked for it waits for its end
    *past, chosen = memory.past
    future = (*memory.future, memory.chosen)
    return _turned(memory, chosen, tuple(past), future)


def redo(memory: Memory) -> Memory:
    """Make the move again that was taken back last; if there is none, only the turn counts."""
    if not memory.future:
        return replace(memory, turns=memory.turns + 1)
    *future, chosen = memory.future
    past = (*memory.past, memory.chosen)
    return _turned(memory, chosen, past, tuple(future))


def with_dataset_of(memory: Memory, other: Memory) -> Memory:
    """Return ``memory`` with the data of ``other``, because its own table is gone; and say so.

    Only the latest tables that are too large for a link are held.
    """
    chosen = {name: value for name, value in memory.chosen.items() if name != "dataset"}
    if "dataset" in other.chosen:
        chosen["dataset"] = other.chosen["dataset"]
    return replace(memory, chosen=chosen, notices=(TABLE_GONE,))


def _turned(
    memory: Memory, chosen: Chosen, past: tuple[Chosen, ...], future: tuple[Chosen, ...]
) -> Memory:
    return replace(
        memory, chosen=with_look_of(chosen, memory.chosen), past=past, future=future,
        turns=memory.turns + 1, link=None, notices=(),
    )  # fmt: skip


def _moved(memory: Memory, chosen: Chosen) -> Memory:
    """Return the memory after a move of the student's; one that changes nothing is none."""
    if without_look(chosen) == without_look(memory.chosen):
        return replace(memory, chosen=chosen, link=None)
    past = (*memory.past, memory.chosen)[-MOST_MOVES:]
    return replace(memory, chosen=chosen, link=None, past=past, future=())


def wrote(memory: Memory, query: Query, by_run: bool = False) -> Memory:
    """Return the memory after ``query`` was sent to the browser.

    Args:
        memory: What was remembered.
        query: The address.
        by_run: Whether Streamlit sent it in a script run, and not a stage wrote it.
    """
    recent = (*memory.recent, query)[-MOST_RECENT:]
    return replace(memory, recent=recent, asked=query if by_run else memory.asked)


def _with_whole_neuron(
    page: str, chosen: Mapping[str, Value], news: Mapping[str, Value]
) -> dict[str, Value]:
    """Return ``chosen`` with all weights in it if ``news`` set one of them on ``page``.

    Otherwise a student who changed one weight would find it on the next page beside two others
    that come from that page's own defaults: a neuron that nobody has made.
    """
    if not any(name in news for name in WEIGHTS):
        return dict(chosen)
    whole = complete(page, chosen)
    return {**chosen, **{name: whole[name] for name in WEIGHTS}}


def _checked(
    now: Mapping[str, Value], changes: Mapping[str, object]
) -> tuple[dict[str, Value], list[str]]:
    """Return the good changes by name, and a sentence for each bad one."""
    good: dict[str, Value] = {}
    notices: list[str] = []
    for name, value in changes.items():
        if name not in PARAMETERS:
            notices.append(words.UNKNOWN.format(key=quote(str(name))))
            continue
        try:
            good[name] = check(PARAMETERS[name], value)
        except ValueError:
            notices.append(_refusal(name, value, now[name]))
    return good, notices


def _refusal(name: str, value: object, now: Value) -> str:
    parameter = PARAMETERS[name]
    sent = quote(value) if isinstance(value, str) else quote(repr(value))
    return words.STAYS.format(
        label=parameter.label, sent=sent, wanted=allowed(parameter), held=said(parameter, now)
    )
