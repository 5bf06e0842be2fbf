"""What a hand leaves behind as it turns to another page, and the way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, make_guess, open_guess, wait_until_idle
from tests.browser.test_pages import control, grab, set_number
from tests.faults.students import heaviest_link

BUSY = heaviest_link(30).replace("seed=30&", "")
BESIDE = "beside the stage"  # the first field for a number of the page itself
FINGERS = (0, 120)  # ms between down and up


def field_of(page: Page, name: str) -> Locator:
    """Return a field of a stage by the name of its control, or the one beside it."""
    if name == BESIDE:
        return page.locator('[data-testid="stNumberInput"] input, .st-key-my_input_1 input').first
    return control(page, name).get_by_role("textbox")


def type_into(page: Page, name: str, text: str) -> None:
    """Type a number and leave the hand on the keyboard: no Enter."""
    field = field_of(page, name)
    field.click()
    field.press("Control+a")
    field.press_sequentially(text)


def click_menu(page: Page, title: str, finger: int = 0) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=title).click(delay=finger)


def expect_page(page: Page, title: str, *said: str) -> None:
    """Wait until a page has come, with these in its link, and stays."""
    for each in said:
        expect(page).to_have_url(re.compile(rf"[?&]{re.escape(each)}(&|$)"))
    expect(page).to_have_title(re.compile(f"^{title}"))
    wait_until_idle(page)
    expect(page).to_have_title(re.compile(f"^{title}"))
    expect(page.get_by_text("could not be shown")).to_have_count(0)


@pytest.mark.parametrize("finger", FINGERS)
@pytest.mark.parametrize("query", ["", BUSY], ids=["idle", "busy"])
@pytest.mark.parametrize(
    ("path", "name", "text", "said"),
    [
        ("training", BESIDE, "7", "seed=7"),
        ("training", "weight_1", "0.77", "w1=0.77"),
        ("loss", "weight_1", "0.77", "w1=0.77"),
        ("your_data", BESIDE, "7.5", "x1=7.5"),
    ],
)
def test_what_is_typed_without_enter_counts_and_the_menu_is_followed(
    page: Page, open_page: OpenPage, path: str, name: str, text: str, said: str, query: str,
    finger: int,
) -> None:  # fmt: skip
    open_page(f"{path}?{query}")
    if query and path == "training":
        page.get_by_role("button", name="Branch at this step").click()  # which takes long
    type_into(page, name, text)
    click_menu(page, "The surface", finger)
    expect_page(page, "The surface", said)


@pytest.mark.parametrize(
    ("path", "key", "said"), [("training", "bias", "b="), ("neuron", "bias", "b=")]
)
def test_a_slider_let_go_of_just_before_the_menu_counts(
    page: Page, open_page: OpenPage, path: str, key: str, said: str
) -> None:
    open_page(path)
    grab(page, key, 0.9)
    page.mouse.up()
    page.get_by_test_id("stTopNavLink").filter(has_text="Learning rate").evaluate("e => e.click()")
    expect(page).to_have_url(re.compile(rf"/learning_rate\?.*{said}[12]"))
    expect_page(page, "Learning rate")


def test_a_button_that_is_clicked_out_of_a_field_comes_after_it(
    page: Page, open_page: OpenPage
) -> None:
    open_page("training")
    type_into(page, BESIDE, "7")
    page.get_by_role("button", name="New random start").click()
    expect_page(page, "Training", "seed=8")
    expect(field_of(page, BESIDE)).to_have_value("8")


def picked(page: Page, name: str) -> Locator:
    chooser = page.locator(f"[class*='st-key-choose_{name}_on_']")
    return chooser.locator("[aria-checked=true]")


def open_popover(page: Page, label: str) -> None:
    page.get_by_role("button", name=label).click()


def close_popover(page: Page, name: str) -> None:
    page.keyboard.press("Escape")
    expect(page.locator(f"[class*='st-key-choose_{name}_on_']")).to_have_count(0)


def test_choosers_in_a_popover_show_what_holds(page: Page, open_page: OpenPage) -> None:
    """First opened after a run, after a pick, after Back and after other pages."""
    open_page("training")
    open_guess(page)
    make_guess(page)
    open_popover(page, "How it steps")
    expect(picked(page, "optimizer")).to_have_text("SGD")
    expect(picked(page, "batch_size")).to_have_text("All")
    page.get_by_role("radio", name="Adam", exact=True).click()
    expect_page(page, "Training", "optimizer=adam")
    expect(picked(page, "optimizer")).to_have_text("Adam")
    close_popover(page, "optimizer")
    page.go_back()
    expect(page).not_to_have_url(re.compile("optimizer"))
    wait_until_idle(page)
    page.get_by_role("button", name="New random start").click()
    expect_page(page, "Training", "seed=1")
    expect(page).not_to_have_url(re.compile("optimizer"))  # nor does a closed popover bring it back
    open_popover(page, "How it steps")
    expect(picked(page, "optimizer")).to_have_text("SGD")
    close_popover(page, "optimizer")
    click_menu(page, "Loss")
    expect_page(page, "Loss")
    click_menu(page, "Training")
    expect_page(page, "Training", "seed=1")
    open_popover(page, "Data, neuron")
    expect(picked(page, "dataset")).to_have_text("Three students")
    activation = page.locator("[class*='st-key-choose_activation_on_']").get_by_role("combobox")
    expect(activation).to_have_value("No activation")


def test_back_after_the_menu_is_one_press(page: Page, open_page: OpenPage) -> None:
    open_page("neuron")
    set_number(page, "weight_1", "0.25", "w1")
    seen = [page.url]
    for title in ("Training", "Loss", "Activations"):
        click_menu(page, title)
        expect_page(page, title, "w1=0.25")
        seen.append(page.url)
    for text in ("1.5", "1.25"):  # moves on one page are steps of their own
        set_number(page, "bias", text, "b")
        seen.append(page.url)
    for url in reversed(seen[:-1]):
        page.go_back()
        expect(page).to_have_url(url)
        wait_until_idle(page)
        expect(control(page, "weight_1").get_by_role("textbox")).to_have_value(re.compile(r"0\.25"))
    for url in seen[1:]:
        page.go_forward()
        expect(page).to_have_url(url)
        wait_until_idle(page)


def test_back_leads_to_what_was_typed_before_the_menu(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    type_into(page, BESIDE, "7")
    click_menu(page, "Loss", finger=120)
    expect_page(page, "Loss", "seed=7")
    page.go_back()
    expect_page(page, "Training", "seed=7")
    expect(field_of(page, BESIDE)).to_have_value("7")
