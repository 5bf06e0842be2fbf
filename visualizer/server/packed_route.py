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

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from visualizer.server.first_page import PAGE

FOLDER = PAGE.parent / "static"
KINDS = {"js": "text/javascript", "css": "text/css"}  # kind to what a browser calls it
LONG = "public, immutable, max-age=31536000"  # s; each name has a mark of what is in the file

_NAMED = re.compile(rb"\./static/((?:js|css)/[\w.-]+)")


@cache
def packed_routes() -> tuple[Route, ...]:
    """Return a route for each kind of file, under the prefix that the server is set to."""
    prefix = (st.get_option("server.baseUrlPath") or "").strip("/")
    base = f"/{prefix}/static/" if prefix else "/static/"
    return tuple(
        Route(f"{base}{kind}/{{name}}.{kind}", _send, methods=["GET", "HEAD"]) for kind in KINDS
    )


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
    """Return every file that is sent, such as ``js/index.abc.js``. No other is read."""
    return {
        f"{kind}/{file.name}": file for kind in KINDS for file in (FOLDER / kind).glob(f"*.{kind}")
    }


def _send(request: Request) -> Response:
    """Answer with the file, compressed for every browser that takes gzip (all do)."""
    kind, name = request.url.path.rsplit("/", 2)[-2:]
    file = _files().get(f"{kind}/{name}")
    if file is None:
        return Response(status_code=404)
    headers = {"Cache-Control": LONG, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(file, headers=headers, media_type=KINDS[kind])
    headers["Content-Encoding"] = "gzip"
    return Response(packed(file), headers=headers, media_type=KINDS[kind])
