"""Answers at the app's own addresses, in front of everything that Streamlit puts before its own.

Cookies, compression and a search through all of Streamlit's routes have nothing to do there, and
took a twentieth of a small release.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

Taker = Callable[[Request], Awaitable[Response]]
ALLOWED = "POST"
NOT_ALLOWED = f"This address takes {ALLOWED} only."


class OwnRoutes:
    """ASGI middleware that answers what is posted to the app's own addresses."""

    def __init__(self, app: ASGIApp, takers: Mapping[str, Taker]) -> None:
        """Start with nothing asked.

        Args:
            app: What comes next, for every other address.
            takers: Path, with the prefix of the server, to what answers there.
        """
        self._app = app
        self._takers = takers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        take = self._takers.get(scope["path"]) if scope["type"] == "http" else None
        if take is None:
            await self._app(scope, receive, send)
            return
        if scope["method"] == ALLOWED:
            answer = await take(Request(scope, receive))
        else:
            answer = PlainTextResponse(NOT_ALLOWED, 405, {"Allow": ALLOWED})
        await answer(scope, receive, send)
