"""A real Chromium for the tests, and a page that notices whatever goes wrong in it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.conftest import Server, start_server
from visualizer.words.lesson import CHECK, JUST_SHOW

# Two busy cores are slow to draw; what never comes still fails.
expect.set_options(timeout=20_000)

# The list of suggestions below the address bar is a page of its own in every window, a fifth of the
# time of a page of ours. The rest Playwright turns off itself, by a flag that this one replaces.
NEEDLESS = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades",
    "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints",
    "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning",
)  # fmt: skip
CHROMIUM_FLAGS = (
    f"--disable-features={','.join(NEEDLESS)}",
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # 3D without a graphics card. Nothing else is drawn that way: the page itself, put together by
    # software GL, takes half as much again.
    "--enable-unsafe-swiftshader",
)
# What a page can be told after it was made; all else takes a context of its own.
SOFT_OPTIONS = frozenset({"viewport", "color_scheme", "reduced_motion"})
CLOCK = "Boolean(globalThis.__pwClock)"  # of a page's context: who stops it takes one of their own
KEPT = "cookies,local_storage,indexeddb,cache_storage,service_workers"
OPEN_SECONDS = 60
WITHOUT_STAGE = frozenset({"runs", "class", "plans"})  # before anything is kept or opened
# What a click or a key has just moved is drawn in the next frame.
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# Whoever saves data sees in space only what they ask for.
SAVES_DATA = "Object.defineProperty(navigator.connection, 'saveData', { get: () => true })"
VERDICT = re.compile("That is right|The right answer is")
STREAMLIT_PROBES = ("/_stcore/health", "/_stcore/host-config")

OpenPage = Callable[..., Page]
MakePage = Callable[..., Page]


def find_chromium() -> str:
    """Return the path of Chromium; skip the test without one, but fail it where CI is set."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("Chromium is missing; .ci/run must have installed it")
    if found is None:
        pytest.skip("Chromium is not installed (Debian, Ubuntu: apt-get install chromium)")
    return found


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver. It runs an event loop, which must end before other tests want one."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One headless Chromium, with 3D in software, for all tests."""
    with open_browser(playwright) as chromium:
        yield chromium


@contextmanager
def open_browser(driver: Playwright, *flags: str) -> Iterator[Browser]:
    """Open a headless Chromium without a profile, with more flags than those of all tests."""
    chromium = driver.chromium.launch(
        executable_path=find_chromium(), args=[*CHROMIUM_FLAGS, *flags]
    )
    yield chromium
    chromium.close()


@pytest.fixture(scope="package")
def profile(playwright: Playwright) -> Iterator[BrowserContext]:
    """What the first pages of all tests are opened in."""
    with open_profile(playwright) as context:
        yield context


@contextmanager
def open_profile(driver: Playwright) -> Iterator[BrowserContext]:
    """Open a Chromium that keeps what it has compiled: a page takes it two thirds of the time.

    Whoever opens pages in it closes them and has it forget what they kept.
    """
    with TemporaryDirectory() as folder:
        context = driver.chromium.launch_persistent_context(
            folder,
            executable_path=find_chromium(),
            args=list(CHROMIUM_FLAGS),
            bypass_csp=True,  # as make_page says
            locale="en-US",
        )
        yield context
        context.close()


