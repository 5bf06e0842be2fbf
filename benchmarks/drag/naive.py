"""The naive page under the same hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Locator

from benchmarks.drag.browser import Tab, new_tab
from benchmarks.drag.gesture import perform
from benchmarks.drag.hand import Track
from benchmarks.drag.results import Results
from tests.conftest import Server

NAIVE = "naive page"
SLIDERS = ("weight_1", "weight_2", "bias", "learning_rate")  # in the order of the page
CHARTS = "document.querySelectorAll('[data-testid=stPlotlyChart] .main-svg').length >= 2"


async def open_naive(browser: Browser, server: Server, results: Results) -> None:
    """Open the naive page in a fresh context, only to note how long that takes."""
    async with _opened(browser, server, results):
        pass


async def drag_naive(
    browser: Browser, server: Server, seconds: float, number: int, results: Results
) -> None:
    """Open the naive page in a fresh context and drag each of its sliders once."""
    async with _opened(browser, server, results) as tab:
        for place, control in enumerate(SLIDERS):
            slider = tab.page.locator('[data-testid="stSlider"] [role="group"]').nth(place)
            track = await _track_of(slider)
            drag = await perform(
                tab, server, track, (NAIVE, control), seconds, number, fresh="changedAt"
            )
            results.drags.append(drag)


@asynccontextmanager
async def _opened(browser: Browser, server: Server, results: Results) -> AsyncIterator[Tab]:
    """Open the naive page and note the time until its charts changed for the last time."""
    async with new_tab(browser) as tab:
        await tab.page.goto(server.url, wait_until="commit")
        await tab.probe("watchCharts()")
        await tab.wait(CHARTS)
        await tab.idle()
        results.opened(NAIVE, await tab.probed_time("changedAt"))
        yield tab


async def _track_of(slider: Locator) -> Track:
    """Return where a slider of Streamlit lies, and how many positions it has."""
    await slider.scroll_into_view_if_needed()
    box = await slider.locator("> div").first.bounding_box()
    assert box is not None, "the slider is not in sight"
    low, high, step, now = await slider.locator("input").evaluate(
        "input => [input.min, input.max, input.step, input.value].map(Number)"
    )
    return Track(
        left=box["x"],
        right=box["x"] + box["width"],
        y=box["y"] + box["height"] / 2,
        last=round((high - low) / step),
        index=round((now - low) / step),
    )
