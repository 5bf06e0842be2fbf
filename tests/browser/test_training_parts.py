"""The page of the training shows little at first; the student opens what comes next."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_pages import all_numbers
from visualizer.words.training import FOLD, OPENERS


def expect_open(page: Page, parts: int) -> None:
    """Wait until the page and its link show so many parts beside the first."""
    expect(page.locator('[data-figure="contour"]')).to_be_visible()
    expect(page.locator('[data-control="line"]')).to_have_count(int(parts >= 1))
    expect(page.locator('[data-figure="surface"]')).to_have_count(int(parts == 2))
    link = f"[?&]open={parts}(&|$)" if parts else "^(?!.*open=)"
    expect(page).to_have_url(re.compile(link))
    wait_until_idle(page)


def test_each_part_is_opened_by_a_button_and_the_link_remembers_it(
    page: Page, open_page: OpenPage
) -> None:
    open_page("training?step=3")
    expect_open(page, 0)
    first = all_numbers(page)
    for place, words in enumerate(OPENERS):
        page.get_by_role("button", name=words).click()
        expect_open(page, place + 1)
    assert all_numbers(page)[: len(first)] == first
    page.reload()
    wait_until_idle(page)
    expect_open(page, 2)
    page.get_by_role("button", name=FOLD).click()
    expect_open(page, 1)
    page.get_by_role("button", name=FOLD).click()
    expect_open(page, 0)
    assert all_numbers(page) == first


def test_a_link_to_a_line_opens_the_lines(page: Page, open_page: OpenPage) -> None:
    open_page("training?line=3")
    expect(page.locator('[data-control="line"]').get_by_role("textbox")).to_have_value("3")
    page.get_by_role("button", name=FOLD).click()
    expect_open(page, 0)
