"""The program below a stage can be copied as it is shown, wherever the page came from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_pages import control, set_number
from tests.browser.test_releases import Held

READ = "() => (globalThis.clipboardThatWas ?? navigator.clipboard).readText()"
# What a browser has: a clipboard, none (plain http), or one that the page may not write to (a
# frame of another's).
BROWSERS = {
    "clipboard": "",
    "none": """
        globalThis.clipboardThatWas = navigator.clipboard;
        Object.defineProperty(navigator, "clipboard", { value: undefined });
    """,
    "refused": """
        globalThis.clipboardThatWas = navigator.clipboard;
        const refuse = () => Promise.reject(new DOMException("", "NotAllowedError"));
        Object.defineProperty(navigator, "clipboard", { value: { writeText: refuse } });
    """,
}
# Whether a click reaches the button at once, and none is held back on its way.
CLICKED_AT_ONCE = """
(button) => {
  let came = false;
  button.addEventListener("click", () => (came = true), { once: true });
  button.click();
  return came;
}
"""


@pytest.fixture
def tab(make_page: Callable[..., Page]) -> Page:
    """A page that may use the clipboard."""
    return make_page(permissions=["clipboard-read", "clipboard-write"])


def copy_button(page: Page) -> Locator:
    return page.locator(".st-key-explain").get_by_role("button", name="Copy the code", exact=True)


def status(page: Page) -> Locator:
    return page.locator(".st-key-explain").get_by_role("status")


def program(page: Page) -> Locator:
    return page.locator(".st-key-explain pre")


@pytest.mark.parametrize("kind", BROWSERS)
def test_the_code_is_copied_as_it_is_shown(tab: Page, open_page: OpenPage, kind: str) -> None:
    tab.add_init_script(BROWSERS[kind])
    open_page("neuron", on=tab)
    set_number(tab, "bias", "-1.25", "b")
    expect(program(tab)).to_contain_text("torch.tensor(-1.25)")
    copy_button(tab).click()
    expect(status(tab)).to_have_text("Copied")
    assert tab.evaluate(READ).replace("\r\n", "\n") == program(tab).text_content()
    expect(copy_button(tab)).to_be_focused()
    assert tab.locator("body > textarea").count() == 0
    expect(status(tab)).to_be_empty()  # it comes back by itself
    set_number(tab, "bias", "0.75", "b")
    expect(program(tab)).to_contain_text("torch.tensor(0.75)")
    copy_button(tab).press("Enter")
    expect(status(tab)).to_have_text("Copied")
    assert tab.evaluate(READ).replace("\r\n", "\n") == program(tab).text_content()


def test_where_nothing_can_be_copied_the_page_says_what_to_do(
    tab: Page, open_page: OpenPage
) -> None:
    tab.add_init_script(BROWSERS["none"] + "document.execCommand = () => false;")
    open_page("neuron", on=tab)
    copy_button(tab).click()
    expect(status(tab)).to_contain_text("Select the text and copy it by hand.")


def test_the_button_waits_for_nothing_and_keeps_the_focus_when_the_numbers_change(
    tab: Page, open_page: OpenPage
) -> None:
    open_page("neuron", on=tab)
    set_number(tab, "bias", "0.25", "b")
    held = Held(tab)
    field = control(tab, "bias").get_by_role("textbox")
    field.fill("1.75")
    field.press("Enter")
    expect(tab.locator(".live-stage")).to_have_attribute("data-stage", "waiting")
    copy_button(tab).focus()
    assert copy_button(tab).evaluate(CLICKED_AT_ONCE)
    expect(status(tab)).to_have_text("Copied")
    assert "torch.tensor(0.25)" in tab.evaluate(READ)
    held.let_through()
    expect(program(tab)).to_contain_text("torch.tensor(1.75)")
    expect(copy_button(tab)).to_be_focused()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_button_is_large_enough_and_comes_next_by_the_keyboard(
    make_page: Callable[..., Page], open_page: OpenPage, width: int
) -> None:
    page = open_page("neuron", on=make_page(viewport={"width": width, "height": 800}))
    box = copy_button(page).bounding_box()
    assert min(box["width"], box["height"]) >= 24
    assert box["x"] + box["width"] <= width
    page.locator(".live-stage").locator("button, input, [tabindex='0']").last.focus()
    page.keyboard.press("Tab")
    expect(copy_button(page)).to_be_focused()
    wait_until_idle(page)
    expect(copy_button(page)).to_have_css("outline-style", "solid")
