"""A task without a class: from its fields to the text that a link holds, and the checked way back.

Such a link may come from a stranger, and may have been changed by one: whatever is not as a link
may have it makes it no task.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from visualizer.rooms.room import LONGEST_SENTENCE, Task, one_line
from visualizer.state.address import BY_ADDRESS, read_address, write_address
from visualizer.state.kinds import Value
from visualizer.state.packed_task import (
    LONGEST,
    NONE,
    OF_A_TASK,
    TASK,
    TASK_MOVES,
    Count,
    unpack_task,
    write_count,
)
from visualizer.state.pages import NEURON_PAGES, complete, get_page
from visualizer.state.parameters import PARAMETERS
from visualizer.state.presenting import with_look_of
from visualizer.state.sliders import controls_of
from visualizer.tables.own_data import travels
from visualizer.tables.packed_json import pack_json
from visualizer.words import settings as words

MOST_MOVES = 99
LARGEST_LOSS = 100.0
_VERSION = 1


def make_task(
    page: str,
    values: Mapping[str, Value],
    *,
    free: tuple[str, ...] = (),
    below: float = 0.05,
    moves: int = 0,
    sentence: str = "",
) -> Task:
    """Return a task that begins where a page stands; whatever else was set stays out of it.

    Args:
        page: One with a neuron.
        values: What was set, by name.
        free: Controls that may be moved; all if empty.
        below: The loss to get below.
        moves: Within so many moves; 0 for any number.
        sentence: What the teacher says of it.
    """
    own = {name: value for name, value in values.items() if name in get_page(page).names}
    said = one_line(sentence)
    return Task(0, page, write_address(own, page), tuple(free), below, moves, said)


def write_task(task: Task) -> str:
    """Return the text that :func:`read_task` reads.

    Raises:
        ValueError: If it is too long for a link; the message is a sentence for people.
    """
    keys = [PARAMETERS[name].address for name in task.free]
    content = [_VERSION, task.page, dict(task.query), keys, task.below, task.moves, task.sentence]
    text = pack_json(content)
    if len(text) > LONGEST or not travels(task.query.get("data", "")):
        raise ValueError(words.TASK_TOO_LARGE)
    return text


@lru_cache(maxsize=64)
def read_task(text: str) -> Task:
    """Return the task that a text holds.

    Raises:
        ValueError: If it holds none.
    """
    content = unpack_task(text)
    if not isinstance(content, list) or len(content) != 7 or content[0] != _VERSION:
        raise ValueError("no task")
    _, page, query, keys, below, moves, sentence = content
    if not isinstance(page, str) or page not in NEURON_PAGES:
        raise ValueError("a task must be on a page with one neuron")
    if not _is_start(page, query):
        raise ValueError("a task must begin with a link to its page")
    if type(below) not in (int, float) or not 0 < below <= LARGEST_LOSS:  # NaN as well
        raise ValueError(f"a task's loss must be above 0 and at most {LARGEST_LOSS}")
    if type(moves) is not int or not 0 <= moves <= MOST_MOVES:
        raise ValueError(f"a task must have 0 to {MOST_MOVES} moves")
    if not isinstance(sentence, str) or sentence != one_line(sentence):
        raise ValueError(f"a task's sentence must be one line of up to {LONGEST_SENTENCE} signs")
    return Task(0, page, query, _free(page, keys), float(below), moves, sentence)


def task_in(chosen: Mapping[str, Value]) -> Task | None:
    """Return the task among values that were set; nothing where there is none."""
    text = str(chosen.get(TASK.name, NONE))
    try:
        return None if text == NONE else read_task(text)
    except ValueError:
        return None


def start_of(task: Task) -> dict[str, Value]:
    """Return all values of the page of a task, as they are at its start."""
    values = complete(task.page, given_at_start(task))
    return {name: values[name] for name in get_page(task.page).names}


def given_at_start(task: Task) -> dict[str, Value]:
    """Return the values that the link to the start of a task gives, by name."""
    values, _ = read_address({key: (each,) for key, each in task.query.items()}, task.page)
    return values


def begun(
    values: Mapping[str, Value], notices: list[str], page: str
) -> tuple[dict[str, Value], list[str], str]:
    """Return what an address that was read leads to, if it holds a task or the remains of one.

    Args:
        values: What the address gives, by name.
        notices: What was left out of it.
        page: Name of the page that was opened.

    Returns:
        values: With the start of the task where no count says that it was begun before; without
            what is no task.
        notices: With a sentence where that is so.
        page: Whose defaults hold for what is not given: that of the task where it begins.
    """
    if TASK.name not in values and TASK_MOVES.name not in values:
        return dict(values), notices, page
    task = task_in(values)
    if task is None:
        others = {name: each for name, each in values.items() if name not in OF_A_TASK}
        is_damaged = values.get(TASK.name, NONE) != NONE
        return others, [words.TASK_DAMAGED, *notices] if is_damaged else notices, page
    if TASK_MOVES.name in values:
        return dict(values), notices, page
    looks = with_look_of({}, values)
    start = {**given_at_start(task), **looks, TASK_MOVES.name: write_count(Count())}
    return start, notices, task.page


def _is_start(page: str, query: object) -> bool:
    """Tell whether ``query`` is a link to ``page`` that gives nothing else, and all of it good."""
    if not isinstance(query, dict) or not all(isinstance(each, str) for each in query.values()):
        return False
    own = get_page(page).names
    if not all(key in BY_ADDRESS and BY_ADDRESS[key].name in own for key in query):
        return False
    _, notices = read_address({key: (each,) for key, each in query.items()}, page)
    return not notices and travels(query.get("data", ""))


def _free(page: str, keys: object) -> tuple[str, ...]:
    """Return the controls that may be moved.

    Raises:
        ValueError: If they are none of the page.
    """
    addresses = {PARAMETERS[name].address: name for name in controls_of(page)}
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise ValueError("what may be moved must be a list of texts")
    if len({*keys}) != len(keys) or not {*keys} <= {*addresses}:
        raise ValueError("what may be moved must be sliders of the page")
    return tuple(addresses[key] for key in keys)
