"""One request to a middleware, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass
class Outcome:
    """What came back, or what the app behind a middleware is to answer."""

    status: int = 200
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b"the app"


def answer(
    middleware: Callable[[ASGIApp], ASGIApp],
    method: str,
    path: str,
    from_app: Outcome,
    headers: Mapping[str, str] = NO_HEADERS,
) -> Outcome:
    """Return what ``middleware`` makes of an answer of the app behind it."""

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        start = {"status": from_app.status, "headers": list(from_app.headers)}
        await send({"type": "http.response.start", **start})
        await send({"type": "http.response.body", "body": from_app.body})

    return asyncio.run(ask(middleware(app), method, path, headers=headers))


async def ask(
    app: ASGIApp,
    method: str,
    path: str,
    body: bytes = b"",
    headers: Mapping[str, str] = NO_HEADERS,
) -> Outcome:
    """Return what ``app`` answers to a request."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await app({"type": "http", "method": method, "path": path, "headers": raw}, receive, send)
    start, *rest = sent
    told = b"".join(message.get("body", b"") for message in rest)
    return Outcome(start["status"], list(start["headers"]), told)
