"""The app's own addresses are answered at once, and every other is passed on untouched."""

import asyncio
from functools import partial

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from tests.server.asgi import Outcome, answer, ask
from visualizer.routes.own_routes import NOT_ALLOWED, OwnRoutes

OWN, OTHER = "/prefix/live/moment", "/prefix/live/moments"


async def take(request: Request) -> Response:
    return PlainTextResponse(b"taken: " + await request.body())


own_routes = partial(OwnRoutes, takers={OWN: take})


async def fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
    pytest.fail("passed on")


def test_what_is_posted_to_an_own_address_is_answered_and_not_passed_on() -> None:
    found = asyncio.run(ask(own_routes(fail), "POST", OWN, b"numbers"))
    assert (found.status, found.body) == (200, b"taken: numbers")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_any_other_method_gets_a_sentence(method: str) -> None:
    found = asyncio.run(ask(own_routes(fail), method, OWN))
    assert (found.status, found.body.decode()) == (405, NOT_ALLOWED)
    assert (b"allow", b"POST") in found.headers


@pytest.mark.parametrize("path", [OTHER, OWN + "/", OWN.upper(), "/live/moment", "/", ""])
def test_every_other_address_is_passed_on(path: str) -> None:
    assert answer(own_routes, "POST", path, Outcome()).body == b"the app"


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_what_is_no_request_is_passed_on(kind: str) -> None:
    passed: list[str] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        passed.append(scope["type"])

    async def nothing(_message: Message | None = None) -> Message:
        return {}

    asyncio.run(own_routes(app)({"type": kind, "path": OWN}, nothing, nothing))
    assert passed == [kind]
