"""Tells those who wait for news of a room, in the event loop in which they wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from visualizer.rooms.once import Once
from visualizer.rooms.place import rooms


class Watcher:
    """One who waits for news."""

    def __init__(self, kinds: Collection[str]) -> None:
        """Wait for news of these kinds, in the running event loop."""
        self.kinds = kinds
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()
        self._is_told = False

    def tell(self) -> None:
        """There are news; called in any thread."""
        if self._is_told:  # and has not waited since: to wake the loop for each would cost
            return
        self._is_told = True
        try:
            self._loop.call_soon_threadsafe(self._event.set)
        except RuntimeError:  # the loop has ended, and with it the wait
            return

    async def wait(self, seconds: float) -> bool:
        """Return whether there were news within ``seconds``, or since the last wait.

        What is read afterwards has all of which was told before.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        self._is_told = False
        return True


class News:
    """Who waits for news of which room."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._lock = threading.Lock()
        self._watchers: dict[str, set[Watcher]] = {}

    def tell(self, code: str, kind: str) -> None:
        """Tell all who wait for this kind of news of a room; called in any thread."""
        with self._lock:
            told = [each for each in self._watchers.get(code, ()) if kind in each.kinds]
        for each in told:
            each.tell()

    @contextmanager
    def watch(self, code: str, kinds: Collection[str]) -> Iterator[Watcher]:
        """Wait for news of a room while the block runs."""
        watcher = Watcher(kinds)
        with self._lock:
            self._watchers.setdefault(code, set()).add(watcher)
        try:
            yield watcher
        finally:
            with self._lock:
                watchers = self._watchers[code]
                watchers.discard(watcher)
                if not watchers:
                    del self._watchers[code]


def _make_news() -> News:
    """Return the news of this process."""
    made = News()
    rooms().listen(made.tell)
    return made


news = Once(_make_news)
