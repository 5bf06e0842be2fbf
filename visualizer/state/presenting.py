"""What belongs to no page and is no move: whether a page is shown to a room, and what was guessed.

It is taken along from page to page and stands in the address, while undo, redo and reset leave it.
"""

from collections.abc import Mapping

from visualizer.state.guesses import GUESSES
from visualizer.state.kinds import Choice, Value
from visualizer.words.help import HELP

PRESENT = Choice(
    "present", "present", "Presenting", 0, {0: "Off", 1: "On"}, help=HELP["present"]
)  # fmt: skip
LOOKS = (PRESENT.name, GUESSES.name)


def without_look(chosen: Mapping[str, Value]) -> dict[str, Value]:
    """Return ``chosen`` without how it is shown and what was guessed."""
    return {name: value for name, value in chosen.items() if name not in LOOKS}


def with_look_of(chosen: Mapping[str, Value], now: Mapping[str, Value]) -> dict[str, Value]:
    """Return ``chosen``, shown as ``now`` is."""
    shown = {name: value for name, value in now.items() if name in LOOKS}
    return {**without_look(chosen), **shown}
