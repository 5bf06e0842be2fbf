"""Each diagnosis in words, in the order in which the core asks for them."""

from visualizer.core.diagnosis import DIAGNOSES
from visualizer.words.diagnoses import DIAGNOSES as WORDS
from visualizer.words.diagnoses import ENDS

NAMES = {word: WORDS[word][0] for word in DIAGNOSES}
"""Each diagnosis as it stands on the page, in the order of ``DIAGNOSES``."""
MEANINGS = tuple(WORDS[word][1] for word in DIAGNOSES)
"""What each of them means, in the same order."""


def meanings(loss: str) -> tuple[str, ...]:
    """Return what each diagnosis means and where the loss ends, in the order of ``DIAGNOSES``.

    Args:
        loss: Name of the live number that holds the loss at the end.
    """
    return tuple(
        meaning if word == "diverged" else ENDS.format(meaning=meaning, loss=f"{{{loss}}}")
        for word, meaning in zip(DIAGNOSES, MEANINGS, strict=True)
    )
