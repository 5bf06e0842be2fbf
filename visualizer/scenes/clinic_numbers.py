"""Numbers of a run in the sentences of the bug clinic."""

from __future__ import annotations

from torch import Tensor

from visualizer.state.number_texts import number_words
from visualizer.words import clinic_answers as words

DIGITS = 4  # that count


def said(value: Tensor) -> str:
    """Return a number as a sentence has it, with its first digits."""
    number = float(value)
    if number != number:
        return words.NO_NUMBER
    if number in (float("inf"), float("-inf")):
        return words.BEYOND
    return number_words(float(f"{number:.{DIGITS}g}"))
