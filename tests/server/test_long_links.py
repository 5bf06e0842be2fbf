"""A link of 100 kB that trickles in is answered, as it must be over a real network."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.conftest import Server
from visualizer.server.adaptations.long_links import LONGEST_LINE, LONGEST_REQUEST


def ask_in_pieces(url: str, path: str, piece: int = 4_000) -> bytes:
    """Return the status line of the answer to a request that is sent piece by piece."""
    host = urlsplit(url)
    request = f"GET /{path} HTTP/1.1\r\nHost: {host.netloc}\r\nConnection: close\r\n\r\n".encode()
    with socket.create_connection((host.hostname, host.port), timeout=30) as connection:
        # Each piece leaves at once, so that the server really sees an unfinished request.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(request), piece):
            connection.sendall(request[start : start + piece])
        return connection.recv(1_000).partition(b"\r\n")[0]


@pytest.mark.parametrize("length", [20_000, 70_000, 100_000, 200_000])
def test_long_link_is_answered(server: Server, length: int) -> None:
    assert length < LONGEST_REQUEST
    assert ask_in_pieces(server.url, f"neuron?x={'a' * length}") == b"HTTP/1.1 200 OK"


@pytest.mark.parametrize(
    ("length", "status"), [(LONGEST_LINE // 2, b"101"), (10_000, b"400"), (60_000, b"400")]
)
def test_a_long_handshake_is_answered_too(server: Server, length: int, status: bytes) -> None:
    host = urlsplit(server.url)
    lines = (
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host.netloc}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        f"Sec-WebSocket-Protocol: streamlit, {'a' * length}",
    )
    with socket.create_connection((host.hostname, host.port), timeout=30) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        assert connection.recv(1_000).split(b" ")[1] == status
