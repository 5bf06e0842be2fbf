"""One run at a time, in the order in which they were asked for.

Python executes one thread at a time anyway. When several runs share it, they hand it to each other
thousands of times a second, at every call into PyTorch, and all of them together get less done:
thirty students who each let go of a slider once a second brought the server to a standstill that
it can answer one after another with time to spare.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(eq=False)
class _Turn:
    """One run's place in the queue."""

    came: threading.Event = field(default_factory=threading.Event)
    since: float = 0.0  # when it came, as time.monotonic() says


class Turns:
    """A queue of runs.

    A run that takes longer than its slice keeps going, but no longer alone: the next one starts
    beside it, so that somebody's huge data hold nobody up for long.
    """

    def __init__(self, slice_seconds: float) -> None:
        """Start with nobody waiting.

        Args:
            slice_seconds: How long a run has the server for itself.
        """
        self._slice = slice_seconds
        self._lock = threading.Lock()
        self._waiting: deque[_Turn] = deque()
        self._alone: _Turn | None = None

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for a turn, and hold it while the block runs."""
        own = _Turn()
        with self._lock:
            self._waiting.append(own)
            self._call_next()
        self._wait(own)
        try:
            yield
        finally:
            with self._lock:
                if self._alone is own:
                    self._alone = None
                self._call_next()

    def _wait(self, own: _Turn) -> None:
        while not own.came.wait(self._slice):
            with self._lock:
                self._call_next()

    def _call_next(self) -> None:
        """Let the first of the queue in if nobody is alone, or not within the slice any more."""
        alone, now = self._alone, time.monotonic()
        if self._waiting and (alone is None or now - alone.since >= self._slice):
            self._alone = following = self._waiting.popleft()
            following.since = now
            following.came.set()


TURNS = Turns(slice_seconds=0.1)
"""The queue of this process."""
