"""The browser's Plotly comes from this server, whole, compressed, and once."""

import gzip
from email.message import Message
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.conftest import Server
from visualizer.routes import plotly_scripts
from visualizer.routes.plotly_scripts import (
    VERSION,
    WHOLE_URL,
    Script,
    plotly_routes,
    plotly_urls,
    route_url,
    scripts,
)

FIRST, FURTHER = scripts()
FIRST_URL = route_url(FIRST)


def fetch(url: str, **headers: str) -> tuple[bytes, Message]:
    """Return the body and the headers of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with urlopen(Request(url, headers=named), timeout=30) as answer:
        return answer.read(), answer.headers


@pytest.mark.parametrize(("script", "most_bytes"), [(FIRST, 450_000), (FURTHER, 200_000)])
def test_routes_send_both_scripts_compressed(
    server: Server, script: Script, most_bytes: int
) -> None:
    body, headers = fetch(server.url + route_url(script), Accept_Encoding="gzip, br")
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Type"].startswith("text/javascript")
    assert len(body) < most_bytes
    assert gzip.decompress(body) == script.content


def test_route_sends_it_plain_to_who_takes_no_gzip(server: Server) -> None:
    body, headers = fetch(server.url + FIRST_URL)
    assert "Content-Encoding" not in headers
    assert body == FIRST.content


def test_browser_may_keep_it_for_good_because_the_address_names_the_version(
    server: Server,
) -> None:
    _, headers = fetch(server.url + FIRST_URL, Accept_Encoding="gzip")
    assert VERSION in FIRST_URL
    assert "immutable" in headers["Cache-Control"]
    assert "max-age=31536000" in headers["Cache-Control"]
    assert headers["Vary"] == "Accept-Encoding"


def test_browser_that_asks_again_gets_304(server: Server) -> None:
    _, headers = fetch(server.url + FIRST_URL)
    with pytest.raises(HTTPError) as answer:
        fetch(server.url + FIRST_URL, If_None_Match=headers["ETag"])
    assert answer.value.code == 304
    answer.value.close()


def test_addresses_are_relative_and_the_route_comes_first_where_there_is_one() -> None:
    plotly_routes.cache_clear()
    parts_url, whole_url = plotly_urls()
    assert parts_url.startswith("component/")
    assert parts_url.endswith(FIRST.name)
    assert whole_url == WHOLE_URL
    plotly_routes()
    assert plotly_urls() == (FIRST_URL, WHOLE_URL)
    assert not any(url.startswith(("/", "http")) for url in plotly_urls())


def test_without_a_folder_for_the_scripts_a_plain_script_offers_the_whole(monkeypatch) -> None:
    plotly_routes.cache_clear()
    monkeypatch.setattr(plotly_scripts, "TemporaryDirectory", refuse)
    monkeypatch.setattr(plotly_scripts, "_folder", plotly_scripts._folder.__wrapped__)
    assert plotly_urls() == (WHOLE_URL,)


def refuse(**_: object) -> None:
    raise OSError("a disk that takes nothing")


def test_addresses_hold_under_a_prefix(prefixed_server: Server) -> None:
    assert prefixed_server.url.endswith("/class/7/")
    body, headers = fetch(prefixed_server.url + FIRST_URL, Accept_Encoding="gzip")
    assert headers["Content-Type"].startswith("text/javascript")
    assert gzip.decompress(body) == FIRST.content


def test_a_page_tells_the_browser_to_fetch_the_bundle_early(server: Server) -> None:
    for path in ("", "training"):
        _, headers = fetch(server.url + path)
        assert headers["Link"] == f"<{FIRST_URL}>; rel=preload; as=script"
    _, headers = fetch(server.url + FIRST_URL)
    assert "Link" not in headers
