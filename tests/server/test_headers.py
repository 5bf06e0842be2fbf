"""Every answer of the real server carries its headers, and pages carry their policy."""

import re
from email.message import Message
from functools import partial
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.conftest import Server
from tests.server.asgi import Outcome, answer
from visualizer.routes.page_policy import page_policy, script_hashes
from visualizer.routes.plotly_scripts import route_url, scripts
from visualizer.server.headers import Headers

with_headers = partial(Headers, page_policy=page_policy)


def headers_of(url: str) -> Message:
    """Return the headers of an answer, whatever its status."""
    try:
        with urlopen(Request(url, headers={"Accept": "text/html"}), timeout=30) as found:
            return found.headers
    except HTTPError as error:
        with error:
            return error.headers


@pytest.mark.parametrize(
    "path",
    [
        "", "training", "no/such/page", "_stcore/health", "_stcore/host-config",
        "_stcore/metrics", "favicon.png", "media/none.csv", "component/none/x",
        route_url(scripts()[0]), "..%2fetc", "static/none.js",
    ],
)  # fmt: skip
def test_every_answer_has_what_belongs_everywhere(server: Server, path: str) -> None:
    headers = headers_of(server.url + path)
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("Referrer-Policy") == ["same-origin"]
    assert headers.get_all("Cross-Origin-Resource-Policy") == ["same-origin"]
    is_page = headers.get_content_type() == "text/html"
    assert ("Content-Security-Policy" in headers) == is_page
    assert ("Permissions-Policy" in headers) == is_page


def test_a_page_may_load_nothing_from_elsewhere(server: Server) -> None:
    policy = headers_of(server.url)["Content-Security-Policy"]
    sources = {kind: set(rest) for kind, *rest in map(str.split, policy.split(";"))}
    assert sources["default-src"] == {"'self'"}
    assert sources["connect-src"] == {"'self'"}
    assert sources["object-src"] == {"'none'"}
    assert not any(re.search(r"\*|https?:|wss?:", each) for each in policy.split())
    assert not sources["script-src"] & {"'unsafe-inline'", "'unsafe-eval'", "data:"}


def test_each_script_inside_streamlit_s_page_is_allowed_by_its_hash(server: Server) -> None:
    with urlopen(server.url, timeout=30) as page:
        hashes = script_hashes(page.read())
    assert hashes
    policy = headers_of(server.url)["Content-Security-Policy"]
    assert all(each in policy.split(";")[1].split() for each in hashes)


def test_a_script_with_an_address_has_no_hash_and_one_with_attributes_has() -> None:
    assert script_hashes(b'<script type="module" crossorigin src="./a.js"></script>') == []
    assert len(script_hashes(b'<script type="module">a</script><script>\nb\n</script>')) == 2


@pytest.mark.parametrize(
    ("kind", "has_policy"),
    [
        (b"text/html", True), (b"TEXT/HTML; charset=utf-8", True), (b"image/svg+xml", True),
        (b"text/csv", False), (b"text/javascript", False), (b"application/json", False),
    ],
)  # fmt: skip
def test_what_a_browser_opens_as_a_page_has_the_policy(kind: bytes, has_policy: bool) -> None:
    found = answer(with_headers, "GET", "/", Outcome(headers=[(b"Content-Type", kind)]))
    assert (dict(found.headers).get(b"content-security-policy") == page_policy()) == has_policy


def test_what_an_answer_says_itself_stands_but_for_the_server_s_name() -> None:
    own = [(b"Referrer-Policy", b"no-referrer"), (b"SERVER", b"who knows")]
    found = answer(with_headers, "GET", "/", Outcome(headers=own))
    names = [name.lower() for name, _ in found.headers]
    assert (b"Referrer-Policy", b"no-referrer") in found.headers
    assert names.count(b"referrer-policy") == 1
    assert b"server" not in names
