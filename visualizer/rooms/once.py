"""What a process has one of, also where two ask for it at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Makes something when it is first asked for, and returns the same from then on."""

    def __init__(self, make: Callable[[], T]) -> None:
        """``make`` is called by one thread only; the others wait for what it returns."""
        self._make = cache(make)
        self._lock = threading.Lock()
        self.__doc__ = make.__doc__

    def __call__(self) -> T:
        """Return it."""
        with self._lock:
            return self._make()

    def cache_clear(self) -> None:
        """Forget it, so that it is made anew; for tests."""
        with self._lock:
            self._make.cache_clear()
