"""Who listens for news of a class just now: a few at once for each, and all ended in time."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from visualizer.rooms.news import Watcher

MOST_OF_ONE = 8  # browsers that listen as one; a further one takes the place of the first


class Stream:
    """One answer that goes on."""

    def __init__(self, watcher: Watcher) -> None:
        """Begin; ``watcher`` is what it waits with."""
        self.has_ended = False
        self._watcher = watcher

    def end(self) -> None:
        """Have it end soon; called in any thread."""
        self.has_ended = True
        self._watcher.tell()


class Streams:
    """All streams of a process. May be used in any thread."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = threading.RLock()
        self._open: dict[tuple[str, str], list[Stream]] = {}
        self.is_over = False

    @contextmanager
    def opened(self, code: str, who: str, watcher: Watcher) -> Iterator[Stream]:
        """Have a stream while the block runs."""
        stream = Stream(watcher)
        with self._lock:
            streams = self._open.setdefault((code, who), [])
            streams.append(stream)
            surplus = streams[:-MOST_OF_ONE]
            if self.is_over:
                stream.end()
        for each in surplus:
            each.end()
        try:
            yield stream
        finally:
            with self._lock:
                streams.remove(stream)
                if not streams:
                    del self._open[code, who]

    def count(self, code: str, who: str) -> int:
        """Return how many there are of one."""
        with self._lock:
            return len(self._open.get((code, who), ()))

    def count_all(self) -> int:
        """Return how many there are of all."""
        with self._lock:
            return sum(map(len, self._open.values()))

    def end(self, code: str, who: str) -> None:
        """Have those of one end."""
        with self._lock:
            streams = list(self._open.get((code, who), ()))
        for each in streams:
            each.end()

    def end_all(self) -> None:
        """Have every stream end, now and from now on."""
        with self._lock:
            self.is_over = True
            streams = [each for those in self._open.values() for each in those]
        for each in streams:
            each.end()


STREAMS = Streams()


@contextmanager
def ended_with_the_server() -> Iterator[None]:
    """End all streams when the process is told to: the server waits for the end of every answer."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {kind: signal.getsignal(kind) for kind in (signal.SIGTERM, signal.SIGINT)}

    def end(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(STREAMS.end_all)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for kind in before:
        signal.signal(kind, end)
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
