"""A worker in an event loop of its own, which a test asks from its thread."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import TypeVar

import pytest

from visualizer.stages.reply import Question
from visualizer.worker.worker import Worker

Result = TypeVar("Result")
PATIENCE = 60.0  # s


class Asking:
    """A worker, asked from a thread without an event loop."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self.loop = asyncio.new_event_loop()
        self.worker = Worker()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()

    def run(self, what: Coroutine[object, object, Result]) -> Result:
        """Return what ``what`` returns in the event loop."""
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(PATIENCE)

    def start(self) -> None:
        """Start the worker and wait until it can be asked."""
        self.loop.call_soon_threadsafe(self.worker.start)
        self.wait_until(lambda: self.worker.is_ready)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until
            time.sleep(0.01)

    def reply_to(
        self,
        question: Question,
        whose: str = "somebody",
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> bytes | None:
        """Return the worker's reply."""
        return self.run(self.worker.reply_to(question, whose, is_wanted))

    def end(self) -> None:
        """End the worker and the event loop."""
        self.run(self.worker.end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()


@pytest.fixture(scope="package")
def shared_worker() -> Iterator[Asking]:
    """A worker that all tests share: they only ask it."""
    asking = Asking()
    asking.start()
    yield asking
    asking.end()


@pytest.fixture
def own_worker() -> Iterator[Asking]:
    """A worker that a test has for itself; not started."""
    found = Asking()
    yield found
    found.end()
