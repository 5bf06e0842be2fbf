"""A short name of what a page shows, by which a session knows whether it is still there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from visualizer.state.session import Contents


def whereabouts(contents: Contents) -> str:
    """Return a name of the open page and all its values."""
    values = sorted((name, str(value)) for name, value in contents.values().items())
    return named(contents.memory.page, dict(values))


def named(page: str, query: Mapping[str, str]) -> str:
    """Return a name of ``page`` with what a link to it says.

    >>> named("start", {"b": "1"}) == named("start", {"b": "2"})
    False
    """
    return hashlib.sha256(repr((page, sorted(query.items()))).encode()).hexdigest()[:12]
