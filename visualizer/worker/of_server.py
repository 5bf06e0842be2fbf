"""The worker of this server, if it may have one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from visualizer.worker.setting import Wish, wish
from visualizer.worker.worker import Worker


class WorkerOfServer:
    """Whether there is a worker, and whom it is for."""

    def __init__(self) -> None:
        """There is none, and there will be none until the server says so."""
        self._worker: Worker | None = None

    @asynccontextmanager
    async def allowed(self) -> AsyncIterator[None]:
        """Let the server have a worker while the block runs, if whoever runs it wishes so.

        Raises:
            WorkerSettingError: If the environment wishes something that there is not.
        """
        wished = wish()
        if wished is Wish.NEVER:
            yield
            return
        worker = self._worker = Worker()
        if wished is Wish.AT_ONCE:
            worker.start()
        try:
            yield
        finally:
            self._worker = None
            await worker.end()

    def asked_by(self, n_sessions: int) -> Worker | None:
        """Return the worker, if it can be asked.

        Who works alone has a core for themselves, and need not have the memory of a second process:
        it is started when two ask at the same moment for the first time.

        Args:
            n_sessions: How many wait for a reply at the moment.
        """
        if self._worker is None:
            return None
        if n_sessions > 1:
            self._worker.start()
        return self._worker if self._worker.is_ready else None


WORKER = WorkerOfServer()
"""That of this process."""