def watch(page: Page) -> list[str]:
    """Return a list that fills with every error in ``page`` and every request to another host."""
    faults: list[str] = []

    def check_message(message: ConsoleMessage) -> None:
        url = message.location["url"]
        # On a deep link Streamlit's own page looks for its server under each part of the path.
        is_probe = url.endswith(STREAMLIT_PROBES)
        # A server that has taken over from another knows no session of it; the stage goes on.
        is_strange = url.endswith(("/live/moment", "/live/late")) and "404" in message.text
        # News that are listened to end with the server that tells them.
        is_cut_off = url.endswith("/class/news") and "ERR_INCOMPLETE" in message.text
        if message.type == "error" and not (is_probe or is_strange or is_cut_off):
            faults.append(f"console: {message.text} ({url[:200]})")

    def check_request(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            faults.append(f"request to another host: {url[:200]}")

    page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    page.on("console", check_message)
    page.on("request", lambda request: check_request(request.url))
    page.on("websocket", lambda socket: check_request(socket.url))
    return faults


@pytest.fixture
def make_page(browser: Browser, profile: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Make pages with Playwright's context options (viewport, color_scheme, ...).

    Each knows nothing of what another keeps. The test fails if any of them had an error or asked
    another host for something.
    """
    opened: list[tuple[Page, list[str]]] = []

    def make(**options: object) -> Page:
        options = {"viewport": {"width": 1280, "height": 800}, **options}
        if options.keys() <= SOFT_OPTIONS and not opened:
            page = profile.new_page()
            assert not page.evaluate(CLOCK), "a test before this one has stopped everybody's clock"
            page.set_viewport_size(options.pop("viewport"))  # type: ignore[arg-type]
            page.emulate_media(**options)  # type: ignore[arg-type]
        else:
            # The page's policy forbids to run text as code, which is how Playwright waits for a
            # condition; test_policy.py holds all pages against the policy without this.
            options = {"locale": "en-US", **options}
            context = browser.new_context(bypass_csp=True, **options)  # type: ignore[arg-type]
            page = context.new_page()
        opened.append((page, watch(page)))
        return page

    yield make
    faults = [fault for _, found in opened for fault in found]
    for page, _ in opened:
        if page.context is not profile:
            page.context.close()
    forget_all(profile)
    assert not faults, "\n".join(faults)


def forget_all(profile: BrowserContext) -> None:
    """Close all pages but the first, which is blank, and forget all that pages have kept."""
    blank, *pages = profile.pages
    for page in pages:
        page.close()
    session = profile.new_cdp_session(blank)
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": KEPT})
    session.detach()
    profile.clear_permissions()
    profile.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def page(make_page: Callable[..., Page]) -> Page:
    """A page of 1280 x 800 pixels that fails the test on any error or foreign request."""
    return make_page()


def wait_until_idle(page: Page, stages: int = 1) -> None:
    """Wait until the server's run is over and every live stage is drawn and can be dragged.

    Args:
        stages: How many live stages there must be at least.
    """
    app = page.locator('[data-testid="stApp"]')
    expect(app).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=OPEN_SECONDS * 1000
    )
    skeletons = page.locator('[data-testid="stSkeleton"]')
    expect(skeletons).to_have_count(0, timeout=OPEN_SECONDS * 1000)
    if stages:
        ready = page.locator('[data-stage="ready"]').nth(stages - 1)
        ready.wait_for(state="attached", timeout=OPEN_SECONDS * 1000)
    expect(page.locator('[data-stage]:not([data-stage="ready"])')).to_have_count(0)
    page.evaluate(TWO_FRAMES)


def show_in_space(page: Page) -> None:
    """Have the picture in space drawn at once, if it is not there or on its way."""
    page.evaluate("document.querySelectorAll('.live-wake').forEach((button) => button.click())")
    expect(page.locator(".live-wake")).to_have_count(0, timeout=OPEN_SECONDS * 1000)
    wait_until_idle(page)


def load_parts(page: Page, folder: Path, parts: Iterable[str]) -> None:
    """Give an empty page some of the browser's half, without the app."""
    for part in parts:
        page.add_script_tag(content=(folder / f"{part}.js").read_text("utf-8"))


def open_guess(page: Page) -> None:
    """Open the options of the page's question."""
    page.locator(".st-key-predict button").click()
    expect(page.get_by_test_id("stRadio")).to_be_visible()


def make_guess(page: Page, option: int = 0) -> None:
    """Pick an option and have it checked; close what is said of it."""
    page.get_by_test_id("stRadio").locator("label").filter(has=page.locator("input")).nth(
        option
    ).click()
    check = page.get_by_role("button", name=CHECK)
    expect(check).to_be_enabled()
    check.click()
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text(VERDICT)
    page.keyboard.press("Escape")
    wait_until_idle(page)


def ask_to_be_shown(page: Page) -> None:
    """Have the page's question answered, and with that see all of the page."""
    page.locator(".st-key-predict button").click()
    page.get_by_role("button", name=JUST_SHOW).click()
    expect(page.get_by_test_id("stPopoverBody")).to_contain_text(VERDICT)
    page.keyboard.press("Escape")
    wait_until_idle(page)


@pytest.fixture(scope="module")
def other_server() -> Iterator[Server]:
    """A second server, started cold, that has never seen any of these pages."""
    running = start_server()
    yield running
    running.stop()


@pytest.fixture
def open_page(server: Server, page: Page) -> OpenPage:
    """Open a path of the shared server, such as ``"neuron?bias=1"``, and wait until it is usable.

    Options: ``stages``, how many live stages the page has; ``on``, another page to open it in;
    ``base``, the address of another server; ``space``, whether the picture in space is drawn that
    waits until it is wanted.
    """

    def open_(
        path: str = "",
        *,
        stages: int = 1,
        on: Page = page,
        base: str = server.url,
        space: bool = True,
    ) -> Page:
        if not space:
            on.add_init_script(SAVES_DATA)
        on.goto(base + path, wait_until="load")
        wait_until_idle(on, stages)
        # The frame's style can come last of all, and moves everything.
        expect(on.locator("html")).to_have_css("--app-shown", "yes")
        on.evaluate(TWO_FRAMES)
        if space and on.locator(".live-wake").count():
            show_in_space(on)
        return on

    return open_
