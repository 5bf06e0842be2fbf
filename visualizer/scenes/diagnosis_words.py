"""Each diagnosis in words, in the order in which the core asks for them."""

from visualizer.core.diagnosis import DIAGNOSES
from visualizer.words.diagnoses import DIAGNOSES as WORDS

NAMES = {word: WORDS[word][0] for word in DIAGNOSES}
"""Each diagnosis as it stands on the page, in the order of ``DIAGNOSES``."""


def meanings(loss: str) -> tuple[str, ...]:
    """Return what each diagnosis means, in the order of ``DIAGNOSES``.

    Args:
        loss: Name of the live number that holds the loss at the end.
    """
    return tuple(WORDS[word][1].format(loss=f"{{{loss}}}") for word in DIAGNOSES)
