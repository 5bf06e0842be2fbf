"""The looks of kept runs, and their names: whole in the legend, a number at the end of each curve.

A picture does not know how wide it will be, so no name stands in it beside a curve: there it would
be cut, or take the room of the curves.
"""

import unicodedata
from collections.abc import Sequence
from html import escape
from itertools import pairwise

COLUMNS = 34  # of the legend, in letters of usual width, so that it fits a phone
TEXT_LINE, TEXT_GAP = 18, 4  # pixels of the legend for each line, and for each entry besides

LOOKS = (
    ("weight_1", "solid"),
    ("step", "dash"),
    ("z", "dot"),
    ("activation", "longdash"),
    ("derivative", "dashdot"),
    ("learning_rate_low", "longdashdot"),
    ("loss", "16px,4px"),
    ("target", "8px,3px,2px,3px,2px,3px"),
    ("gradient", "4px,4px"),
    ("prediction", "2px,8px"),
    ("weight_2", "20px,4px,6px,4px"),
    ("learning_rate", "12px,4px,2px,4px,2px,4px,2px,4px"),
)
"""Colour and dash pattern of each run; as many runs fit into one picture."""

BRANCH_DASHES = tuple(f"{4 + 2 * look}px,3px,2px,3px" for look in range(len(LOOKS)))
"""Dash pattern of the branch of each run. All branches have the colour of a branch."""


def find_looks(numbers: Sequence[int]) -> list[int]:
    """Return a place in ``LOOKS`` for each run, no two the same, by its number where that is free.

    Example:
        >>> find_looks([1, 2, 5, 13])
        [0, 1, 4, 2]
    """
    found: list[int] = []
    for number in numbers:
        choices = ((number - 1 + shift) % len(LOOKS) for shift in range(len(LOOKS)))
        found.append(next(look for look in choices if look not in found))
    return found


def plain_text(text: str) -> str:
    """Return ``text`` such that Plotly shows it as it is: no tag, no entity, no formula.

    Example:
        >>> plain_text("<b>$x$</b> & co")
        '&lt;b&gt;&#36;x&#36;&lt;/b&gt; &amp; co'
    """
    return escape(text, quote=False).replace("$", "&#36;")


def legend_lines(number: int, name: str) -> list[str]:
    """Return what the legend says of run ``number``: the number at its curve, then the whole name.

    Example:
        >>> legend_lines(2, "Run 2: lr 0.1, SiLU"), legend_lines(2, "mine")
        (['Run 2: lr 0.1, SiLU'], ['2: mine'])
    """
    is_told = name.startswith(f"Run {number}:")
    return wrapped(name if is_told else f"{number}: {name}")


def wrapped(text: str) -> list[str]:
    """Return ``text`` on lines that fit the legend, broken between words where that is possible.

    Example:
        >>> wrapped("Run 12: lr 0.031622775, No activation")
        ['Run 12: lr 0.031622775, No', 'activation']
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer) <= COLUMNS:
            lines[-1] = longer
        else:
            lines += _pieces(word)
    return lines


def _pieces(word: str) -> list[str]:
    pieces = [""]
    for letter in word:
        if _width(pieces[-1] + letter) > COLUMNS:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _width(text: str) -> int:
    """Return how many columns ``text`` takes; letters of full width take two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Return ``places``, moved apart until any two are ``gap`` or more from each other.

    Their order stays, and so does what has room. From 0 to 1, if there is room for all.

    Example:
        >>> spread([0.5, 0.5, 0.0], 0.25)
        [0.5, 0.75, 0.0]
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = [places[place] for place in order]
    for below, above in pairwise(range(len(moved))):
        moved[above] = max(moved[above], moved[below] + gap)
    ceiling = 1.0
    for place in reversed(range(len(moved))):
        moved[place] = min(moved[place], ceiling)
        ceiling = moved[place] - gap
    back = dict(zip(order, moved, strict=True))
    return [back[place] for place in range(len(places))]
