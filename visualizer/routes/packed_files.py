"""Streamlit's program for the browser, sent compressed.

Streamlit sends its files as they lie on the disk: to compress them at every request would cost
more than it saves. Compressed once and kept, they are a third of that, and the server reads no disk
for the next visitor.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from visualizer.routes.first_page import PAGE
from visualizer.server.base_path import base_path

FOLDER = "static"
KINDS = {"js": "text/javascript", "css": "text/css"}  # kind to what a browser calls it
LONG = "public, immutable, max-age=31536000"  # s; each name has a mark of what is in the file

_NAMED = re.compile(rb"\./(static/(?:js|css)/[\w.-]+)")


class PackedFiles:
    """ASGI middleware that answers for them, compressed for who takes gzip (all browsers do)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._base = base_path()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, or pass the request on."""
        file = self._file(scope) if scope["type"] == "http" else None
        if file is None:
            await self._app(scope, receive, send)
            return
        headers = {"Cache-Control": LONG, "Vary": "Accept-Encoding"}
        kind = KINDS[file.suffix[1:]]
        answer: Response = FileResponse(file, headers=headers, media_type=kind)
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            content = await run_in_threadpool(packed, file)
            headers["Content-Encoding"] = "gzip"
            answer = Response(content, headers=headers, media_type=kind)
        await answer(scope, receive, send)

    def _file(self, scope: Scope) -> Path | None:
        if scope["method"] not in {"GET", "HEAD"} or not scope["path"].startswith(self._base):
            return None
        return _files().get(scope["path"].removeprefix(self._base))


def pack_first() -> None:
    """Compress what the first page names, before the first visitor asks for it."""
    for name in _NAMED.findall(PAGE.read_bytes()):
        file = _files().get(name.decode())
        if file:
            packed(file)


@cache
def packed(file: Path) -> bytes:
    """Return a file as gzip, made at the first call and then kept."""
    return gzip.compress(file.read_bytes(), compresslevel=9, mtime=0)


@cache
def _files() -> dict[str, Path]:
    """Return every file that is sent, such as ``static/js/index.abc.js``. No other is read."""
    return {
        f"{FOLDER}/{kind}/{file.name}": file
        for kind in KINDS
        for file in (PAGE.parent / FOLDER / kind).glob(f"*.{kind}")
    }
