"""A server over the small app of these tests, and pages on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import (  # noqa: F401
    browser,
    playwright,
    show_in_space,
    wait_until_idle,
    watch,
)
from tests.conftest import Server, start_server

APP = "tests/live/served.py"
FAILED = pytest.StashKey[int]()  # how many tests had failed when the last one began


@dataclass
class LiveServer:
    """The server of the small app, and the file that shuts its gate."""

    server: Server
    gate: Path

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
    gate = tmp_path_factory.mktemp("live") / "gate"
    running = start_server(APP, env={"LIVE_TEST_GATE": str(gate)})
    yield LiveServer(running, gate)
    running.stop()


@pytest.fixture
def gate(live_server: LiveServer) -> Iterator[Gate]:
    """The server's gate; open at first, and at the end."""
    made = Gate(live_server.gate)
    yield made
    made.open()


@dataclass
class Tab:
    """A tab that stays open: to leave the stage's page and to come back makes everything new.

    Attributes:
        page: The tab.
        wire: What it sent.
        faults: Its errors so far.
    """

    page: Page
    wire: Wire
    faults: list[str]

    def renew(self) -> None:
        """Come back to the stage as if for the first time."""
        self.page.mouse.up()
        self.page.emulate_media(color_scheme="light")
        self.page.get_by_test_id("stTopNavLink").filter(has_text="Other").click()
        expect(self.page.get_by_text("nothing here")).to_be_visible()
        self.page.get_by_test_id("stTopNavLink").filter(has_text="Stage").click()
        expect(self.page.get_by_test_id("stText")).to_have_text("[]")
        wait_until_idle(self.page)
        self.page.mouse.move(0, 0)
        self.page.evaluate("scrollTo(0, 0)")


@pytest.fixture(scope="package")
def tabs(
    browser: Browser,  # noqa: F811
    live_server: LiveServer,
) -> Iterator[Callable[[bool], Tab]]:
    """Hand out the one tab that most tests share; a new one after a test that failed."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-US")
    opened: list[Tab] = []

    def tab(is_sound: bool) -> Tab:
        if opened and is_sound:
            opened[-1].renew()
        else:
            page = context.new_page()
            opened.append(Tab(page, Wire().listen(page), watch(page)))
            open_stage(page, live_server)
        return opened[-1]

    yield tab
    context.close()


@pytest.fixture
def faults() -> Iterator[list[list[str]]]:
    """Faults of every page that a test opened; there must be none."""
    found: list[list[str]] = []
    yield found
    assert [fault for each in found for fault in each] == []


def open_stage(page: Page, live_server: LiveServer, space: bool = True) -> Page:
    """Open the stage in ``page`` and wait until it is drawn, the picture in space as well."""
    page.goto(live_server.url)
    wait_until_idle(page)
    if space and page.locator(".live-wake").count():
        show_in_space(page)
    return page


@pytest.fixture
def wire() -> Wire:
    """What the page of this test sent."""
    return Wire()


@pytest.fixture
def page(
    tabs: Callable[[bool], Tab],
    gate: Gate,
    wire: Wire,
    faults: list[list[str]],
    request: pytest.FixtureRequest,
) -> Page:
    """The stage as a student finds it; any error in it fails the test."""
    failed = request.session.testsfailed
    tab = tabs(failed == request.session.stash.get(FAILED, 0))
    request.session.stash[FAILED] = failed
    tab.wire.sent.clear()
    tab.faults.clear()
    wire.sent = tab.wire.sent
    faults.append(tab.faults)
    return tab.page


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
        space: bool = True,
        **options: object,
    ) -> Page:
        options = {"viewport": {"width": 1280, "height": 1000}, "locale": "en-US", **options}
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        tab = contexts[-1].new_page()
        if watched:
            faults.append(watch(tab))
        wire.listen(tab)
        prepare(tab)
        return open_stage(tab, live_server, space)

    yield open_
    for context in contexts:
        context.close()
