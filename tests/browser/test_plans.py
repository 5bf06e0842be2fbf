"""A lesson plan: its links lead to the pages, and a printer gets the plan alone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle


def test_a_plan_leads_to_its_pages_and_is_printed_without_what_surrounds_it(
    page: Page, open_page: OpenPage
) -> None:
    open_page("plans", stages=0)
    page.get_by_role("radio", name="20 minutes").click()
    headings = page.locator(".st-key-plan_text h2")
    expect(headings.last).to_have_text("Minute 19 to 20: the last questions")
    page.emulate_media(media="print")
    expect(page.get_by_text("Play against gradient descent")).to_be_visible()
    for gone in ("banner", "navigation", "radiogroup"):
        expect(page.get_by_role(gone).first).to_be_hidden()
    expect(page.get_by_role("link", name="Open “Loss”")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Open “Loss”").click()
    page.wait_for_url(re.compile(r"/loss(\?|$)"))
    wait_until_idle(page)
    page.go_back()
    expect(headings.last).to_have_text("Minute 19 to 20: the last questions")
