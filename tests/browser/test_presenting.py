"""Before a room: the pictures and their controls, large, and nothing around them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WITHOUT_STAGE, MakePage, OpenPage, wait_until_idle
from tests.browser.test_large_windows import type_of
from visualizer.chapters import BESIDE, CHAPTERS

AROUND = (
    '[data-testid="stHeader"], .st-key-head > .stElementContainer:has(> .stMarkdown), '
    ".st-key-explain, .st-key-keep_row, .st-key-neighbours, [data-testid=stProgress]"
)
READ_FROM_AFAR = 17  # px: from the back of a room, on a laptop's projector

GROWN = """(before) =>
  [...document.querySelectorAll(".live-picture svg text")].every(
    (each) => parseFloat(getComputedStyle(each).fontSize) > 1.3 * before,
  )"""


def expect_presenting(page: Page, on: bool) -> None:
    """Wait until the page is shown to a room, or to one student."""
    root = page.locator("html[data-present]")
    expect(root).to_have_count(int(on))
    seen = page.locator(AROUND).locator("visible=true")
    expect(seen).to_have_count(0 if on else 5)
    is_asked = page.locator(".live-veil").count() > 0  # what waits for a guess can be opened
    expect(page.locator(".st-key-predict")).to_be_visible(visible=not on or is_asked)
    expect(page).to_have_url(re.compile("present=1") if on else re.compile("^(?!.*present=)"))
    wait_until_idle(page, 0)


def test_a_key_shows_the_page_to_a_room_and_brings_it_back(page: Page, open_page: OpenPage) -> None:
    open_page("neuron?w1=0.3")
    page.evaluate("window.notReloaded = true")
    field = page.get_by_label("Weight of hours studied, exact value")
    slider = page.get_by_role("slider", name="Weight of hours studied")
    slider.focus()
    page.keyboard.press("ArrowRight")
    moved = slider.input_value()
    before = min(type_of(page))[0]
    page.keyboard.press("p")
    expect_presenting(page, on=True)
    expect(page.get_by_role("button", name="Stop presenting")).to_be_visible()
    assert slider.input_value() == moved
    page.wait_for_function(GROWN, arg=before)
    page.keyboard.press("Escape")
    expect_presenting(page, on=False)
    page.keyboard.press("P")
    expect_presenting(page, on=True)
    page.get_by_role("button", name="Stop presenting").click()
    expect_presenting(page, on=False)
    assert slider.input_value() == moved
    # It was no move of the student's: what is taken back is the weight.
    page.keyboard.press("Control+z")
    expect(slider).not_to_have_value(moved)
    assert page.evaluate("window.notReloaded")
    field.focus()
    page.keyboard.press("p")  # is typed
    expect(page.locator("html[data-present]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_shown_to_a_room(
    scheme: str, make_page: MakePage, open_page: OpenPage
) -> None:
    page = make_page(viewport={"width": 1366, "height": 768}, color_scheme=scheme)
    chapters = (*CHAPTERS, *BESIDE) if scheme == "light" else CHAPTERS[1:2]
    for chapter in chapters:
        has_stage = chapter.name not in WITHOUT_STAGE
        open_page(f"{chapter.path}?present=1", on=page, stages=int(has_stage))
        expect_presenting(page, on=True)
        assert page.evaluate("document.documentElement.scrollWidth") == 1366
        if has_stage:
            assert min(type_of(page))[0] >= READ_FROM_AFAR, chapter
