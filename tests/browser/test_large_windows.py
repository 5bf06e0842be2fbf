"""Seen from the back of a room: how large the type of the pictures is in a wide window."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage, OpenPage
from visualizer.chapters import CHAPTERS, WORKSHOP

PATHS = [chapter.path for chapter in (*CHAPTERS, WORKSHOP[0])]
LAPTOP, WIDE = {"width": 1366, "height": 768}, {"width": 1920, "height": 1080}
READ_FROM_AFAR = 16  # px
TYPE = """() => {
  const texts = ".live-picture svg text, .live-unit-text, .live-input, .live-through > span";
  return [...document.querySelectorAll(texts)]
    .filter((each) => each.textContent.trim() && each.getBoundingClientRect().width)
    .map((each) => [parseFloat(getComputedStyle(each).fontSize), each.textContent]);
}"""
CURVE = '[data-figure="activation"] .tracetangent path.js-line'


def type_of(page: Page) -> list[tuple[float, str]]:
    """Return the size in px of every text in a picture, and what it says."""
    return [tuple(each) for each in page.evaluate(TYPE)]


def test_no_text_in_a_picture_is_small_in_a_wide_window(
    make_page: MakePage, open_page: OpenPage
) -> None:
    page = make_page(viewport=WIDE)
    for path in PATHS:
        found = type_of(open_page(path, on=page))
        assert found, path
        assert [each for each in found if each[0] < READ_FROM_AFAR] == [], path


def test_type_lines_and_height_follow_the_window(make_page: MakePage, open_page: OpenPage) -> None:
    page = open_page("activations", on=make_page(viewport=LAPTOP))
    picture, line = page.locator('[data-figure="activation"]'), page.locator(CURVE)
    before, height = min(type_of(page))[0], picture.bounding_box()["height"]
    expect(line).to_have_css("stroke-width", "2px")
    page.set_viewport_size(WIDE)
    expect(line).to_have_css("stroke-width", "2.68px")
    assert min(type_of(page))[0] > 1.3 * before
    assert picture.bounding_box()["height"] > 1.3 * height
    page.set_viewport_size(LAPTOP)
    expect(line).to_have_css("stroke-width", "2px")
    assert min(type_of(page))[0] == before
