"""A network between a browser and the server that does not let everything through."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import Literal
from urllib.parse import urlsplit

Manner = Literal["lets through", "refuses", "hangs"]

REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Network(ThreadingTCPServer):
    """A proxy that passes plain HTTP, and WebSockets in the manner that it is set to.

    Attributes:
        manner: What becomes of a WebSocket from now on.
        url: Where a browser finds the server behind it.
        refused: Set as soon as one WebSocket did not get through.
    """

    daemon_threads = True

    def __init__(self, behind: str, manner: Manner) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.behind = urlsplit(behind)
        self.manner = manner
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        self.refused = Event()
        self.over = Event()
        self._sockets: list[socket.socket] = []

    def keep(self, connection: socket.socket) -> None:
        """Remember the connection of a WebSocket, so that it can be cut."""
        self._sockets.append(connection)

    def cut(self) -> None:
        """End every WebSocket there is."""
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class _Connection(StreamRequestHandler):
    server: Network

    def handle(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        is_socket = b"\r\nupgrade: websocket" in head.lower()
        if is_socket and self.server.manner != "lets through":
            self.server.refused.set()
            if self.server.manner == "refuses":
                self.wfile.write(REFUSAL)
            else:
                self.server.over.wait()
            return
        if is_socket:
            self.server.keep(self.connection)
        else:  # one request a connection, so that each is looked at
            head = head.replace(b"\r\nConnection: keep-alive", b"\r\nConnection: close")
        place = (self.server.behind.hostname, self.server.behind.port)
        with socket.create_connection(place) as behind, suppress(OSError):
            behind.sendall(head)
            Thread(target=_pass_on, args=(self.rfile, behind), daemon=True).start()
            while part := behind.recv(65536):
                self.wfile.write(part)


def _pass_on(source: object, behind: socket.socket) -> None:
    with suppress(OSError, ValueError):
        while part := source.read1(65536):
            behind.sendall(part)
        behind.shutdown(socket.SHUT_WR)


@contextmanager
def network(behind: str, manner: Manner) -> Iterator[Network]:
    """Put a network before the server at the address ``behind``."""
    with Network(behind, manner) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield running
        finally:
            running.over.set()
            running.cut()
            running.shutdown()
            thread.join()
