"""A section of the program, of which script and notebook are made."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One part of the program.

    Attributes:
        title: A few words.
        words: A sentence or two, in Markdown that also reads well as it is.
        code: Lines of Python, without an empty line at either end.
    """

    title: str
    words: str
    code: str
