"""Let the server read a link of 100 kB, as long as one may get when somebody pastes into it."""

from __future__ import annotations

from functools import cache, wraps

import h11
from uvicorn.protocols.http import h11_impl
from uvicorn.protocols.http.h11_impl import H11Protocol

LONGEST_REQUEST = 256 * 1024  # bytes of a request line and headers that may arrive in pieces
LONGEST_LINE = 8_000  # bytes of a line in the request that opens a WebSocket
TOO_LONG = "A line of this request is too long."


@cache
def accept_long_links() -> None:
    """Raise the length at which the server breaks off a request that is still arriving.

    Without it the connection is cut at 16 kB, and instead of the page the student sees the
    browser's own error. Streamlit hands uvicorn no such option, hence the reach into its module;
    ``tests/server/test_long_links.py`` tells when that has moved. (The other parser that uvicorn
    knows, ``httptools``, is no way out: it answers 400 from 64 kB on.)

    A WebSocket is opened by another parser, which takes 8 kB a line and, beyond it, never answers.
    Such a request, which no browser sends, is refused.
    """
    h11_impl.DEFAULT_MAX_INCOMPLETE_EVENT_SIZE = LONGEST_REQUEST
    upgrade = H11Protocol.handle_websocket_upgrade

    @wraps(upgrade)
    def upgrade_or_refuse(self: H11Protocol, event: h11.Request) -> None:
        lines = (event.target, *(name + value for name, value in self.headers))
        if max(map(len, lines)) > LONGEST_LINE:
            self.send_400_response(TOO_LONG)
        else:
            upgrade(self, event)

    H11Protocol.handle_websocket_upgrade = upgrade_or_refuse
