"""The chapters of the app, in the order in which they are read.

The menu, the links to the chapter before and after, and the tests all read this one table.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True)
class Chapter:
    """One page of the app.

    Attributes:
        name: File name without ending and path in the address; ``start`` lives at ``/``.
        title: What the menu calls it.
    """

    name: str
    title: str

    @property
    def file(self) -> Path:
        """The script of this chapter."""
        return PAGES / f"{self.name}.py"

    @property
    def path(self) -> str:
        """The path in the address, relative to the app's own: ``""`` for the first chapter."""
        return "" if self is CHAPTERS[0] else self.name


CHAPTERS = (
    Chapter("start", "Start"),
    Chapter("neuron", "The neuron"),
    Chapter("activations", "Activations"),
    Chapter("loss", "Loss"),
    Chapter("surface", "The surface"),
    Chapter("learning_rate", "Learning rate"),
    Chapter("training", "Training"),
    Chapter("network", "A network"),
    Chapter("backpropagation", "Backpropagation"),
    Chapter("slice", "A slice"),
)


WORKSHOP = (
    Chapter("your_data", "My data"),
    Chapter("bug_clinic", "Bug clinic"),
    Chapter("runs", "Runs"),
)
"""Pages beside the lesson, for those who go on by themselves."""

TEACH = (Chapter("class", "Class"), Chapter("plans", "Plans"))
"""Pages for those who teach with it."""

BESIDE = (*WORKSHOP, *TEACH)
"""All pages that are no chapter of the lesson."""


def get_chapter(name: str) -> Chapter:
    """Return the chapter called ``name``.

    Raises:
        ValueError: If there is no such chapter; the message lists those there are.

    >>> get_chapter("neuron").title
    'The neuron'
    """
    for chapter in (*CHAPTERS, *BESIDE):
        if chapter.name == name:
            return chapter
    choices = ", ".join(chapter.name for chapter in (*CHAPTERS, *BESIDE))
    raise ValueError(f"chapter must be one of {choices}; got {name!r}")


def neighbours(chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
    """Return the chapters before and after ``chapter``, ``None`` at either end.

    >>> before, after = neighbours(CHAPTERS[0])
    >>> before is None, after.name
    (True, 'neuron')
    """
    place = CHAPTERS.index(chapter)
    before = CHAPTERS[place - 1] if place > 0 else None
    after = CHAPTERS[place + 1] if place + 1 < len(CHAPTERS) else None
    return before, after
