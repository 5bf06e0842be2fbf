"""Share, as whoever sits at the server sees it, and as others do under a public name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from tests.browser.conftest import OpenPage, open_browser, wait_until_idle
from tests.conftest import Server
from visualizer.ui.reach import START

NAME = "class.example"


@pytest.fixture(scope="module")
def far_browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium for which the server of the tests has a public name."""
    with open_browser(playwright, f"--host-resolver-rules=MAP {NAME} 127.0.0.1") as chromium:
        yield chromium


def share(page: Page) -> Locator:
    page.get_by_role("button", name="Share").click()
    return page.get_by_role("dialog")


def test_at_the_server_itself_a_code_that_leads_nowhere_is_not_shown(
    page: Page, open_page: OpenPage
) -> None:
    open_page("neuron?b=1")
    dialog = share(page)
    expect(dialog).to_contain_text("this very computer")
    expect(dialog).to_contain_text(START)
    expect(dialog.locator("code", has_text="<iframe")).to_be_visible()
    expect(dialog.get_by_text("Point a phone's camera here")).to_have_count(0)


def test_under_a_public_name_the_code_is_drawn_under_the_page_s_policy(
    far_browser: Browser, server: Server
) -> None:
    page = far_browser.new_context().new_page()
    url = server.url.replace("127.0.0.1", NAME)
    page.goto(url + "neuron?b=1")
    wait_until_idle(page)
    dialog = share(page)
    expect(dialog.get_by_text("Point a phone's camera here").first).to_be_visible()
    expect(dialog).not_to_contain_text("this very computer")
    expect(dialog.locator("code").first).to_contain_text(url + "neuron")
    code = dialog.get_by_role("img").first
    assert code.evaluate("image => image.naturalWidth ?? image.clientWidth") > 100
    page.context.close()
