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
        since: When it began or was continued, as ``time.monotonic()`` says; while it waits or
            rests, since when it does.
        until: When it is to make room for others.
    """

    may_run: threading.Event = field(default_factory=threading.Event)
    since: float = 0.0
    until: float = 0.0


class Turns:
    """A queue of runs.

    A run that takes longer than its slice makes room at its next yield point. From then on it goes
    on a short while at a time, when nobody else waits, or after a long rest all the same. If it has
    no yield point, the next one starts beside it in the end. Either way somebody's huge data hold
    nobody up for long. What nobody has asked for by hand lets all others go first, for a moment.
    """

    def __init__(
        self,
        slice_seconds: float,
        while_seconds: float,
        rest_seconds: float,
        most_seconds: float,
        patient_seconds: float = 0.2,
    ) -> None:
        """Start with nobody waiting.

        Args:
            slice_seconds: How long a script run goes on before it makes room for the first time.
            while_seconds: How long it goes on each time after that.
            rest_seconds: How long it rests at most.
            most_seconds: How long the others wait for a script run that makes no room.
            patient_seconds: How long somebody patient lets others go first.
        """
        self._slice = slice_seconds
        self._while = while_seconds
        self._rest = rest_seconds
        self._most = most_seconds
        self._patience = patient_seconds
        self._lock = threading.Lock()
        self._waiting: deque[Turn] = deque()
        self._patient: deque[Turn] = deque()
        self._resting: deque[Turn] = deque()  # made room, and go on when nobody waits
        self._alone: Turn | None = None

    @contextmanager
    def take(self, is_patient: bool = False) -> Iterator[Turn]:
        """Wait for a turn, for a moment behind all others if patient; hold it in the block."""
        own = Turn(since=time.monotonic())
        self._queue_up(own, self._patient if is_patient else self._waiting)
        try:
            yield own
        finally:
            with self._lock:
                self._free(own)

    def make_room(self, own: Turn) -> None:
        """Let others go first, if there are any; ``own`` has used up its slice."""
        with self._lock:
            own.until = time.monotonic() + self._while
            if not (self._waiting or self._patient or self._resting):
                return
            own.may_run.clear()
            own.since = time.monotonic()
            self._resting.append(own)
            self._free(own)
        self._wait(own)
        own.until = own.since + self._while

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
        for queue, limit in ((self._resting, self._rest), (self._patient, self._patience)):
            if queue and now - queue[0].since >= limit:
                break
        else:
            queue = self._waiting or self._patient or self._resting
        if queue:
            self._alone = following = queue.popleft()
            following.since, following.until = now, now + self._slice
            following.may_run.set()


TURNS = Turns(slice_seconds=0.1, while_seconds=0.03, rest_seconds=0.75, most_seconds=0.5)
"""The queue of this process."""
