"""The pages of the app under the hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Locator, TimeoutError

from benchmarks.drag.browser import Tab, new_tab
from benchmarks.drag.gesture import perform
from benchmarks.drag.hand import Track
from benchmarks.drag.results import Results
from tests.conftest import Server
from visualizer.chapters import CHAPTERS, get_chapter
from visualizer.state.guesses import GUESSES, JUST_SHOWN, LESSONS, write_guesses

PAGES = (*(chapter.name for chapter in CHAPTERS), "your_data")


async def open_app(browser: Browser, server: Server, page: str, results: Results) -> None:
    """Open a page in a fresh context, only to note how long that takes."""
    async with opened_page(browser, server, page, results):
        pass


async def drag_app(
    browser: Browser, server: Server, page: str, seconds: float, number: int, results: Results
) -> None:
    """Open a page in a fresh context and drag each of its controls once.

    Raises:
        RuntimeError: If a page is not ready again after a control was let go.
    """
    async with opened_page(browser, server, page, results) as tab:
        for control in await _controls_of(tab):
            thumb = tab.page.locator(f'[data-control="{control}"] input[type=range]')
            track = await track_of(thumb)
            try:
                drag = await perform(
                    tab, server, track, (page, control), seconds, number, fresh="readyAt"
                )
            except TimeoutError as error:
                raise RuntimeError(f"{page}: {control} was let go, and nothing followed") from error
            results.drags.append(drag)


@asynccontextmanager
async def opened_page(
    browser: Browser, server: Server, page: str, results: Results
) -> AsyncIterator[Tab]:
    """Open a page and note the time until its stage is ready, which includes its figures.

    Raises:
        RuntimeError: If no stage gets ready, or it tells of trouble with its pictures.
    """
    async with new_tab(browser) as tab:
        await tab.page.goto(server.url + link_to(page), wait_until="commit")
        try:
            await tab.wait("dragProbe.opened")
        except TimeoutError as error:
            raise RuntimeError(f"{page}: no stage to drag\n" + "".join(server.log)) from error
        results.opened(page, await tab.probed_time("opened"))
        await tab.idle()
        await _see_all(tab)
        trouble = "".join(await tab.page.locator(".live-trouble").all_inner_texts())
        if trouble:
            raise RuntimeError(f"{page}: {trouble}")
        yield tab


async def _see_all(tab: Tab) -> None:
    """Have the pictures drawn that wait until they are wanted."""
    wanted = await tab.page.locator(".live-wake").all()
    for button in wanted:
        await button.evaluate("button => button.click()")
    if wanted:
        await tab.wait("!document.querySelector('.live-wake')")
        await tab.idle()


def link_to(page: str) -> str:
    """Return the link to a page whose answer was shown: some controls wait for it.

    >>> link_to("neuron"), link_to("your_data")
    ('neuron?guessed=neuron.x', 'your_data')
    """
    path = get_chapter(page).path
    return (
        f"{path}?{GUESSES.address}={write_guesses({page: JUST_SHOWN})}" if page in LESSONS else path
    )


async def _controls_of(tab: Tab) -> list[str]:
    """Return the key of every control on the page, timelines included."""
    sliders = tab.page.locator("[data-control]:has(input[type=range])")
    return await sliders.evaluate_all("boxes => boxes.map(box => box.dataset.control)")


async def track_of(thumb: Locator) -> Track:
    """Return where a native range lies. Its thumb stays inside, and is about as wide as high."""
    await thumb.scroll_into_view_if_needed()
    box = await thumb.bounding_box()
    assert box is not None, "the slider is not in sight"
    last, index = await thumb.evaluate("range => [Number(range.max), range.valueAsNumber]")
    inset = min(box["height"], 20) / 2
    return Track(
        left=box["x"] + inset,
        right=box["x"] + box["width"] - inset,
        y=box["y"] + box["height"] / 2,
        last=int(last),
        index=int(index),
    )
