"""Requests over one connection that stays, without a library's own costs."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit


class Poster:
    """Sends one request after the other to one server.

    Attributes:
        cookies: What a browser would send as its cookies.
    """

    def __init__(self, url: str) -> None:
        """Note where to; nothing is opened yet.

        Args:
            url: Of the server, with its prefix if it has one.
        """
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._prefix = parts.path.rstrip("/")
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.cookies = ""

    async def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Return the status and the body of the answer.

        A server hangs up on whoever has said nothing for some seconds. As a browser does, who finds
        that out by asking asks again on a new connection.

        Raises:
            OSError: If nobody is there.
            EOFError: If the server hangs up.
        """
        stayed = self._streams is not None
        try:
            return await self._post(path, body)
        except (EOFError, OSError):
            if not stayed:
                raise
            return await self._post(path, body)

    async def _post(self, path: str, body: bytes) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await self.connect()
        reader, writer = self._streams
        try:
            writer.write(self.request(path, body))
            status, fields = await read_head(reader)
            return status, await reader.readexactly(int(fields.get("content-length", 0)))
        except BaseException:
            self.close()  # what is still to come would be taken for the next answer
            raise

    def request(self, path: str, body: bytes) -> bytes:
        """Return a request as it travels."""
        cookies = f"Cookie: {self.cookies}\r\n" if self.cookies else ""
        head = (
            f"POST {self._prefix}/{path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            f"{cookies}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection to where the requests go.

        Raises:
            OSError: If nobody is there.
        """
        return await asyncio.open_connection(self._host, self._port)

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def read_head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Return the status of an answer, and its headers, all in small letters.

    Raises:
        EOFError: If the server hangs up.
    """
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    return int(head[0].split()[1]), dict(line.lower().split(": ", 1) for line in head[1:] if line)
