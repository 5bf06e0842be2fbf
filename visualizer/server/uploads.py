"""A quota of uploads: Streamlit keeps every file in memory, and takes any number of them.

The endpoint takes files from whoever has a session, on any page. A class never meets these limits.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from visualizer.server.kept_uploads import drop_older_files

ENDPOINT = "/_stcore/upload_file/"
MOST_UPLOADS = 20  # of a session in each window
WINDOW_SECONDS = 600
MOST_SESSIONS = 2_000  # whose uploads are counted; the one that was quiet longest is forgotten
TOO_MANY = (
    f"That were {MOST_UPLOADS} files within ten minutes, which is as many as this server takes. "
    "Wait a little, or paste the cells instead."
)


class Uploads:
    """ASGI middleware that counts the files of each session, and keeps the latest few."""

    def __init__(self, app: ASGIApp, now: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing counted.

        Args:
            app: What comes next.
            now: Seconds from any moment on.
        """
        self._app = app
        self._now = now
        self._uploads: OrderedDict[str, deque[float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse an upload beyond the quota."""
        session = _uploading_session(scope)
        if session is None:
            await self._app(scope, receive, send)
            return
        # Counted before it is read, so that many at once are not all the first.
        at = self._now()
        if not self._count(session, at):
            await _refuse(send)
            return
        status = 500

        async def send_and_look(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, send_and_look)
        finally:
            if status >= 400:  # nothing was kept of it, and perhaps there is no such session
                self._take_back(session, at)
            else:
                drop_older_files(session)

    def _count(self, session: str, at: float) -> bool:
        """Count an upload, or return ``False`` if the session has had its share."""
        uploads = self._uploads.setdefault(session, deque(maxlen=MOST_UPLOADS))
        self._uploads.move_to_end(session)
        while len(self._uploads) > MOST_SESSIONS:
            self._uploads.popitem(last=False)
        while uploads and at - uploads[0] >= WINDOW_SECONDS:
            uploads.popleft()
        if len(uploads) == MOST_UPLOADS:
            return False
        uploads.append(at)
        return True

    def _take_back(self, session: str, at: float) -> None:
        uploads = self._uploads.get(session, deque())
        if at in uploads:
            uploads.remove(at)
        if not uploads:
            self._uploads.pop(session, None)


def _uploading_session(scope: Scope) -> str | None:
    """Return the session that a request wants to give a file to, if it wants to."""
    if scope["type"] != "http" or scope["method"] != "PUT":
        return None
    _, endpoint, behind = scope["path"].rpartition(ENDPOINT)
    return behind.partition("/")[0] if endpoint else None


async def _refuse(send: Send) -> None:
    body = TOO_MANY.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"retry-after", str(WINDOW_SECONDS).encode()),
        # Its body is never read, so the connection cannot be used again.
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": body})
