"""The plane that one neuron colours, under a finger that has not let go."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_pages import grab, let_go, sent_frames

# The colours as they are drawn, and the border.
FIELD = '[data-figure="plane"] .heatmaplayer image'
BORDER = '[data-figure="plane"] .scatterlayer path.js-line'


@pytest.mark.parametrize(
    ("path", "key"), [("?w1=0.4&b=-2", "bias"), ("training", "weight_2"), ("training", "step")]
)
def test_the_plane_moves_while_the_slider_is_held(
    page: Page, open_page: OpenPage, path: str, key: str
) -> None:
    frames = sent_frames(page)
    open_page(path)
    plane = page.locator('[data-figure="plane"]')
    field, border = page.locator(FIELD).first, page.locator(BORDER).first
    before = field.get_attribute("href"), border.get_attribute("d"), len(frames)
    words = plane.get_attribute("aria-label")
    assert "A straight border crosses the picture" in words
    grab(page, key, 0.9)
    expect(border).not_to_have_attribute("d", before[1])
    expect(field).not_to_have_attribute("href", before[0])
    assert len(frames) == before[2]
    let_go(page)
