"""Small messages leave at once, on a listening socket made as Streamlit makes it."""

import asyncio
import socket

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from visualizer.server.no_delay import send_without_delay


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


def test_uvicorns_connections_are_without_delay() -> None:
    send_without_delay()
    assert asyncio.run(is_without_delay())
