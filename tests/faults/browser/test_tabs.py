"""What only a real browser can do to the app: two tabs, its history, an impatient finger."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_pages import all_numbers, control, set_number

N_CLICKS = 20
KEEP_SOCKETS = """
window.sockets = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    window.sockets.push(this);
  }
};
"""
# All within one task of the browser: a finger cannot be faster.
CLICK_OFTEN = f"(button) => {{ for (let i = 0; i < {N_CLICKS}; i++) button.click(); }}"


def test_two_tabs_of_one_browser_keep_their_own_values(page: Page, open_page: OpenPage) -> None:
    open_page("neuron")
    other = open_page("neuron", on=page.context.new_page())
    set_number(page, "weight_1", "0.25", "w1")
    set_number(other, "weight_1", "-0.75", "w1")
    set_number(page, "bias", "1.5", "b")
    seen, seen_by_other = all_numbers(page), all_numbers(other)
    assert seen != seen_by_other
    for tab, before in ((page, seen), (other, seen_by_other)):
        tab.reload()
        wait_until_idle(tab)
        assert all_numbers(tab) == before


def test_back_and_forward_show_what_was_there(page: Page, open_page: OpenPage) -> None:
    open_page("neuron")
    seen = []
    for text in ("0.25", "0.5", "0.75"):
        set_number(page, "weight_1", text, "w1")
        seen.append((page.url, all_numbers(page)))

    def expect_place(place: int) -> None:
        url, numbers = seen[place]
        # The app may have written the other weights of the neuron behind it.
        expect(page).to_have_url(re.compile(re.escape(url)))
        weight = dict(map(tuple, numbers))["weight_1"]
        field = control(page, "weight_1").get_by_role("textbox")
        expect(field).to_have_value(re.compile(re.escape(weight.lstrip("+").rstrip("0"))))
        wait_until_idle(page)
        assert all_numbers(page) == numbers

    for go, place in ((page.go_back, 1), (page.go_back, 0), (page.go_forward, 1)):
        go()
        expect_place(place)
    page.get_by_test_id("stTopNavLink").filter(has_text="Training").click()
    expect(page).to_have_title(re.compile("^Training"))
    wait_until_idle(page)
    while "/training" in page.url:  # the menu's own step and the address that is filled in after it
        page.go_back()
        wait_until_idle(page)
    expect_place(1)


def test_a_slider_moves_after_a_short_loss_of_the_network(page: Page, open_page: OpenPage) -> None:
    page.add_init_script(KEEP_SOCKETS)
    open_page("neuron")  # as a whole: it asks for nothing when it is connected again
    page.evaluate("window.sockets.at(-1).close()")
    page.wait_for_function("window.sockets.length > 1 && window.sockets.at(-1).readyState === 1")
    wait_until_idle(page)
    set_number(page, "weight_1", "0.25", "w1")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_twenty_clicks_at_once_end_where_the_link_says(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    page.get_by_role("button", name="New random start").evaluate(CLICK_OFTEN)
    expect(page).to_have_url(re.compile(r"[?&]seed=\d+"))
    wait_until_idle(page)
    page.locator('[data-control="step"] [data-action="forward-1"]').evaluate(CLICK_OFTEN)
    expect(page).to_have_url(re.compile(rf"[?&]step={N_CLICKS}(&|$)"))
    wait_until_idle(page)
    seen = all_numbers(page)
    fresh = open_page(page.url.split("/", 3)[3], on=page.context.new_page())
    assert all_numbers(fresh) == seen
    set_number(page, "bias", "0.5", "b")  # it still listens
