"""Lines of a program, and edits: one line changed, added or removed, and how to undo that."""

import textwrap
from dataclasses import dataclass, replace

PARTS = ("setup", "head", "body")


@dataclass(frozen=True)
class Line:
    """A line of a program; some are written on several rows.

    Attributes:
        key: What it is called.
        text: What stands there, without the indent that the loop gives it.
        part: One of ``PARTS``: before the loop · ``for …:`` · in the loop.
    """

    key: str
    text: str
    part: str

    @property
    def shown(self) -> str:
        """The text as it stands in the program."""
        return textwrap.indent(self.text, "    ") if self.part == "body" else self.text


@dataclass(frozen=True)
class Edit:
    """One line changed.

    Attributes:
        action: ``change``, ``add`` or ``remove``.
        line: Key of the line that is changed or removed, or after which one is added.
        text: What stands there then; of a line that is removed, what stood there.
        added: Key of the line that is added.
    """

    action: str
    line: str
    text: str
    added: str = ""


def on_one_row(text: str) -> str:
    r"""Return a line that is written on several rows on one, with a mark where each row ends.

    >>> on_one_row("for each in all:\n    print(each)")
    'for each in all: ⏎ print(each)'
    """
    return " ⏎ ".join(row.strip() for row in text.splitlines())


def apply(edit: Edit, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return ``lines`` with one edit done.

    Raises:
        KeyError: If they have no such line.
    """
    at = place_of(edit.line, lines)
    line = lines[at]
    if edit.action == "remove":
        return (*lines[:at], *lines[at + 1 :])
    if edit.action == "change":
        return (*lines[:at], replace(line, text=edit.text), *lines[at + 1 :])
    part = "setup" if line.part == "setup" else "body"
    return (*lines[: at + 1], Line(edit.added, edit.text, part), *lines[at + 1 :])


def undo(edit: Edit, lines: tuple[Line, ...]) -> Edit:
    """Return the edit that leads back to ``lines`` from what ``edit`` makes of them."""
    if edit.action == "add":
        return Edit("remove", edit.added, edit.text)
    at = place_of(edit.line, lines)
    if edit.action == "change":
        return Edit("change", edit.line, lines[at].text)
    return Edit("add", lines[at - 1].key, lines[at].text, edit.line)


def place_of(key: str, lines: tuple[Line, ...]) -> int:
    """Return which of the lines is called ``key``.

    Raises:
        KeyError: If none is.
    """
    for at, line in enumerate(lines):
        if line.key == key:
            return at
    raise KeyError(key)
