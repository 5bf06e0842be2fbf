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
class Turn:
    """One run's place in the queue.

    Attributes:
        may_run: Set while nobody else has to be waited for.
        since: When it began or was continued, as ``time.monotonic()`` says.
    """

    may_run: threading.Event = field(default_factory=threading.Event)
    since: float = 0.0


class Turns:
    """A queue of runs.

    A run that takes longer than its slice makes room at its next breath and goes on when nobody
    else waits, or after a while all the same. If it takes no breath for that while, the next one
    starts beside it. Either way somebody's huge data hold nobody up for long.
    """

    def __init__(self, slice_seconds: float, most_seconds: float) -> None:
        """Start with nobody waiting.

        Args:
            slice_seconds: How long a run goes on before it makes room.
            most_seconds: How long a run that made room rests at most, and how long the others wait
                for one that makes none.
        """
        self._slice = slice_seconds
        self._most = most_seconds
        self._lock = threading.Lock()
        self._waiting: deque[Turn] = deque()
        self._resting: deque[Turn] = deque()  # made room, and go on when nobody waits
        self._alone: Turn | None = None

    @contextmanager
    def take(self) -> Iterator[Turn]:
        """Wait for a turn, and hold it while the block runs."""
        own = Turn()
        self._queue_up(own, self._waiting)
        try:
            yield own
        finally:
            with self._lock:
                self._free(own)

    def make_room(self, own: Turn) -> None:
        """Let others go first if the slice of ``own`` is used up; otherwise return at once."""
        if time.monotonic() - own.since < self._slice:
            return
        with self._lock:
            if not (self._waiting or self._resting):
                own.since = time.monotonic()
                return
            own.may_run.clear()
            self._resting.append(own)
            own.since = time.monotonic()  # from now on: since when it rests
            self._free(own)
        self._wait(own)

    def _queue_up(self, own: Turn, queue: deque[Turn]) -> None:
        with self._lock:
            queue.append(own)
            self._call_next()
        self._wait(own)

    def _wait(self, own: Turn) -> None:
        while not own.may_run.wait(self._most):
            with self._lock:
                self._call_next()

    def _free(self, own: Turn) -> None:
        if self._alone is own:
            self._alone = None
        self._call_next()

    def _call_next(self) -> None:
        """Let the next one in if nobody is alone, or somebody has been for too long."""
        now = time.monotonic()
        if self._alone is not None and now - self._alone.since < self._most:
            return
        rested = bool(self._resting) and now - self._resting[0].since >= self._most
        queue = self._resting if rested or not self._waiting else self._waiting
        if queue:
            self._alone = following = queue.popleft()
            following.since = now
            following.may_run.set()


TURNS = Turns(slice_seconds=0.1, most_seconds=0.5)
"""The queue of this process."""
