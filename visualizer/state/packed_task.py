"""A task as a text that a link holds, and how far somebody has got with it, as another.

Like a guess they belong to no page and are no move. What such a text means to the app is read by
:mod:`visualizer.state.task_reading`; here it is only known to be one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from visualizer.state.kinds import Choice
from visualizer.tables.packed_json import unpack_json
from visualizer.words import settings as words
from visualizer.words.help import HELP

NONE = "none"
LONGEST = 8_000  # characters; a table has up to 4,000, a sentence a few hundred
_MOST_UNPACKED = 16_000
MOST_COUNTED = 9_999

_COUNT = re.compile("(?P<moves>0|[1-9][0-9]{0,3})(?P<reached>r?)")


@dataclass(frozen=True)
class Count:
    """How far somebody has got with a task.

    Attributes:
        moves: How many they have made.
        reached: Whether it was reached with the last of them; none is counted after that.
    """

    moves: int = 0
    reached: bool = False


def unpack_task(text: str) -> object:
    """Return what a text holds that may be a task.

    Raises:
        ValueError: If nothing was packed into it.
    """
    return None if text == NONE else unpack_json(text, LONGEST, _MOST_UNPACKED)


def read_count(text: str) -> Count:
    """Return the count that a text says.

    Raises:
        ValueError: If it says none.

    Example:
        >>> read_count("3"), read_count("5r")
        (Count(moves=3, reached=False), Count(moves=5, reached=True))
    """
    found = _COUNT.fullmatch(text)
    if found is None or (found["reached"] and found["moves"] == "0"):
        raise ValueError("a count must be a number of moves")
    return Count(int(found["moves"]), bool(found["reached"]))


def write_count(count: Count) -> str:
    """Return the text that :func:`read_count` reads."""
    return f"{min(count.moves, MOST_COUNTED)}{'r' if count.reached else ''}"


TASK = Choice(
    "task", "task", "Task", NONE, {NONE: "None"}, help=HELP["task"],
    accepts=unpack_task, refusal=words.TASK_DAMAGED,
)  # fmt: skip
TASK_MOVES = Choice(
    "task_moves", "moved", "Moves at the task", "0", {"0": "0"}, help=HELP["task_moves"],
    accepts=read_count, refusal=words.COUNT_DAMAGED,
)  # fmt: skip
OF_A_TASK = (TASK.name, TASK_MOVES.name)
