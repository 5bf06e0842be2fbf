"""The routes of the classes: who comes in, goes, or says something to all.

Nothing that gives the right to it stands in an address or a log.
"""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from visualizer.routes.classes.asked import ASKED
from visualizer.routes.classes.news import send_news
from visualizer.routes.classes.requests import answered
from visualizer.routes.own_routes import Taker
from visualizer.server.base_path import base_path

ROUTE_URL = "class"


@cache
def class_routes() -> dict[str, Taker]:
    """Return the routes: path, under the prefix that the server is set to, to what answers."""
    base = base_path() + ROUTE_URL
    ways = {**{name: taking(name) for name in ASKED}, "news": send_news}
    return {f"{base}/{name}": take for name, take in ways.items()}


def class_url() -> str:
    """Return where a browser finds the routes, relative to the app's own address.

    Empty in a process that has not made them: a plain script has no routes.
    """
    return ROUTE_URL if class_routes.cache_info().currsize else ""


def taking(name: str) -> Taker:
    """Return what answers a request for one of ``ASKED``."""

    async def take(request: Request) -> Response:
        address = request.client.host if request.client else ""
        return await answered(request, lambda found: ASKED[name](found, address))

    return take
