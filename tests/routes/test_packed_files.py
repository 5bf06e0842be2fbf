"""Streamlit's program comes compressed, file by file what lies on the disk."""

import gzip
import re

import pytest

from tests.conftest import Server
from tests.routes.test_first_page import fetch
from tests.server.asgi import Outcome, answer
from visualizer.routes import packed_files
from visualizer.routes.first_page import PAGE
from visualizer.routes.packed_files import PackedFiles

DISK = PAGE.parent
GZIP = {"accept-encoding": "gzip, deflate, br"}
NAMED = re.findall(r"\./(static/(?:js|css)/[^\"]+)", PAGE.read_text("utf-8"))
LARGE = max((DISK / "static/js").glob("*.js"), key=lambda file: file.stat().st_size)


def test_all_that_the_first_page_names_comes_compressed(server: Server) -> None:
    sent = 0
    for name in NAMED:
        status, body, headers = fetch(server.url + name, Accept_Encoding="gzip, br")
        assert (status, headers["Content-Encoding"]) == (200, "gzip")
        assert headers["Content-Length"] == str(len(body))
        assert gzip.decompress(body) == (DISK / name).read_bytes()
        sent += len(body)
    assert sent < 0.4 * sum((DISK / name).stat().st_size for name in NAMED)


@pytest.mark.parametrize(("kind", "type_"), [("js", "text/javascript"), ("css", "text/css")])
def test_browser_may_run_it_and_keep_it_for_good(server: Server, kind: str, type_: str) -> None:
    name = next(name for name in NAMED if name.endswith(kind))
    for encoding in ("gzip", "identity"):
        _, _, headers = fetch(server.url + name, Accept_Encoding=encoding)
        assert headers.get_content_type() == type_
        assert "immutable" in headers["Cache-Control"]
        assert "max-age=31536000" in headers["Cache-Control"]
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_who_takes_no_gzip_gets_it_as_it_lies_there(server: Server) -> None:
    status, body, headers = fetch(server.url + NAMED[0])
    assert (status, headers["Content-Encoding"]) == (200, None)
    assert body == (DISK / NAMED[0]).read_bytes()


def test_a_file_that_only_a_later_page_needs_comes_compressed_too(server: Server) -> None:
    name = f"static/js/{LARGE.name}"
    assert name not in NAMED
    _, body, headers = fetch(server.url + name, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == LARGE.read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "static/js/../index.html", "static/js/%2e%2e/index.html", "static/js/", "static/css/a.js",
        "static/js/manifest.json", "another/static/js/index.js",
    ],
)  # fmt: skip
def test_nothing_else_is_answered_for(name: str) -> None:
    passed_on = Outcome(203)
    assert answer(PackedFiles, "GET", f"/{name}", passed_on, GZIP).status == 203


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("HEAD", 200), ("POST", 203)])
def test_a_file_is_read_and_not_written(method: str, status: int) -> None:
    assert answer(PackedFiles, method, f"/{NAMED[0]}", Outcome(203), GZIP).status == status


def test_fonts_and_pictures_go_their_own_way(server: Server) -> None:
    font = next((DISK / "static/media").glob("*.woff2"))
    status, body, headers = fetch(
        f"{server.url}static/media/{font.name}", Accept_Encoding="gzip, br"
    )
    assert (status, headers["Content-Encoding"]) == (200, None)
    assert body == font.read_bytes()


def test_it_holds_under_a_prefix(prefixed_server: Server) -> None:
    _, body, headers = fetch(prefixed_server.url + NAMED[0], Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == (DISK / NAMED[0]).read_bytes()


def test_a_file_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = packed_files.packed(DISK / NAMED[0])
    monkeypatch.setattr(gzip, "compress", None)
    assert packed_files.packed(DISK / NAMED[0]) is first
