"""The news of a class, heard as a browser hears them: an answer that goes on, line by line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping

from benchmarks.load.post import Poster, read_head

LINE_LIMIT = 2**20  # bytes; the orders of a class are far below


class NewsError(RuntimeError):
    """There are no news, or they broke off."""


async def hear_news(
    poster: Poster, path: str, right: Mapping[str, str]
) -> AsyncIterator[dict[str, object]]:
    """Yield each line of news, until they end; an answer that asks for it is asked for anew.

    Args:
        poster: Knows the server; a connection of its own is opened.
        path: Where the news come from.
        right: What gives the right to them.

    Raises:
        NewsError: If there are none for whoever asks.
        OSError: If nobody is there.
        EOFError: If the server hangs up.
    """
    goes_on = True
    while goes_on:
        goes_on = False
        async for line in _one_answer(poster, path, right):
            if "again" in line:
                goes_on = True
            else:
                yield line


async def _one_answer(
    poster: Poster, path: str, right: Mapping[str, str]
) -> AsyncIterator[dict[str, object]]:
    reader, writer = await poster.connect()
    try:
        writer.write(poster.request(path, json.dumps(dict(right)).encode()))
        status, fields = await read_head(reader)
        if status != 200:
            raise NewsError(f"the news were answered with {status}")
        if fields.get("transfer-encoding") != "chunked":
            raise NewsError("the news do not come piece by piece")
        async for line in lines_in(reader):
            yield json.loads(line)
    finally:
        writer.close()


async def lines_in(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """Yield the lines of a chunked answer; a line may come in several chunks, or several in one.

    Raises:
        EOFError: If it breaks off.
        NewsError: If a line is longer than any of the news.
    """
    rest = b""
    while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
        rest += (await reader.readexactly(size + 2))[:size]
        *lines, rest = rest.split(b"\n")
        for line in lines:
            yield line
        if len(rest) > LINE_LIMIT:
            raise NewsError("a line of the news has no end")
