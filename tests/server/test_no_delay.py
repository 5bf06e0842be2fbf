"""Small messages leave at once, on a listening socket made as Streamlit makes it.

With Nagle's algorithm a small message waits until the browser has confirmed the one before, up to
40 ms. uvloop turns it off; Python's own event loop does not for such a socket.
"""

import asyncio
import socket

import pytest
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState


async def never_asked(scope: object, receive: object, send: object) -> None:
    raise AssertionError("no request is sent here")


async def is_without_delay() -> bool:
    """Return whether a connection that uvicorn accepted sends small messages at once."""
    config, state = Config(never_asked, lifespan="off"), ServerState()
    config.load()
    loop = asyncio.get_running_loop()
    with socket.socket() as listening:  # its protocol is 0, whatever it may turn out to be
        listening.bind(("127.0.0.1", 0))
        server = await loop.create_server(
            lambda: H11Protocol(config, state, {}), sock=listening, backlog=1
        )
        async with server:
            _, writer = await asyncio.open_connection(*listening.getsockname())
            while not state.connections:
                await asyncio.sleep(0)
            (accepted,) = state.connections
            own = accepted.transport.get_extra_info("socket")
            answer = own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            writer.close()
            accepted.transport.close()
            await writer.wait_closed()
    return bool(answer)


def test_connections_are_without_delay_in_the_event_loop_that_the_app_brings() -> None:
    uvloop = pytest.importorskip("uvloop", reason="there is none for Windows")
    assert uvloop.run(is_without_delay())
