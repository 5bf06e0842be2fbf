"""Plotly for the browser, made of the installed ``plotly`` package.

No network and no copy in the repository. Two ways lead to it:

* a route of the ``st.App`` sends it compressed (once, at start) and lets the browser keep it
  for good, since the address names the version and how it was made;
* Streamlit's own component server sends it from a folder. It is there in a plain
  ``streamlit run visualizer/app.py`` too, where no route can be added, but it compresses anew
  for every visitor and the browser asks for it again.

What is sent are the two scripts of ``plotly_bundle``; where they cannot be made, or do not work in
a browser, the whole bundle from the package's folder.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import plotly
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.components.v1 import declare_component

from visualizer.figures.kinds import FLAT, SPACE
from visualizer.routes import plotly_bundle
from visualizer.server.base_path import base_path

BUNDLE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
VERSION = plotly.__version__
PARTS_COMPONENT = f"plotly_parts_{VERSION.replace('.', '_')}"
WHOLE_COMPONENT = f"plotly_{VERSION.replace('.', '_')}"
WHOLE_URL = f"component/{__name__}.{WHOLE_COMPONENT}/{BUNDLE.name}"
ONE_YEAR = 365 * 24 * 60 * 60  # s, the longest lifetime that browsers honour


@dataclass(frozen=True)
class Script:
    """What a browser runs.

    Attributes:
        name: The end of its address; it changes with the content.
        content: As text in UTF-8.
    """

    name: str
    content: bytes


@cache
def scripts() -> tuple[Script, ...]:
    """Return what sets ``Plotly``, then what it fetches later; made at the first call (0.6 s)."""
    bundle = BUNDLE.read_bytes()
    how = Path(plotly_bundle.__file__).read_bytes() + repr((FLAT, SPACE)).encode()
    mark = f"{VERSION}-{hashlib.sha256(bundle + how).hexdigest()[:10]}"
    first, further = f"plotly-{mark}-flat.js", f"plotly-{mark}-space.js"
    parts = plotly_bundle.take_apart(bundle.decode("utf-8"), FLAT, SPACE, further)
    if parts is None:
        logging.getLogger("visualizer").warning(
            "Plotly's bundle has changed: it goes out whole, and pages take a second longer to open"
        )
        return (Script(f"plotly-{VERSION}.min.js", bundle),)
    return (
        Script(first, parts.first.encode("utf-8")),
        Script(further, parts.further.encode("utf-8")),
    )


@cache
def compressed(script: Script) -> bytes:
    """Return a script as gzip, made at the first call and then kept."""
    return gzip.compress(script.content, compresslevel=9, mtime=0)


def route_url(script: Script) -> str:
    """Return where the route sends a script, relative to the app's own address."""
    return f"plotly/{script.name}"


@cache
def plotly_routes() -> tuple[Route, ...]:
    """Return a route for each script, under the prefix that the server is set to."""
    base = base_path()
    return tuple(
        Route(base + route_url(script), _sender(script), methods=["GET", "HEAD"])
        for script in scripts()
    )


def compress_all() -> None:
    """Make what the routes send, before the first visitor asks for it."""
    for script in scripts():
        compressed(script)


def _sender(script: Script) -> Callable[[Request], Response]:
    def send(request: Request) -> Response:
        """Answer with the script, compressed for every browser that takes gzip (all do)."""
        headers = {
            "Cache-Control": f"public, max-age={ONE_YEAR}, immutable",
            "ETag": f'"{script.name}"',
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
        }
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        content = script.content
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            content = compressed(script)
        return Response(content, media_type="text/javascript", headers=headers)

    return send


@cache
def _folder() -> TemporaryDirectory[str] | None:
    """Return a folder with the scripts, which goes with the process; none if it cannot be made."""
    try:
        folder = TemporaryDirectory(prefix="plotly-", ignore_cleanup_errors=True)
        for script in scripts():
            Path(folder.name, script.name).write_bytes(script.content)
    except OSError:
        return None
    return folder


def serve_as_component() -> None:
    """Let Streamlit's component server offer the scripts. Call it in a script run."""
    declare_component(WHOLE_COMPONENT, path=str(BUNDLE.parent))
    if not _has_routes() and (folder := _folder()):
        declare_component(PARTS_COMPONENT, path=folder.name)


def plotly_urls() -> tuple[str, ...]:
    """Return where the browser finds Plotly, best first, relative to the app's own address.

    Never with a leading slash: hosts serve the app under a prefix of their own. The routes are
    named only in a process that has made them: a plain script would answer them with a page.

    >>> all(not url.startswith("/") and url.endswith(".js") for url in plotly_urls())
    True
    """
    first = scripts()[0]
    if _has_routes():
        return route_url(first), WHOLE_URL
    if _folder():
        return f"component/{__name__}.{PARTS_COMPONENT}/{first.name}", WHOLE_URL
    return (WHOLE_URL,)


def _has_routes() -> bool:
    return plotly_routes.cache_info().currsize > 0
