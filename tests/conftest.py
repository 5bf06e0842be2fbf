"""Servers for the tests: the real ``streamlit run`` in a process of its own, on loopback."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, ParamSpec
from urllib.request import urlopen

import pytest
from hypothesis import settings

from benchmarks.load.store import StoreError, find_store
from tests.elsewhere import Elsewhere, started
from visualizer.rooms import news, place
from visualizer.rooms.rooms import Rooms

# The same examples on every machine and in whatever part of the tests is run. No deadline: how long
# an example takes says more of the machine than of the code.
settings.register_profile(
    "any machine", deadline=None, derandomize=True, database=None, max_examples=50
)
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 90  # a cold import of PyTorch on a busy machine
# Whoever asks for one of these, or for what is made of them, waits for a server, for the process
# that computes for one, or for a browser.
SERVED = frozenset(
    {
        "server",
        "make_server",
        "prefixed_server",
        "live_server",
        "shared_server",
        "shared_replicas",
        "restarted",
        "any_server",
        "unadapted_server",
        "redis_server",
        "shared_worker",
        "own_worker",
        "bare_worker",
        "playwright",
    }
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a server or a browser, so that the others can be run alone.

    Their files come first. They take longest, so they are no good end where two processes share the
    work; and a process that does them in a row starts its server and its browser once.

    On CI a test of the browser has a second try, which the summary lists: of a thousand that wait
    for one, one meets a machine that stood still. What is broken fails twice.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if SERVED.intersection(fixtures):
            item.add_marker("served")
            if os.environ.get("CI") == "true" and "playwright" in fixtures:
                item.add_marker(pytest.mark.flaky(reruns=1))
    first = {item.path for item in items if item.get_closest_marker("served")}
    items.sort(key=lambda item: item.path not in first)


def pytest_collection_finish() -> None:
    """Do once what would be done again in every test, as soon as all is imported."""
    # What was imported stays: no collection of garbage has to walk through it.
    gc.collect()
    gc.freeze()
    if "torch" in sys.modules:
        # What is tested is small: more threads only wait for each other, on a busy machine for
        # seconds.
        sys.modules["torch"].set_num_threads(1)
    if "streamlit" in sys.modules:
        _look_for_installed_components_once()
        _let_logs_reach_the_root()


def _look_for_installed_components_once() -> None:
    """Streamlit's ``AppTest`` reads what all installed packages say of themselves, for each app."""
    from streamlit.components.v2 import manifest_scanner

    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _let_logs_reach_the_root() -> None:
    """Streamlit has a hundred loggers that do not, which pytest would visit six times a test."""
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.propagate = True


@dataclass
class Server:
    """A running app.

    Attributes:
        process: The process of the server, started with a pipe for what it prints.
        url: Its address with a slash at the end.
        log: The lines that it has printed so far.
        lines: The same, as they come; an empty one at its end.
        output: Where they come from.
        reader: The thread that collects them.
    """

    process: subprocess.Popen[str]
    url: str = ""
    log: list[str] = field(default_factory=list)
    lines: SimpleQueue[str] = field(default_factory=SimpleQueue)
    output: IO[str] = field(init=False)
    reader: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        assert self.process.stdout is not None, "start it with stdout=PIPE"
        self.output = self.process.stdout
        self.reader = threading.Thread(target=self._read_log, daemon=True)
        self.reader.start()

    def wait_until_ready(self) -> None:
        """Read the address from the server's own output, then wait until it answers there."""
        while not self.url:
            try:
                line = self.lines.get(timeout=START_SECONDS)
            except Empty:
                line = ""
            if not line:
                raise RuntimeError("the server did not start:\n" + "".join(self.log))
            if "URL: " in line:
                self.url = line.split("URL: ")[1].strip() + "/"
        # The port listens before the warm-up, so this request waits for its end by itself.
        with urlopen(self.url + "_stcore/health", timeout=START_SECONDS) as answer:
            assert answer.status == 200

    def _read_log(self) -> None:
        for line in self.output:
            self.log.append(line)
            self.lines.put(line)
        self.lines.put("")

    def stop(self) -> None:
        """End the server, by its own process id."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.reader.join()
        self.output.close()


MakeServer = Callable[..., Server]
Options = ParamSpec("Options")


def start_server(
    script: str | Path = "streamlit_app.py",
    args: tuple[str, ...] = (),
    env: dict[str, str] | None = None,
    cwd: Path = ROOT,
    python: str | None = None,
) -> Server:
    """Start ``streamlit run script`` on a free port of 127.0.0.1 and wait until it answers.

    Args:
        script: The main script, relative to ``cwd``.
        args: Further command-line options of ``streamlit run``.
        env: Variables to add to this process's own.
        cwd: Where to start it; ``.streamlit/config.toml`` is looked for there.
        python: The interpreter that runs it; this one if ``None``.

    Raises:
        RuntimeError: If it ends, or says nothing, before it has told its address.
    """
    command = [python or sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.address", "127.0.0.1", "--server.port", "0", *args]
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    server = Server(process)
    try:
        server.wait_until_ready()
    except BaseException:
        server.stop()
        raise
    return server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One warm server that all tests share, with the process that computes releases."""
    running = start_server(env={"VISUALIZER_WORKER": "on"})
    yield running
    running.stop()


@pytest.fixture(scope="session")
def prefixed_server() -> Iterator[Server]:
    """A server whose addresses all begin with ``/class/7/``, as behind a school's proxy."""
    running = start_server(args=("--server.baseUrlPath", "class/7"))
    yield running
    running.stop()


@pytest.fixture
def make_server() -> Iterator[MakeServer]:
    """Start cold servers with :func:`start_server`'s arguments; they end with the test."""
    running: list[Server] = []
    yield _collecting(start_server, running)
    for each in running:
        each.stop()


@pytest.fixture(scope="session")
def redis_server() -> str:
    """The path of a Redis server. Without one the test is skipped, but it fails where CI is set."""
    try:
        return find_store()
    except StoreError as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; .ci/run must have done it")
        pytest.skip(str(reason))


def _collecting(
    start: Callable[Options, Server], running: list[Server]
) -> Callable[Options, Server]:
    """Return ``start`` as it is, but for adding each server to ``running``."""

    def make(*args: Options.args, **options: Options.kwargs) -> Server:
        running.append(start(*args, **options))
        return running[-1]

    return make


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    """A Python for programs that know nothing of this app."""
    with started() as running:
        yield running


@pytest.fixture
def keeper() -> Iterator[Rooms]:
    """Rooms of classes that a test has for itself."""
    for cached in (place.rooms, news.news):
        cached.cache_clear()
    yield place.rooms()
    for cached in (place.rooms, news.news):
        cached.cache_clear()
