"""Real Chromium, and a page of it whose messages to and from the server are counted."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypedDict

from playwright.async_api import (
    Browser,
    CDPSession,
    Error,
    Page,
    ViewportSize,
    WebSocket,
    async_playwright,
)

from tests.browser.conftest import CHROMIUM_FLAGS

# What Chromium does by itself on a machine without a graphics card: pages are put together in
# software, and only figures in space go through the emulated card. The tests' flags send the whole
# page through it, which takes some 30 ms of every frame and which no student's browser does.
FLAGS = tuple(flag for flag in CHROMIUM_FLAGS if not flag.startswith("--use-"))
PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
VIEWPORT: ViewportSize = {"width": 1280, "height": 800}
QUIET_SECONDS = 0.25  # without a message, after which a run of the server is over
PATIENCE = 60_000  # ms


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run headless Chromium, with 3D in software, until the block is left."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise SystemExit("Chromium is not installed (Debian, Ubuntu: apt-get install chromium)")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            with suppress(Error):  # Ctrl-C reaches the browser as well, which may be gone
                await browser.close()


class Wire:
    """Counts what goes over the WebSockets of a page, before any compression.

    Attributes:
        sent: Messages to the server so far.
        bytes_sent: Their bytes.
        received: Messages from the server so far.
        bytes_received: Their bytes.
        last: When the last message of either kind passed, as ``time.perf_counter()`` says.
    """

    def __init__(self, page: Page) -> None:
        self.sent = self.bytes_sent = self.received = self.bytes_received = 0
        self.last = time.perf_counter()
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._count_sent)
        socket.on("framereceived", self._count_received)

    def _count_sent(self, message: str | bytes) -> None:
        self.sent += 1
        self.bytes_sent += len(message)
        self.last = time.perf_counter()

    def _count_received(self, message: str | bytes) -> None:
        self.received += 1
        self.bytes_received += len(message)
        self.last = time.perf_counter()

    def counts(self) -> dict[str, int]:
        """Return all counts of now."""
        names = ("sent", "bytes_sent", "received", "bytes_received")
        return {name: getattr(self, name) for name in names}

    async def quiet(self) -> None:
        """Wait until nothing has passed for a while."""
        while (rest := self.last + QUIET_SECONDS - time.perf_counter()) > 0:
            await asyncio.sleep(rest)


class Seen(TypedDict):
    """What the probe in a page saw; the times are the page's own, in ms, see ``probe.js``."""

    frames: list[float]
    drawn: int
    redraws: dict[str, int]
    space: list[str]
    lags: list[float]
    eventLags: list[float]
    spaceLags: list[float]
    up: float
    readyAt: float
    changedAt: float


class Tab:
    """A page in a fresh browser context, so with nothing in its cache."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page = page
        self.session = session
        self.wire = Wire(page)

    async def probe(self, call: str) -> None:
        """Do ``dragProbe.call``."""
        await self.page.evaluate(f"dragProbe.{call}")

    async def probed_time(self, name: str) -> float:
        """Return the time that ``dragProbe.name`` holds, in ms."""
        return float(await self.page.evaluate(f"dragProbe.{name}"))

    async def seen(self) -> Seen:
        """Stop what ``start()`` began, and return what was seen since."""
        found: Seen = await self.page.evaluate("dragProbe.stop()")
        return found

    async def wait(self, condition: str) -> None:
        """Wait until an expression holds in the page."""
        await self.page.wait_for_function(condition, timeout=PATIENCE)

    async def idle(self) -> None:
        """Wait until the server's run is over and no message passes any more."""
        await self.page.locator('[data-test-script-state="notRunning"]').wait_for(
            state="attached", timeout=PATIENCE
        )
        await self.wire.quiet()


@asynccontextmanager
async def new_tab(browser: Browser) -> AsyncIterator[Tab]:
    """Open a tab with the probe in it; it is closed when the block is left."""
    # The page's policy forbids to run text as code, which is how Playwright waits for a condition.
    context = await browser.new_context(viewport=VIEWPORT, locale="en-US", bypass_csp=True)
    try:
        page = await context.new_page()
        await page.add_init_script(PROBE)
        yield Tab(page, await context.new_cdp_session(page))
    finally:
        with suppress(Error):
            await context.close()
