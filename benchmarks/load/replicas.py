"""The app several times behind the proxy of ``deploy/``, without containers.

The proxy is the real one with the very file that a host runs; only where to listen and where the
replicas are comes from the environment, there as here. To look at it:

    .venv/bin/python -m benchmarks.load.replicas --replicas 4
"""

import argparse
import asyncio
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import Message
from http.cookies import SimpleCookie
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Self
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from websockets.asyncio.client import connect

from benchmarks.load.protocol import Visitor
from benchmarks.load.store import StoreError, running_store
from tests.conftest import ROOT, Server, start_server
from visualizer.rooms.place import SETTING as ROOMS_SETTING
from visualizer.worker.setting import SETTING as WORKER_SETTING

PROXY_FILE = ROOT / "deploy" / "haproxy.cfg"
MOST_REPLICAS = 4  # that the file knows
COOKIE = "replica"  # the proxy's own, which says where its owner belongs
REPLICA = "X-Replica"  # the header in which the proxy tells who answered
PATIENCE = 30.0  # s

Answered = tuple[int, Message, bytes]


class ProxyError(RuntimeError):
    """There is no proxy here, or it does not do its work."""


def find_proxy() -> str:
    """Return the path of HAProxy.

    Raises:
        ProxyError: If it is not installed.
    """
    # Debian puts it where only root looks.
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])
    found = shutil.which("haproxy", path=places)
    if found is None:
        raise ProxyError("HAProxy is not installed (Debian, Ubuntu: apt-get install haproxy)")
    return found


def proxy_settings(replicas: list[str]) -> dict[str, str]:
    """Return the environment that tells the proxy where the replicas are, as ``host:port``."""
    return {f"REPLICA_{number}": where for number, where in enumerate(replicas, start=1)}


