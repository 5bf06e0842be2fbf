"""The Plotly bundle for the browser, straight from the installed ``plotly`` package.

No network and no copy in the repository. Two ways lead to the same file:

* a route of the ``st.App`` sends it compressed (once, at start) and lets the browser keep it
  for good, since the version is part of its address;
* Streamlit's own component server sends it from the package's folder. It is there in a plain
  ``streamlit run visualizer/app.py`` too, where no route can be added, but it compresses anew
  for every visitor and the browser asks for it again.

Streamlit's static file serving would be a third; it would need a 5 MB copy beside the script.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.components.v1 import declare_component

BUNDLE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
ROUTE_URL = f"plotly/plotly-{plotly.__version__}.min.js"
COMPONENT_NAME = f"plotly_{plotly.__version__.replace('.', '_')}"
COMPONENT_URL = f"component/{__name__}.{COMPONENT_NAME}/{BUNDLE.name}"
ONE_YEAR = 365 * 24 * 60 * 60  # s, the longest lifetime that browsers honour


@cache
def compressed_bundle() -> bytes:
    """Return the bundle as gzip, made at the first call (about 0.3 s) and then kept (1.5 MB)."""
    return gzip.compress(BUNDLE.read_bytes(), compresslevel=9, mtime=0)


def send_bundle(request: Request) -> Response:
    """Answer with the bundle, compressed for every browser that takes gzip (all of them do)."""
    headers = {
        "Cache-Control": f"public, max-age={ONE_YEAR}, immutable",
        "ETag": f'"plotly-{plotly.__version__}"',
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        content = compressed_bundle()
    else:
        content = BUNDLE.read_bytes()
    return Response(content, media_type="text/javascript", headers=headers)


@cache
def plotly_route() -> Route:
    """Return the route that serves the bundle, under the prefix that the server is set to."""
    prefix = (st.get_option("server.baseUrlPath") or "").strip("/")
    path = "/".join(filter(None, (prefix, ROUTE_URL)))
    return Route(f"/{path}", send_bundle, methods=["GET", "HEAD"])


def serve_as_component() -> None:
    """Let Streamlit's component server offer the package's folder. Call it in a script run."""
    declare_component(COMPONENT_NAME, path=str(BUNDLE.parent))


def plotly_urls() -> tuple[str, ...]:
    """Return where the browser finds the bundle, best first, relative to the app's own address.

    Never with a leading slash: hosts serve the app under a prefix of their own. The route is named
    only in a process that has made it: a plain script would answer it with a page.

    >>> all(not url.startswith("/") and url.endswith(".js") for url in plotly_urls())
    True
    """
    has_route = plotly_route.cache_info().currsize > 0
    return (ROUTE_URL, COMPONENT_URL) if has_route else (COMPONENT_URL,)
