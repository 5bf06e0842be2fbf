"""The files of ``deploy/``: the proxy takes its own, and all of them say the same."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import uvicorn

from benchmarks.load.replicas import (
    COOKIE,
    MOST_REPLICAS,
    PROXY_FILE,
    REPLICA,
    ask,
    proxy_before,
    proxy_settings,
)
from tests.conftest import ROOT

PORT = 8501
HEALTH = "/_stcore/health"
SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"
NAMES = ("Containerfile", "compose.yaml", "haproxy.cfg", "kubernetes.yaml")


def text_of(name: str) -> str:
    return (ROOT / "deploy" / name).read_text("utf-8")


def words(line: str) -> list[str]:
    """Return what stands in quotes in a line of the Containerfile."""
    return re.findall(r'"([^"]*)"', line)


@contextmanager
def echo() -> Iterator[str]:
    """Run a server that answers with the headers it was sent, and return where it is."""

    class Echo(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = str(self.headers).lower().encode()
            # The proxy's check of health hangs up as soon as it has read the first line.
            with suppress(ConnectionError):
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("count", range(MOST_REPLICAS + 1))
@pytest.mark.parametrize("frames", [{}, {"IN_FRAMES": "1"}])
def test_the_proxy_takes_its_file(proxy: str, count: int, frames: dict[str, str]) -> None:
    settings = proxy_settings([f"127.0.0.1:{9000 + number}" for number in range(count)])
    checked = subprocess.run(
        [proxy, "-c", "-f", str(PROXY_FILE)],
        env={**os.environ, **settings, **frames},
        capture_output=True,
        text=True,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_app_is_told_who_asks_but_not_of_the_proxy_s_cookie(proxy: str) -> None:
    with echo() as replica, proxy_before([replica]) as url:
        status, headers, body = ask(url, X_Forwarded_For="6.6.6.6", Cookie=f"{COOKIE}=1; own=2")
    told = body.decode()
    assert status == 200
    assert "x-forwarded-for: 127.0.0.1" in told
    assert "6.6.6.6" not in told
    assert f"host: {url.split('/')[2]}" in told
    assert "cookie: own=2\n" in told
    assert headers[REPLICA] == "replica-1"
    assert headers["Set-Cookie"] is None


def test_who_has_no_cookie_yet_is_given_one_that_no_script_can_read(proxy: str) -> None:
    with echo() as replica, proxy_before([replica]) as url:
        _, headers, _ = ask(url)
    assert headers["Set-Cookie"].split("; ") == [
        f"{COOKIE}=1",
        "path=/",
        "HttpOnly",
        "SameSite=Lax",
    ]


def test_all_files_name_one_port_and_one_check_of_health() -> None:
    for name in NAMES:
        text = text_of(name)
        assert {int(each) for each in re.findall(r"\b8[45]\d\d\b", text)} == {PORT}, name
        checks = set(re.findall(r"/_stcore/\w+", text))
        assert checks == (set() if name == "compose.yaml" else {HEALTH}), name


def test_every_replica_is_known_to_the_proxy() -> None:
    names = [f"app-{number}" for number in range(1, MOST_REPLICAS + 1)]
    compose, proxy = text_of("compose.yaml"), text_of("haproxy.cfg")
    assert re.findall(r"^  ([\w-]+): \*replica$", compose, re.M) == names
    assert dict(re.findall(r"^      (REPLICA_\d): (.+)$", compose, re.M)) == proxy_settings(
        [f"{name}:{PORT}" for name in names]
    )
    assert re.findall(r"^ +depends_on: \[(.*)\]$", compose, re.M) == [", ".join(names)]
    known = re.findall(r'^    server replica-(\d) "\$\{REPLICA_(\d).*\}" cookie (\d)$', proxy, re.M)
    assert known == [(str(n), str(n), str(n)) for n in range(1, MOST_REPLICAS + 1)]
    assert re.findall(r"^  replicas: (\d+)$", text_of("kubernetes.yaml"), re.M) == [
        str(MOST_REPLICAS)
    ]


def test_the_cookie_has_one_name() -> None:
    assert set(re.findall(r"^ +cookie (\w+) insert", text_of("haproxy.cfg"), re.M)) == {COOKIE}
    assert f"session-cookie-name: {COOKIE}\n" in text_of("kubernetes.yaml")


def test_students_have_addresses_of_their_own_behind_the_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Otherwise one who tries wrong codes of classes shuts out all the others."""
    assert '    FORWARDED_ALLOW_IPS: "*"\n' in text_of("compose.yaml")
    assert re.search(r'name: FORWARDED_ALLOW_IPS\s+value: "\*"', text_of("kubernetes.yaml"))
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    seen: list[str] = []

    async def app(scope, receive, send) -> None:
        seen.append(scope["client"][0])

    config = uvicorn.Config(app, lifespan="off", interface="asgi3", log_config=None)
    config.load()
    scope = {
        "type": "http",
        "client": ("10.0.0.9", 1),
        "scheme": "http",
        "headers": [(b"x-forwarded-for", b"192.0.2.7")],
    }
    asyncio.run(config.loaded_app(scope, None, None))
    assert seen == ["192.0.2.7"]


def test_the_secret_is_the_same_for_all_and_in_none_of_the_files() -> None:
    assert f"${{{SECRET}:?" in text_of("compose.yaml")
    assert re.search(rf"name: {SECRET}\s+valueFrom:\s+secretKeyRef:", text_of("kubernetes.yaml"))
    assert SECRET not in text_of("Containerfile")


def test_nobody_runs_as_root() -> None:
    [user] = re.findall(r"^USER (\d+):\d+$", text_of("Containerfile"), re.M)
    assert int(user) > 0
    assert f"runAsUser: {user}\n" in text_of("kubernetes.yaml")


def test_the_container_starts_what_the_readme_starts() -> None:
    command = text_of("Containerfile").split("\nCMD ")[1]
    assert words(command)[:3] == ["streamlit", "run", "streamlit_app.py"]
    assert words(command)[3:] == ["--server.address", "0.0.0.0", "--server.port", str(PORT)]


def test_a_build_sees_everything_that_it_copies_and_little_else() -> None:
    ignored, *kept = [
        line.removeprefix("!")
        for line in text_of("Containerfile.dockerignore").splitlines()
        if line and not line.startswith(("#", "**"))
    ]
    assert ignored == "*"
    copied = [
        source
        for line in re.findall(r"^COPY (.+)$", text_of("Containerfile"), re.M)
        for source in line.split()[:-1]
    ]
    for source in copied:
        assert (ROOT / source).exists()
        assert any(each == source or Path(source) in Path(each).parents for each in kept) or any(
            fnmatch(source, f"{each}/*") for each in kept
        ), source
    for each in kept:
        assert any(each == source or Path(source) in Path(each).parents for source in copied), each
