"""As many students as the process can carry; those who come after them are told to wait.

Every session holds a few of the process's open files. Once these run out the server cannot even
accept a connection, and nobody is served any more; so whoever comes too late is turned away while
all who are in go on.
"""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from visualizer.server.full_page import send_full_page
from visualizer.server.open_files import free_files

# Its socket, the connection of its releases, and three of the event loop that Streamlit gives it.
# One in a class listens for news besides, which has to wait where files get scarce.
FILES_A_SESSION = 5
NEWS = "/class/news"
RESERVE = 128  # files for everything else: downloads, uploads, pictures, and those turned away


class Capacity:
    """ASGI middleware that lets sessions in as long as there are files for them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._arriving = 0  # sessions that were let in and have not opened their files yet
        self._inside = 0  # sessions that have, but for the connection of their releases
        self._told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or turn it away if it asks for a place and there is none."""
        if scope["type"] == "websocket":
            if self._has_place(is_known=_names_session(scope)):
                await self._let_in(scope, receive, send)
            else:
                await _refuse(scope, receive, send)
        elif scope["type"] == "http" and _is_page(scope) and not self._has_place():
            await send_full_page(send, "http.response")
        elif _is_news(scope) and not self._has_place(is_known=True):
            await send_full_page(send, "http.response")  # the browser asks again by itself
        else:
            await self._app(scope, receive, send)

    def _has_place(self, is_known: bool = False) -> bool:
        """Tell whether one more session fits in, and log the moment when none does.

        Somebody whose connection broke may have a session here still, and gets a place out of the
        reserve; otherwise a class that is full would lose a student at every hiccup of the network.
        """
        left = free_files()
        if left is None:
            return True
        left -= FILES_A_SESSION * (self._arriving + 1)
        # Newcomers leave a file for a release of each who is inside, should all let go at once.
        has_place = left >= RESERVE // 2 if is_known else left - self._inside >= RESERVE
        if not has_place and not self._told:
            self._told = True
            logging.getLogger("visualizer").warning(
                "no more sessions fit in: raise the limit of open files, or start another server"
            )
        elif left - self._inside >= 2 * RESERVE:  # not at every coming and going at the brim
            self._told = False
        return has_place

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run a session. Its files are counted for it until it has opened them itself."""
        is_arriving, is_inside = True, False
        self._arriving += 1

        def arrive() -> None:
            nonlocal is_arriving
            self._arriving -= is_arriving
            is_arriving = False

        async def send_and_arrive(message: Message) -> None:
            await send(message)
            nonlocal is_inside
            if message["type"] == "websocket.accept":
                arrive()  # Streamlit makes the session now, before anybody else has a turn
                is_inside = True
                self._inside += 1

        try:
            await self._app(scope, receive, send_and_arrive)
        finally:
            arrive()
            self._inside -= is_inside


def _header(scope: Scope, name: bytes) -> bytes:
    return b",".join(value for key, value in scope["headers"] if key.lower() == name)


def _names_session(scope: Scope) -> bool:
    """Tell whether the browser names a session; Streamlit takes it from the third entry."""
    entries = _header(scope, b"sec-websocket-protocol").split(b",")
    return len(entries) > 2 and bool(entries[2].strip())


def _is_page(scope: Scope) -> bool:
    wants_page = b"text/html" in _header(scope, b"accept")
    return scope["method"] == "GET" and wants_page and "/_stcore/" not in scope["path"]


def _is_news(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["path"].endswith(NEWS)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """End a handshake before it is accepted; Streamlit's page then tries again by itself."""
    await receive()
    if "websocket.http.response" in scope.get("extensions", {}):
        await send_full_page(send, "websocket.http.response")
    else:
        await send({"type": "websocket.close", "code": 1013})
