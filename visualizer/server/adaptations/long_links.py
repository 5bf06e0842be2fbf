"""The server reads a link of 100 kB, as long as one may get when somebody pastes into it.

Without it the connection is cut at 16 kB, and instead of the page the student sees the browser's
own error. (The other parser that uvicorn knows, ``httptools``, is no way out: it answers 400 from
64 kB on.) A WebSocket is opened by another parser, which takes 8 kB a line and, beyond it, never
answers. Such a request, which no browser sends, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Protocol

LONGEST_REQUEST = 256 * 1024  # bytes of a request line and headers that may arrive in pieces
LONGEST_LINE = 8_000  # bytes of a line in the request that opens a WebSocket
TOO_LONG = "A line of this request is too long."


class _Request(Protocol):
    target: bytes


class _Connection(Protocol):
    headers: Iterable[tuple[bytes, bytes]]

    def send_400_response(self, msg: str) -> None: ...


def refused_where_too_long(upgrade: Callable[..., None]) -> Callable[..., None]:
    """Refuse what the parser of WebSockets would not answer."""

    @wraps(upgrade)
    def upgrade_or_refuse(self: _Connection, event: _Request) -> None:
        lines = (event.target, *(name + value for name, value in self.headers))
        if max(map(len, lines)) > LONGEST_LINE:
            self.send_400_response(TOO_LONG)
        else:
            upgrade(self, event)

    return upgrade_or_refuse
