"""Programs and links in a dialog: shown by the app itself, in colours that can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_copy import READ
from visualizer.words import sharing, take_home

LEAST = 4.5  # contrast of small text
# The contrast of each piece of a program with the paper behind it, as a browser paints both.
CONTRASTS = """
(program) => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (color) => {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const parts = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  let paper = program;
  const back = () => getComputedStyle(paper).backgroundColor;
  while (/^rgba\\(.*, 0\\)$|transparent/.test(back())) paper = paper.parentElement;
  const ground = light(back());
  return Object.fromEntries([program, ...program.querySelectorAll("span")].map((piece) => {
    const [one, other] = [light(getComputedStyle(piece).color), ground].sort((a, b) => b - a);
    return [piece.className || "rest", (one + 0.05) / (other + 0.05)];
  }));
}
"""


@pytest.fixture
def tab(make_page: Callable[..., Page]) -> Page:
    """A page that may use the clipboard."""
    return make_page(permissions=["clipboard-read", "clipboard-write"])


def opened(page: Page, button: str) -> Locator:
    """Open a dialog, and return its listings once the first is there."""
    page.get_by_role("button", name=button).first.click()
    listings = page.get_by_role("dialog").locator(".live-listing")
    expect(listings.first).to_be_visible()
    return listings


def test_the_program_to_take_home_is_copied_as_it_is_downloaded(
    tab: Page, open_page: OpenPage
) -> None:
    open_page("training", on=tab)
    listing = opened(tab, take_home.OPEN)
    with tab.expect_download() as download:
        tab.get_by_role("dialog").get_by_role("button", name="train.py").click()
    listing.get_by_role("button", name=take_home.COPY).click()
    expect(listing.get_by_role("status")).to_have_text("Copied")
    assert tab.evaluate(READ).replace("\r\n", "\n") == download.value.path().read_text("utf-8")


def test_a_long_program_is_scrolled_by_the_keyboard(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    opened(page, take_home.OPEN)
    program = page.get_by_role("dialog").get_by_role("group", name=take_home.PROGRAM)
    assert program.bounding_box()["height"] <= 421
    program.focus()
    page.keyboard.press("PageDown")
    page.wait_for_function("program => program.scrollTop > 0", arg=program.element_handle())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_a_program_can_be_read(
    make_page: Callable[..., Page], open_page: OpenPage, scheme: str
) -> None:
    page = open_page("neuron", on=make_page(color_scheme=scheme))
    below = page.locator(".live-answer .live-program code").evaluate(CONTRASTS)
    open_page("training", on=page)
    home = opened(page, take_home.OPEN).locator("code").evaluate(CONTRASTS)
    assert {"live-keyword", "live-number", "live-operator", "live-punctuation"} <= home.keys()
    assert min(below.values()) >= LEAST, below
    assert min(home.values()) >= LEAST, home


def test_a_link_is_copied_whole(tab: Page, open_page: OpenPage) -> None:
    open_page("neuron?b=1", on=tab)
    link = (
        opened(tab, sharing.OPEN)
        .filter(has=tab.get_by_role("button", name=sharing.COPY_LINK))
        .first
    )
    link.get_by_role("button").click()
    expect(link.get_by_role("status")).to_have_text("Copied")
    assert tab.evaluate(READ) == tab.url


def test_a_dialog_of_a_page_without_a_stage_has_its_colours_and_button(
    page: Page, open_page: OpenPage
) -> None:
    open_page("runs", stages=0)
    link = opened(page, sharing.OPEN).first
    expect(link.get_by_role("button")).to_have_css("border-style", "solid")
    assert link.get_by_role("button").bounding_box()["height"] >= 24


@pytest.mark.parametrize("button", [take_home.OPEN, sharing.OPEN])
def test_the_highlighter_is_never_asked_for(page: Page, open_page: OpenPage, button: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page("training")
    opened(page, button)
    assert asked
    assert [url for url in asked if "Highlighter" in url] == []
