"""What stages have shown a moment ago: many who see the same are told the same.

A class that is called, or that opens one link, wants the same trainings and pictures hundreds of
times within a second or two.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Result = TypeVar("Result")

MOST = 8  # results, up to a megabyte each


class Recent(Generic[Result]):
    """The latest results by what they follow from. May be used in any thread."""

    def __init__(self, most: int = MOST) -> None:
        """Start with nothing, and never keep more than ``most``."""
        self._most = most
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, Result] = OrderedDict()

    def find(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """Return the result for ``key``; what ``make`` returns if it is not known.

        Nobody waits for another who makes the same. What ``make`` raises is raised, and not kept.
        """
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        result = make()
        with self._lock:
            self._found[key] = result
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return result
