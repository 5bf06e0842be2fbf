"""One opening in a cold browser, and the page that is opened after it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, CDPSession

from benchmarks.drag.browser import PATIENCE, VIEWPORT, Tab

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Page:
    """A page to be opened.

    Attributes:
        name: What the table calls it.
        url: Where it is.
        shows: The last of ``heading`` and ``pictures`` that it has to show.
        next: The path in the menu of the page that is opened after it; none if empty.
    """

    name: str
    url: str
    shows: str = "pictures"
    next: str = ""


@dataclass(frozen=True)
class Opening:
    """What was seen of one opening; the times count from the moment the page was asked for.

    Attributes:
        heading: When the heading was painted, in ms.
        live: When sliders and numbers were painted, in ms; ``None`` on a page without.
        pictures: When all pictures were painted, in ms; ``None`` on a page without.
        block: The longest piece of work since the heading that let no slider move, in ms.
        bytes_first: What came over the wire for the page.
        bytes_next: What came for the page after it; ``None`` without one.
        bytes_then: What that page asks for once somebody is about to move its first slider and has
            seen all of it; ``None`` without one.
    """

    heading: float
    live: float | None
    pictures: float | None
    block: float
    bytes_first: int
    bytes_next: int | None
    bytes_then: int | None

    @property
    def live_after(self) -> float | None:
        """How long after the heading sliders and numbers came, in ms; ``None`` without."""
        return None if self.live is None else self.live - self.heading


class Received:
    """Counts what comes over the wire: answers as they travel, and messages of the sockets."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = 0
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.webSocketFrameReceived", self._message)

    def _finished(self, event: dict) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _message(self, event: dict) -> None:
        data, is_binary = event["response"]["payloadData"], event["response"]["opcode"] == 2
        self.bytes += len(data) * 3 // 4 if is_binary else len(data)


async def open_once(browser: Browser, page: Page, slower: float = 1) -> Opening:
    """Open a page in a fresh browser context whose processor is ``slower`` times as slow."""
    context = await browser.new_context(viewport=VIEWPORT, locale="en-US", bypass_csp=True)
    try:
        tab_page = await context.new_page()
        await tab_page.add_init_script(PROBE)
        session = await context.new_cdp_session(tab_page)
        tab = Tab(tab_page, session)
        received = Received(session)
        await session.send("Network.enable")
        if slower != 1:
            await session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        await tab_page.goto(page.url, wait_until="commit")
        await tab.wait(f"openingProbe.{page.shows} !== undefined")
        await tab.idle()
        probe = await tab_page.evaluate("openingProbe")
        first = received.bytes
        bytes_next = await _open_next(tab, received, page.next) if page.next else None
        bytes_then = await _see_all(tab, received) if page.next else None
    finally:
        await context.close()
    begin, end = probe["heading"], probe[page.shows]
    blocks = [length for start, length in probe["blocks"] if begin < start + length and start < end]
    return Opening(
        begin,
        probe.get("live"),
        probe.get("pictures"),
        max(blocks, default=0),
        first,
        bytes_next,
        bytes_then,
    )


async def _open_next(tab: Tab, received: Received, path: str) -> int:
    """Open the page at ``path`` by its link, and return what came for it."""
    before = received.bytes
    heading = await tab.page.locator("h1").inner_text()
    await tab.page.locator(f'a[href$="/{path}"]').last.evaluate("link => link.click()")
    await tab.page.wait_for_function(
        """(old) => {
          const title = document.querySelector("h1")?.innerText;
          return title && title !== old && document.querySelector('[data-stage="ready"]')
            && !document.querySelector('[data-pictures="coming"]');
        }""",
        arg=heading,
        timeout=PATIENCE,
    )
    await tab.idle()
    await tab.page.wait_for_load_state("networkidle")  # what no socket brings
    return received.bytes - before


async def _see_all(tab: Tab, received: Received) -> int:
    """Point at the first slider, scroll to every picture, and return what came for it."""
    before = received.bytes
    await tab.page.locator("[data-control]").first.hover()
    for button in await tab.page.locator(".live-wake").all():
        await button.evaluate("button => button.click()")
    for picture in await tab.page.locator(".live-picture").all():
        await picture.scroll_into_view_if_needed()
    await tab.page.wait_for_function(
        """() => document.querySelector('[data-stage="ready"]')
          && !document.querySelector(".live-wake")""",
        timeout=PATIENCE,
    )
    await tab.idle()
    await tab.page.wait_for_load_state("networkidle")  # what no socket brings
    return received.bytes - before
