"""Closes what Streamlit opens for others than students: statistics, agents, sign-in."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from visualizer.server.base_path import base_path

# Named is what stays open: what a later version adds is closed until somebody wants it.
CORE = "_stcore"
OPEN = frozenset({"health", "host-config", "stream"})
OPEN_FOLDERS = ("upload_file/", "bidi-components/")
# Streamlit's endpoints outside that folder; the app has no accounts.
CLOSED = ("auth", "oauth2callback")


class Endpoints:
    """ASGI middleware that answers 404 where no student has to go."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._prefix = base_path().strip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or turn it away."""
        if scope["type"] == "http" and self._is_closed(scope["path"]):
            await _not_found(send)
        elif scope["type"] == "websocket" and not scope["path"].endswith(f"/{CORE}/stream"):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, receive, send)

    def _is_closed(self, path: str) -> bool:
        inside = path.strip("/").removeprefix(self._prefix).lstrip("/")
        folder, _, name = inside.partition("/")
        if folder in CLOSED:
            return True
        return folder == CORE and name not in OPEN and not name.startswith(OPEN_FOLDERS)


async def _not_found(send: Send) -> None:
    body = b"Not Found"
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})
