"""Guesses outlive a reload, stand in no address, and are no step of the browser's history."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage, OpenPage, make_guess, open_guess, wait_until_idle
from tests.browser.test_pages import control

TOLD = re.compile("^(Right|Not)")
ANSWER = ".st-key-predict button"


def test_a_tab_keeps_a_guess_which_nobody_gets_with_the_address(
    page: Page, make_page: MakePage, open_page: OpenPage
) -> None:
    open_page("loss")
    control(page, "bias").get_by_role("slider").press("End")  # one step of the history
    expect(page).to_have_url(re.compile("b=3"))
    wait_until_idle(page)
    moved = page.url
    open_guess(page)
    make_guess(page)
    expect(page.locator(ANSWER).first).to_have_text(TOLD)
    assert page.url == moved
    page.reload()
    expect(page.locator(ANSWER).first).to_have_text(TOLD)
    wait_until_idle(page)
    assert page.url == moved
    other = open_page(moved.rpartition("/")[2], on=make_page())
    expect(other.locator(ANSWER).first).to_contain_text("Your guess")
    page.locator(ANSWER).first.click()
    page.get_by_role("button", name="Ask me again").click()
    expect(page.locator(ANSWER).first).to_contain_text("Your guess")
    page.go_back()
    expect(page).not_to_have_url(moved)
    wait_until_idle(page)
    expect(page.locator(ANSWER).first).to_contain_text("Your guess")
    page.reload()
    wait_until_idle(page)
    expect(page.locator(ANSWER).first).to_contain_text("Your guess")


def test_who_is_asked_again_is_asked_though_the_tab_was_never_loaded_anew(
    page: Page, open_page: OpenPage
) -> None:
    open_page("loss")
    open_guess(page)
    make_guess(page)
    page.locator(ANSWER).first.click()
    page.get_by_role("button", name="Ask me again").click()
    expect(page.locator(ANSWER).first).to_contain_text("Your guess")
    wait_until_idle(page)
    expect(page.locator(ANSWER).first).to_contain_text("Your guess")
    assert page.evaluate("sessionStorage.getItem('visualizer.guessed')") is None
