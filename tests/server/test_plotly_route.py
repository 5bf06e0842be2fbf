"""The browser's Plotly comes from this server, whole, compressed, and once."""

import gzip
from email.message import Message
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import plotly
import pytest

from tests.conftest import Server
from visualizer.server.plotly_route import (
    BUNDLE,
    COMPONENT_URL,
    ROUTE_URL,
    plotly_route,
    plotly_urls,
)


def fetch(url: str, **headers: str) -> tuple[bytes, Message]:
    """Return the body and the headers of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with urlopen(Request(url, headers=named), timeout=30) as answer:
        return answer.read(), answer.headers


def test_route_sends_the_package_s_bundle_compressed(server: Server) -> None:
    body, headers = fetch(server.url + ROUTE_URL, Accept_Encoding="gzip, br")
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Type"].startswith("text/javascript")
    assert len(body) < 1_600_000
    assert gzip.decompress(body) == BUNDLE.read_bytes()


def test_route_sends_it_plain_to_who_takes_no_gzip(server: Server) -> None:
    body, headers = fetch(server.url + ROUTE_URL)
    assert "Content-Encoding" not in headers
    assert body == BUNDLE.read_bytes()


def test_browser_may_keep_it_for_good_because_the_address_names_the_version(
    server: Server,
) -> None:
    _, headers = fetch(server.url + ROUTE_URL, Accept_Encoding="gzip")
    assert plotly.__version__ in ROUTE_URL
    assert "immutable" in headers["Cache-Control"]
    assert "max-age=31536000" in headers["Cache-Control"]
    assert headers["Vary"] == "Accept-Encoding"


def test_browser_that_asks_again_gets_304(server: Server) -> None:
    _, headers = fetch(server.url + ROUTE_URL)
    with pytest.raises(HTTPError) as answer:
        fetch(server.url + ROUTE_URL, If_None_Match=headers["ETag"])
    assert answer.value.code == 304
    answer.value.close()


def test_addresses_are_relative_and_the_route_comes_first_where_there_is_one() -> None:
    plotly_route.cache_clear()
    assert plotly_urls() == (COMPONENT_URL,)
    plotly_route()
    assert plotly_urls() == (ROUTE_URL, COMPONENT_URL)
    assert not any(url.startswith(("/", "http")) for url in plotly_urls())


def test_addresses_hold_under_a_prefix(prefixed_server: Server) -> None:
    assert prefixed_server.url.endswith("/class/7/")
    body, headers = fetch(prefixed_server.url + ROUTE_URL, Accept_Encoding="gzip")
    assert headers["Content-Type"].startswith("text/javascript")
    assert gzip.decompress(body) == BUNDLE.read_bytes()


def test_a_page_tells_the_browser_to_fetch_the_bundle_early(server: Server) -> None:
    for path in ("", "training"):
        _, headers = fetch(server.url + path)
        assert headers["Link"] == f"<{ROUTE_URL}>; rel=preload; as=script"
    _, headers = fetch(server.url + ROUTE_URL)
    assert "Link" not in headers
