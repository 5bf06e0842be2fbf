"""Data that somebody brought: from a table to a data set, under a name that holds the whole table.

The name travels through addresses, memories and caches like that of any other data. That of a small
table is the table itself, written so that it fits a link; that of a larger one is a fingerprint,
and this process has to have seen the table.
"""

import hashlib
from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from visualizer.tables.table import LINK_LIMIT, Table, decode_table, encode_table
from visualizer.words.tables.form import TOO_LARGE_FOR_A_LINK

PREFIX = "own."
FINGERPRINT = "own-"
MOST_KEPT = 24  # tables too large for a link, of all visitors, two megabytes each at most

# What Plotly's text and the templates of a stage give a meaning to, and what looks like it.
_LOOKALIKES = str.maketrans("<>{}", "‹›()")

_kept: OrderedDict[str, Table] = OrderedDict()  # by content: nobody can change another's
_lock = Lock()


class UnknownTableError(ValueError):
    """A fingerprint of a table that this process has not seen."""


def is_own(name: object) -> bool:
    """Tell whether ``name`` has the form of the name of somebody's own data."""
    return isinstance(name, str) and name.startswith((PREFIX, FINGERPRINT))


def keep_table(table: Table) -> str:
    """Return the name under which :func:`find_table` gives ``table`` back."""
    text = encode_table(table)
    if len(text) <= LINK_LIMIT:
        return PREFIX + text
    name = FINGERPRINT + hashlib.sha256(text.encode()).hexdigest()[:32]
    with _lock:
        _kept[name] = table
        _kept.move_to_end(name)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return name


def bring_back(name: str, table: Table) -> None:
    """Let ``name`` be found again, after other visitors' tables have pushed its table out."""
    with _lock:
        known = name in _kept
    if not known:  # writing a large table takes a fifth of a second
        keep_table(table)


def find_table(name: str) -> Table:
    """Return the table called ``name``.

    Raises:
        UnknownTableError: If it was too large for its name, and this process has not seen it.
        ValueError: If there is no such table.
    """
    if name.startswith(FINGERPRINT):
        with _lock:
            if name not in _kept:
                raise UnknownTableError(TOO_LARGE_FOR_A_LINK)
            _kept.move_to_end(name)
            return _kept[name]
    if not name.startswith(PREFIX) or len(name) > len(PREFIX) + LINK_LIMIT:
        raise ValueError("not the name of a table")
    return _decoded(name)


@lru_cache(maxsize=32)
def _decoded(name: str) -> Table:
    return decode_table(name.removeprefix(PREFIX))


def travels(name: str) -> bool:
    """Tell whether a link with ``name`` in it holds the whole table."""
    return not name.startswith(FINGERPRINT)


def shown_name(text: str) -> str:
    """Return a stranger's name for something, safe in every picture and text of a stage.

    Plotly reads some HTML, and a stage fills braces; neither finds any. Markdown has to be escaped
    where it is written.

    Example:
        >>> shown_name("<b>{loss}</b>")
        '‹b›(loss)‹/b›'
    """
    return text.translate(_LOOKALIKES)


def is_at_hand(name: str) -> bool:
    """Tell whether there is a table behind ``name``, or none is needed."""
    try:
        return not is_own(name) or find_table(name) is not None
    except ValueError:
        return False
