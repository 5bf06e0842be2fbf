"""What belongs to no page and is no move: how a page is shown, what was guessed, a task of a link.

It is taken along from page to page and, but for guesses, stands in the address; undo, redo and
reset leave it.
"""

from collections.abc import Mapping

from visualizer.state.guesses import GUESSES
from visualizer.state.kinds import Choice, Value
from visualizer.state.packed_task import OF_A_TASK
from visualizer.words.help import HELP

PRESENT = Choice(
    "present", "present", "Presenting", 0, {0: "Off", 1: "On"}, help=HELP["present"]
)  # fmt: skip
LOOKS = (PRESENT.name, GUESSES.name, *OF_A_TASK)


def without_look(chosen: Mapping[str, Value]) -> dict[str, Value]:
    """Return ``chosen`` without how it is shown, what was guessed, and a task."""
    return {name: value for name, value in chosen.items() if name not in LOOKS}


def with_look_of(chosen: Mapping[str, Value], now: Mapping[str, Value]) -> dict[str, Value]:
    """Return ``chosen``, shown as ``now`` is."""
    shown = {name: value for name, value in now.items() if name in LOOKS}
    return {**without_look(chosen), **shown}
