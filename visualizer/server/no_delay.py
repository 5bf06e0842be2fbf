"""Let every message to a browser leave at once."""

from __future__ import annotations

import asyncio
import socket
from functools import cache, wraps

from uvicorn.protocols.http.h11_impl import H11Protocol


@cache
def send_without_delay() -> None:
    """Turn Nagle's algorithm off for the connections that are made from now on.

    With it a small message waits until the browser has confirmed the one before, which a browser
    that has nothing to say does only after 40 ms: at each release, for each student. asyncio turns
    it off by itself, but not where the listening socket was made beforehand, as Streamlit does.
    Streamlit hands uvicorn no such option, hence the reach into its module;
    ``tests/server/test_no_delay.py`` tells when that has moved.
    """
    connection_made = H11Protocol.connection_made

    @wraps(connection_made)
    def connection_made_without_delay(self: H11Protocol, transport: asyncio.Transport) -> None:
        own = transport.get_extra_info("socket")
        if own is not None and own.family in (socket.AF_INET, socket.AF_INET6):
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection_made(self, transport)

    H11Protocol.connection_made = connection_made_without_delay
