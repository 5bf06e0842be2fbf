"""The first page that a browser gets: Streamlit's own, with a word for a network that refuses it.

It brings the style of the frame along as well, so that nothing of the app is seen without it.
All that a page shows comes over a WebSocket. Where a proxy refuses those, Streamlit's page stays
grey for ever and says nothing. So the page that comes over plain HTTP brings a notice along, which
needs nothing else from the server; ``first_page.html`` holds its words, looks and script.
"""

from __future__ import annotations

import hashlib
import logging
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from visualizer.chapters import BESIDE, CHAPTERS
from visualizer.frame_style import frame_style
from visualizer.server.base_path import base_path

PAGE = Path(st.__file__).parent / "static" / "index.html"
NOTICE = Path(__file__).with_suffix(".html")
PLACE = b'<div id="root"></div>'  # what Streamlit draws into; the notice stands behind it


@cache
def first_page() -> bytes:
    """Return the page as it is sent, made at the first call and then kept."""
    page = PAGE.read_bytes()
    added = with_notice(page)
    if added is None:
        logging.getLogger("visualizer").warning(
            "Streamlit's first page has changed: it goes out without the notice about live "
            "connections that a network refuses"
        )
    return added or page


def with_notice(page: bytes) -> bytes | None:
    """Return ``page`` with style and notice; ``None`` if their place is not there exactly once.

    >>> with_notice(b"<p>another page</p>") is None
    True
    """
    before, place, after = page.partition(PLACE)
    if not place or PLACE in after:
        return None
    # As text: a browser hashes a script with plain line ends, whatever the file has.
    style = f"<style>\n{frame_style()}</style>\n"
    return before + place + b"\n" + style.encode() + NOTICE.read_text("utf-8").encode() + after


def send_first_page(request: Request) -> Response:
    """Answer with the page, or tell the browser that it has it already.

    The tag is a weak one: Streamlit compresses the page on its way, at most of its addresses.
    """
    page = first_page()
    tag = f'W/"{hashlib.sha256(page).hexdigest()[:32]}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    known = request.headers.get("if-none-match", "")
    if known == "*" or tag.removeprefix("W/") in {
        each.strip().removeprefix("W/") for each in known.split(",")
    }:
        return Response(status_code=304, headers=headers)
    return Response(page, media_type="text/html", headers=headers)


@cache
def page_routes() -> tuple[Route, ...]:
    """Return a route for each page of the app, under the prefix that the server is set to."""
    base = base_path()
    paths = (chapter.path for chapter in (*CHAPTERS, *BESIDE))
    return tuple(Route(base + path, send_first_page, methods=["GET", "HEAD"]) for path in paths)
