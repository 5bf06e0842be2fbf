"""The guesses that were made, as one text: a tab keeps it, so that a reload knows them.

They belong to who made them: they are no move, and no part of an address that the app writes. A
link may bring some along, to open a page with its answer.
"""

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from visualizer.state.kinds import Choice
from visualizer.words import (
    activations,
    backpropagation,
    hidden_layers,
    learning_rate,
    loss,
    neuron,
    start,
    surface,
    training,
)
from visualizer.words import slice as slice_words
from visualizer.words.help import HELP
from visualizer.words.lesson import Lesson

LESSONS: Mapping[str, Lesson] = MappingProxyType(
    {
        "start": start.LESSON,
        "neuron": neuron.LESSON,
        "activations": activations.LESSON,
        "loss": loss.LESSON,
        "surface": surface.LESSON,
        "learning_rate": learning_rate.LESSON,
        "training": training.LESSON,
        "network": hidden_layers.LESSON,
        "backpropagation": backpropagation.LESSON,
        "slice": slice_words.LESSON,
    }
)
"""What each page asks."""
JUST_SHOWN = -1
"""Stands in place of a guess where somebody asked to be shown the answer."""
NONE, SHOWN = "none", "x"
LONGEST = 1000  # characters of such a text
_BETWEEN = "~"  # stays as it is in an address


def read_guesses(text: str) -> dict[str, int]:
    """Return the guess on each page, by its name.

    Raises:
        ValueError: If it is no such text.

    Example:
        >>> read_guesses("start.0~learning_rate.x")
        {'start': 0, 'learning_rate': -1}
    """
    found: dict[str, int] = {}
    for part in [] if text == NONE else text.split(_BETWEEN):
        page, _, option = part.partition(".")
        options = {SHOWN: JUST_SHOWN} | {
            str(place): place
            for place, _ in enumerate(LESSONS[page].options if page in LESSONS else ())
        }
        if page not in LESSONS or page in found or option not in options:
            raise ValueError(
                f"guesses must name a page and an option of its question, not {part!r}"
            )
        found[page] = options[option]
    return found


def readable_guesses(text: str) -> dict[str, int]:
    """Return the guesses of a text, but for those that are none, or of one page twice."""
    found: list[tuple[str, int]] = []
    for part in text.split(_BETWEEN):
        with suppress(ValueError):
            found += read_guesses(part).items()
    pages = [page for page, _ in found]
    return {page: option for page, option in found if pages.count(page) == 1}


def write_guesses(guesses: Mapping[str, int]) -> str:
    """Return the text that :func:`read_guesses` reads."""
    parts = (
        f"{page}.{SHOWN if option == JUST_SHOWN else option}" for page, option in guesses.items()
    )
    return _BETWEEN.join(parts) or NONE


GUESSES = Choice(
    "guesses", "guessed", "Guesses", NONE, {NONE: "None"}, help=HELP["guesses"],
    accepts=read_guesses, nearest=lambda text: write_guesses(readable_guesses(text)),
)  # fmt: skip
