"""A server over the small app of these tests, and pages on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import browser, playwright, wait_until_idle, watch  # noqa: F401
from tests.conftest import Server, start_server

APP = "tests/live/served.py"


@dataclass
class LiveServer:
    """The server of the small app, and the folder of its gates."""

    server: Server
    gates: Path

    @property
    def url(self) -> str:
        """Return its address with a slash at the end."""
        return self.server.url


@dataclass
class Gate:
    """Holds the server's answers back while it is shut."""

    file: Path

    def shut(self) -> None:
        """Hold back the answer to every release from now on."""
        self.file.touch()

    def open(self) -> None:
        """Let the answers through."""
        self.file.unlink(missing_ok=True)


@dataclass
class Wire:
    """What the browser sent to the server, frame by frame."""

    sent: list[bytes | str] = field(default_factory=list)

    def listen(self, page: Page) -> Wire:
        """Note every frame of every socket that ``page`` opens from now on."""
        page.on("websocket", lambda socket: socket.on("framesent", self._note))
        return self

    def _note(self, frame: bytes | str) -> None:
        self.sent.append(frame)


@pytest.fixture(scope="package")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    gates = tmp_path_factory.mktemp("gates")
    running = start_server(APP, env={"LIVE_TEST_GATES": str(gates)})
    yield LiveServer(running, gates)
    running.stop()


@pytest.fixture
def gate(live_server: LiveServer, request: pytest.FixtureRequest) -> Iterator[Gate]:
    """A gate of this test's own; open at first, and at the end."""
    made = Gate(live_server.gates / request.node.originalname)
    yield made
    made.open()


@pytest.fixture(scope="package")
def shared_context(browser: Browser) -> Iterator[BrowserContext]:  # noqa: F811
    """One profile for the tests without special wishes: the bundles are fetched only once."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-US")
    yield context
    context.close()


@pytest.fixture
def faults() -> Iterator[list[list[str]]]:
    """Faults of every page that a test opened; there must be none."""
    found: list[list[str]] = []
    yield found
    assert [fault for each in found for fault in each] == []


def open_stage(page: Page, live_server: LiveServer, gate: Gate) -> Page:
    """Open the stage in ``page`` and wait until it is drawn."""
    page.goto(f"{live_server.url}?gate={gate.file.name}")
    wait_until_idle(page)
    return page


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def page(
    shared_context: BrowserContext,
    live_server: LiveServer,
    gate: Gate,
    wire: Wire,
    faults: list[list[str]],
) -> Iterator[Page]:
    """The stage in a new tab; any error in it fails the test."""
    tab = shared_context.new_page()
    faults.append(watch(tab))
    wire.listen(tab)
    yield open_stage(tab, live_server, gate)
    tab.close()


@pytest.fixture
def open_in(
    browser: Browser,  # noqa: F811
    live_server: LiveServer,
    gate: Gate,
    wire: Wire,
    faults: list[list[str]],
) -> Iterator[Callable[..., Page]]:
    """Open the stage in a profile with Playwright's options; ``prepare`` gets the empty page.

    Errors in it fail the test, unless ``watched`` is false.
    """
    contexts: list[BrowserContext] = []

    def open_(
        prepare: Callable[[Page], object] = lambda page: None,
        watched: bool = True,
        **options: object,
    ) -> Page:
        options = {"viewport": {"width": 1280, "height": 1000}, "locale": "en-US", **options}
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        tab = contexts[-1].new_page()
        if watched:
            faults.append(watch(tab))
        wire.listen(tab)
        prepare(tab)
        return open_stage(tab, live_server, gate)

    yield open_
    for context in contexts:
        context.close()
