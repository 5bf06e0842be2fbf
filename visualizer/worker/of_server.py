"""The worker of this server, and when it is started."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp, Receive, Scope, Send

from visualizer.worker.setting import Wish, wish
from visualizer.worker.worker import Worker


class WorkerOfServer:
    """The worker of a server, where there is one."""

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

    def start(self) -> None:
        """Start it, if there may be one. It takes a moment until it is ready."""
        if self._worker is not None:
            self._worker.start()

    @property
    def ready(self) -> Worker | None:
        """The worker, if it can be asked."""
        return self._worker if self._worker is not None and self._worker.is_ready else None


WORKER = WorkerOfServer()
"""That of this process."""


class StartedForTwo:
    """ASGI middleware that starts the worker once two pages are open.

    Who works alone has a core for themselves, and need not have the memory of a second process.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand in front of ``app``."""
        self._app = app
        self._open = 0  # each page has one WebSocket

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        self._open += 1
        if self._open > 1:
            WORKER.start()
        try:
            await self._app(scope, receive, send)
        finally:
            self._open -= 1