@contextmanager
def proxy_before(replicas: list[str]) -> Iterator[str]:
    """Run the proxy on a free port of 127.0.0.1 until the block is left, and return its address."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        # Handed over open: nobody can take the port in between, and whoever knocks early waits.
        settings = {"BIND": f"fd@{door.fileno()}", **proxy_settings(replicas)}
        process = subprocess.Popen(
            [find_proxy(), "-db", "-f", str(PROXY_FILE)],
            env={**os.environ, **settings},
            pass_fds=[door.fileno()],
            stdout=subprocess.DEVNULL,
        )
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}/"
        finally:
            process.terminate()
            process.wait()


@dataclass
class Replicas:
    """Several processes of the app, and the proxy before them.

    Attributes:
        url: The address of the proxy, with a slash at the end.
        servers: The name that the proxy has for each of them → the process.
        env: What each of them finds in its environment.
    """

    url: str
    servers: dict[str, Server]
    env: dict[str, str]

    def kill(self, name: str) -> None:
        """Kill a replica at once, as nothing can be prepared for."""
        self.servers[name].process.kill()
        self.servers[name].process.wait()

    def start_again(self, name: str) -> None:
        """Put a new process in the place of one that was killed, as whoever runs them does."""
        old = self.servers[name]
        old.stop()
        port = str(urlsplit(old.url).port)
        self.servers[name] = start_server(args=("--server.port", port), env=self.env)

    def wait_until_used(self, *names: str) -> None:
        """Wait until the proxy sends newcomers to each of these replicas, or to all.

        Raises:
            ProxyError: If it does not.
        """
        missing, begin = set(names or self.servers), time.monotonic()
        while missing:
            if time.monotonic() - begin > PATIENCE:
                raise ProxyError(f"the proxy sends nobody to {sorted(missing)}")
            missing.discard(ask(self.url + "_stcore/health")[1].get(REPLICA, ""))
            time.sleep(0.02)


@contextmanager
def replicated(count: int, rooms: str = "") -> Iterator[Replicas]:
    """Run ``count`` processes of the app behind the proxy until the block is left.

    Args:
        count: How many.
        rooms: The address where they share their classes; each has its own if it is empty.

    Raises:
        ProxyError: If HAProxy is not installed.
    """
    if not 1 <= count <= MOST_REPLICAS:
        raise ValueError(f"{count} replicas; the proxy's file knows 1 to {MOST_REPLICAS}")
    find_proxy()
    # The same for all; they share the cores without a worker each.
    env = {
        "STREAMLIT_SERVER_COOKIE_SECRET": token_hex(),
        ROOMS_SETTING: rooms,
        WORKER_SETTING: "off",
    }
    found: dict[str, Server] = {}
    try:
        with ThreadPoolExecutor(count) as starters:
            starting = [starters.submit(start_server, env=env) for _ in range(count)]
        for number, each in enumerate(starting, start=1):
            if each.exception() is None:
                found[f"replica-{number}"] = each.result()
        for each in starting:
            each.result()  # raises what went wrong with it
        with proxy_before([urlsplit(each.url).netloc for each in found.values()]) as url:
            replicas = Replicas(url, found, env)
            replicas.wait_until_used()
            yield replicas
    finally:
        for server in found.values():
            server.stop()


def ask(url: str, method: str = "GET", data: bytes | None = None, **headers: str) -> Answered:
    """Return status, headers and body of an answer, whatever the status is.

    The names of headers are written with underscores.
    """
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urlopen(Request(url, data, named, method=method), timeout=PATIENCE) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


class StickyVisitor(Visitor):
    """A visitor with a browser's cookies, so that the proxy knows where they belong.

    Attributes:
        cookies: What was set by any answer so far.
        replica: Who answered last, as the proxy calls it.
    """

    def __init__(self, *args: str, **options: str) -> None:
        super().__init__(*args, **options)
        self.cookies: SimpleCookie = SimpleCookie()
        self.replica = ""

    async def __aenter__(self) -> Self:
        """Load the page and connect."""
        await self.connect()
        return self

    async def connect(self) -> None:
        """Open the socket with the cookies; the first time, load the page as a browser does."""
        if not self.replica:
            await self.fetch(f"/{self.page}?{self.query}", Accept="text/html")
            await self.fetch("/_stcore/health")  # brings the cookie that uploads need
        self._socket = await connect(
            self._url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=self.protocols(),
            additional_headers={"Cookie": self._cookie_line()},
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        response = self._socket.response
        assert response is not None, "the handshake is over"
        self._remember(response.headers[REPLICA], response.headers.get_all("Set-Cookie"))

    async def fetch(
        self, path: str, method: str = "GET", data: bytes | None = None, **headers: str
    ) -> Answered:
        """Ask for anything else that the page needs: files, pictures, uploads."""
        headers = {"Cookie": self._cookie_line(), **headers}
        answer = await asyncio.to_thread(ask, self._url + path, method, data, **headers)
        self._remember(answer[1][REPLICA], answer[1].get_all("Set-Cookie", []))
        return answer

    def _cookie_line(self) -> str:
        return "; ".join(f"{name}={each.coded_value}" for name, each in self.cookies.items())

    def _remember(self, replica: str | None, cookies: Sequence[str]) -> None:
        self.replica = replica or ""
        for each in cookies:
            self.cookies.load(each)
        self._poster.cookies = self._cookie_line()


def main() -> None:
    """Run it until the keyboard says stop."""
    parser = argparse.ArgumentParser("benchmarks.load.replicas", description=__doc__)
    parser.add_argument("--replicas", type=int, default=2, choices=range(1, MOST_REPLICAS + 1))
    options = parser.parse_args()
    with ExitStack() as running:
        rooms = ""
        try:
            folder = Path(running.enter_context(TemporaryDirectory()))
            rooms = running.enter_context(running_store(folder)).address
        except StoreError as reason:
            print(f"Each replica has classes of its own: {reason}.")
        replicas = running.enter_context(replicated(options.replicas, rooms))
        print(f"{replicas.url} ({options.replicas} replicas, end with Ctrl+C)", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
