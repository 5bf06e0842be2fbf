"""Words for those who hear a picture or a table instead of seeing it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any


def alt_text(element: Callable[..., object], words: str) -> dict[str, Any]:
    """Return the option by which an element is described, where this Streamlit has one.

    Pictures and tables have it from Streamlit 1.66 on; before, a screen reader hears what lies in
    them.

    >>> alt_text(lambda data, *, alt=None: None, "Three runs.")
    {'alt': 'Three runs.'}
    >>> alt_text(lambda data: None, "Three runs.")
    {}
    """
    return {"alt": words} if "alt" in inspect.signature(element).parameters else {}
