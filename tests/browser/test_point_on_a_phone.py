"""The table of a point on a phone: every number whole."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MakePage, OpenPage
from tests.browser.test_network import ask_for

PANEL = """() => [...document.querySelectorAll('.live-panel-text:has(> .live-code)')]
  .map((panel) => [panel.scrollWidth, panel.clientWidth])"""


@pytest.mark.parametrize("link", ["network", "network?points=arms&h1=8"])
def test_no_number_of_the_table_is_cut_off(
    link: str, make_page: MakePage, open_page: OpenPage
) -> None:
    page: Page = make_page(viewport={"width": 390, "height": 844})
    open_page(link, on=page)
    ask_for(page, "network_example")
    sizes = page.evaluate(PANEL)
    assert sizes
    assert all(whole <= seen for whole, seen in sizes), sizes
