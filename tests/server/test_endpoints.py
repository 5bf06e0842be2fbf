"""What no student needs is closed; what the browser's half of Streamlit asks for is not."""

import asyncio
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from streamlit import runtime
from streamlit.web.server.starlette import starlette_routes
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.conftest import Server
from tests.server.asgi import Outcome, answer
from visualizer.server.endpoints import OPEN, OPEN_FOLDERS, Endpoints

CLOSED = (
    "_stcore/metrics", "_stcore/metrics/", "_stcore/metrics?families=x", "_stcore",
    "_stcore/script-health-check", "_stcore/agent/openapi.json", "_stcore/agent/interact",
    "_stcore/agent/mcp", "_stcore/something-new", "_stcore/healthy", "_stcore/upload_file",
    "auth/login", "auth/logout", "oauth2callback",
)  # fmt: skip
NEEDED = ("", "training", "authors", "_stcore/health", "_stcore/host-config", "favicon.png")


def status_of(url: str) -> int:
    try:
        with urlopen(url, timeout=30) as found:
            return found.status
    except HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize("path", CLOSED)
def test_an_endpoint_for_others_is_closed(server: Server, path: str) -> None:
    assert status_of(server.url + path) == 404


@pytest.mark.parametrize("path", NEEDED)
def test_what_a_page_asks_for_is_open(server: Server, path: str) -> None:
    assert status_of(server.url + path) == 200


def test_endpoints_are_closed_under_a_prefix_too(prefixed_server: Server) -> None:
    assert status_of(prefixed_server.url + "_stcore/metrics") == 404
    assert status_of(prefixed_server.url + "_stcore/health") == 200
    assert status_of(prefixed_server.url + "auth/login") == 404
    assert status_of(prefixed_server.url + "training") == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"])
def test_no_method_opens_a_closed_endpoint(method: str) -> None:
    assert answer(Endpoints, method, "/_stcore/metrics", Outcome()).status == 404
    assert answer(Endpoints, method, "/_stcore/upload_file/session/file", Outcome()).status == 200


@pytest.mark.parametrize("path", ["", "x", "_stcore/metrics", "training"])
def test_there_is_no_second_socket(server: Server, path: str) -> None:
    async def knock() -> int:
        with pytest.raises(InvalidStatus) as refused:
            async with connect(server.url.replace("http", "ws", 1) + path):
                pass
        return refused.value.response.status_code

    n_before = len(server.log)  # others may have been at this server
    assert asyncio.run(knock()) == 403
    assert not any("Traceback" in line for line in server.log[n_before:])


def test_what_stays_open_is_called_so_in_streamlit() -> None:
    """A newer Streamlit may move them; then no page would come up, and this says why."""
    named = {name for name in vars(starlette_routes) if "ROUTE" in name}
    paths = {str(getattr(starlette_routes, name)).removeprefix("_stcore/") for name in named}
    assert OPEN - {"stream"} <= paths
    assert all(any(path.startswith(folder) for path in paths) for folder in OPEN_FOLDERS)
    assert not runtime.exists()
