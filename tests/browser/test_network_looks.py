"""What is drawn of the network, in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_network import ask_for, part
from tests.browser.test_pages import grab, let_go

LINES = """() => [...document.querySelectorAll(".live-weight")]
  .filter((line) => line.parentNode.style.display !== "none")
  .map((line) => `${line.style.strokeWidth} ${line.classList.contains("live-minus")}`).join()"""


def test_lines_show_gradients_that_move_under_a_drag(page: Page, open_page: OpenPage) -> None:
    open_page("network?net_step=20")
    weights = page.evaluate(LINES)
    page.get_by_role("button", name="What you see").click()
    page.get_by_role("radio", name="Gradients").click()
    expect(page).to_have_url(re.compile("lines=gradients"))
    page.keyboard.press("Escape")
    wait_until_idle(page)
    gradients = page.evaluate(LINES)
    assert gradients != weights
    first = part(page, "Weight from hours studied to hidden unit 1")
    expect(first).to_have_attribute("aria-label", re.compile(r": .+, gradient .+"))
    ask_for(page, "network_weight")
    grab(page, "network_weight", 0.9)
    page.wait_for_function(f"(before) => ({LINES})() !== before", arg=gradients)
    let_go(page)
    wait_until_idle(page)
    page.reload()
    wait_until_idle(page)
    expect(first).to_have_attribute("aria-label", re.compile(r": .+, gradient .+"))
