"""The first page is Streamlit's own with a notice in it, and behaves as a page should."""

import gzip
import logging
import re
from email.message import Message
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.conftest import Server
from visualizer.chapters import BESIDE, CHAPTERS
from visualizer.frame_style import frame_style
from visualizer.routes import first_page
from visualizer.routes.first_page import PAGE, PLACE, with_notice

NOTICE = b'<div id="connection-notice"'
PATHS = [chapter.path for chapter in (*CHAPTERS, *BESIDE)]


def fetch(url: str, method: str = "GET", **headers: str) -> tuple[int, bytes, Message]:
    """Return the status, the body and the headers of an answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(url, headers=named, method=method), timeout=30) as answer:
            return answer.status, answer.read(), answer.headers
    except HTTPError as error:
        with error:
            return error.code, error.read(), error.headers


@pytest.mark.parametrize("path", PATHS)
def test_every_page_brings_the_notice_and_all_of_streamlit_s_own(server: Server, path: str) -> None:
    status, body, headers = fetch(server.url + path + "?w1=0.5")
    assert status == 200
    assert headers.get_content_type() == "text/html"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Length"] == str(len(body))
    assert body.count(NOTICE) == 1
    # The frame's style comes with it; that the app is there is said by the app.
    assert body.count(frame_style().encode()) == 1
    assert b"--app-shown:" not in body
    before, place, after = PAGE.read_bytes().partition(PLACE)
    assert body.startswith(before + place)
    assert body.endswith(after)


@pytest.mark.parametrize("path", ["", "neuron"])
def test_compressed_it_is_the_same_page(server: Server, path: str) -> None:
    _, plain, _ = fetch(server.url + path)
    _, body, headers = fetch(server.url + path, Accept_Encoding="gzip")
    if headers["Content-Encoding"] == "gzip":
        assert headers["Vary"] == "Accept-Encoding"
        body = gzip.decompress(body)
    assert body == plain


def test_what_streamlit_compresses_of_it_it_compresses(server: Server) -> None:
    assert fetch(server.url + "neuron", Accept_Encoding="gzip")[2]["Content-Encoding"] == "gzip"


def test_a_question_for_the_head_gets_the_head(server: Server) -> None:
    _, page, headers = fetch(server.url)
    status, body, head = fetch(server.url, method="HEAD")
    assert (status, body) == (200, b"")
    assert head["Content-Length"] == headers["Content-Length"] == str(len(page))
    assert head["ETag"] == headers["ETag"]


def test_a_browser_that_has_it_gets_304(server: Server) -> None:
    tag = fetch(server.url)[2]["ETag"]
    for known in (tag, f'"another", {tag}', tag.removeprefix("W/"), "*"):
        status, body, headers = fetch(server.url, If_None_Match=known)
        assert (status, body) == (304, b"")
        assert headers["ETag"] == tag
        assert headers["Cache-Control"] == "no-cache"


def test_a_browser_that_has_streamlit_s_own_page_gets_ours(server: Server) -> None:
    """From the time before the notice, and by date alone: the dates are of Streamlit's file."""
    own = fetch(server.url + "index.html")[2]
    for known in (
        {"If_None_Match": own["ETag"], "If_Modified_Since": own["Last-Modified"]},
        {"If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"Range": "bytes=0-10"},
    ):
        status, body, _ = fetch(server.url, **known)
        assert status == 200
        assert NOTICE in body


def test_the_notice_stands_under_the_server_s_prefix_too(prefixed_server: Server) -> None:
    assert prefixed_server.url.endswith("/class/7/")
    for path in ("", "neuron"):
        assert NOTICE in fetch(prefixed_server.url + path)[1]


def test_everything_else_is_as_it_was(server: Server) -> None:
    for path in ("favicon.png", "_stcore/health", "no/such/page"):
        assert NOTICE not in fetch(server.url + path)[1]


@pytest.mark.parametrize("page", [b"", b"<p>another</p>", PLACE + b"<p>and once more</p>" + PLACE])
def test_a_page_without_the_one_place_goes_out_unchanged_and_the_log_says_so_once(
    page: bytes,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    changed = tmp_path / "index.html"
    changed.write_bytes(page)
    monkeypatch.setattr(first_page, "PAGE", changed)
    first_page.first_page.cache_clear()
    try:
        with caplog.at_level(logging.WARNING, logger="visualizer"):
            assert [first_page.first_page() for _ in range(3)] == [page] * 3
        assert [each.levelname for each in caplog.records] == ["WARNING"]
        assert "without the notice" in caplog.text
    finally:
        first_page.first_page.cache_clear()


def test_the_place_is_in_the_installed_streamlit_s_page_once() -> None:
    assert with_notice(PAGE.read_bytes()) is not None


def test_the_notice_asks_the_network_for_nothing() -> None:
    added = with_notice(PLACE)
    assert added is not None
    assert not re.search(rb"\b(src|srcset)=|url\(|@import|https?:", added)
