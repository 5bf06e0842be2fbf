"""A target is reached under the hand, and stays reached after a reload."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_pages import grab, let_go, number, sent_frames, tool


def test_a_target_is_reached_while_held_and_is_still_there_after_a_reload(
    page: Page, open_page: OpenPage
) -> None:
    frames = sent_frames(page)
    open_page("")
    goal = page.locator('[data-goal="say_fail"]')
    expect(goal).to_contain_text("Make it say “fail”. not reached yet")
    known = len(frames)
    grab(page, "weight_1", 0.0)
    expect(goal).to_have_attribute("data-reached", "true")
    expect(goal).to_contain_text("✓")
    expect(page.get_by_text("Reached: Make it say “fail”.")).to_be_attached()
    assert len(frames) == known, "the server heard nothing"
    let_go(page)
    page.goto(page.url.split("?")[0])
    wait_until_idle(page)
    expect(goal).to_have_attribute("data-reached", "true")
    expect(page.locator(".live-goals-count")).to_have_text("1 of 23 on all pages")


def test_what_a_link_brings_is_not_reached(page: Page, open_page: OpenPage) -> None:
    open_page("?w1=-1")
    goal = page.locator('[data-goal="say_fail"]')
    grab(page, "weight_1", 0.1)
    expect(goal).to_have_attribute("data-reached", "false")
    let_go(page)


def test_where_nothing_can_be_stored_the_page_works_on(page: Page, open_page: OpenPage) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
    )
    open_page("")
    grab(page, "weight_1", 0.0)
    expect(page.locator('[data-goal="say_fail"]')).to_have_attribute("data-reached", "true")
    let_go(page)


def test_what_was_reached_is_forgotten_and_not_reached_by_what_comes_with_the_page(
    page: Page, open_page: OpenPage
) -> None:
    open_page("")
    goal, again = page.locator('[data-goal="say_fail"]'), page.locator(".live-goals-again")
    expect(again).to_be_hidden()
    grab(page, "weight_1", 0.0)
    let_go(page)
    expect(page).to_have_url(re.compile("w1=-"))
    expect(goal).to_have_attribute("data-reached", "true")
    again.click()
    expect(goal).to_have_attribute("data-reached", "false")
    expect(again).to_be_hidden()
    tool(page, "Undo").click()
    expect(number(page, "answer").first).to_have_text("pass")
    tool(page, "Redo").click()
    expect(number(page, "answer").first).to_have_text("fail")
    wait_until_idle(page)
    expect(goal).to_have_attribute("data-reached", "false")
    grab(page, "weight_1", 0.9)
    grab(page, "weight_1", 0.0)
    expect(goal).to_have_attribute("data-reached", "true")
    let_go(page)
