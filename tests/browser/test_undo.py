"""Undo and redo under a student's hands, and numbers beyond the usual sliders, in real Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage, OpenPage, wait_until_idle
from tests.browser.test_pages import (
    control,
    grab,
    let_go,
    number,
    set_number,
    slider,
    tool,
    trace,
)
from tests.browser.test_surface import READ_RANGES, click_at
from tests.pages.test_textbook import RATE, STARTS, STEPS, TABLE, bare_loop
from visualizer.tables.own_data import keep_table

AFRESH = re.compile(r"/[a-z_]*$")  # an address without a query


def value(page: Page, key: str) -> str:
    return control(page, key).get_by_role("textbox").input_value()


def thumb(page: Page, key: str) -> int:
    return int(slider(page, key).input_value())


def expect_ranges(page: Page, end: float) -> None:
    """Check both axes of both pictures; where one unit is as long both ways, Plotly adds a hair."""
    for axis in page.evaluate(READ_RANGES)[:4]:
        assert axis == pytest.approx([-end, end], rel=0.01)


def press_slider(page: Page, key: str, *keys: str) -> None:
    """Move a slider by keys; each press is let go before the next."""
    for each in keys:
        before = page.url
        slider(page, key).press(each)
        expect(page).not_to_have_url(before)
        wait_until_idle(page)


def test_the_keys_take_a_drag_back_and_make_it_again(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    expect(tool(page, "Undo")).to_be_disabled()
    expect(tool(page, "Redo")).to_be_disabled()
    start = value(page, "weight_1"), thumb(page, "weight_1"), number(page, "loss").inner_text()
    curve = trace(page, "loss_curve", "curve.y")
    grab(page, "weight_1", 0.8)
    let_go(page)
    expect(page).to_have_url(re.compile("w1="))
    expect(tool(page, "Undo")).to_be_enabled()
    moved, address = value(page, "weight_1"), page.url
    assert moved != start[0]
    expect(slider(page, "weight_1")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page).to_have_url(AFRESH)
    wait_until_idle(page)
    now = value(page, "weight_1"), thumb(page, "weight_1"), number(page, "loss").inner_text()
    assert now == start
    assert trace(page, "loss_curve", "curve.y") == curve
    expect(tool(page, "Undo")).to_be_disabled()
    page.keyboard.press("Control+y")
    expect(page).to_have_url(address)
    wait_until_idle(page)
    assert value(page, "weight_1") == moved
    page.keyboard.press("Control+z")
    expect(page).to_have_url(AFRESH)
    page.keyboard.press("Control+Shift+Z")
    expect(page).to_have_url(address)


@pytest.mark.parametrize("way", ["keys", "buttons"])
def test_two_at_once_are_two(way: str, page: Page, open_page: OpenPage) -> None:
    open_page("")
    for _ in range(4):
        press_slider(page, "weight_1", "ArrowRight")
    assert value(page, "weight_1") == "0.30"
    addresses = page.url

    def act(name: str, key: str, times: int) -> None:
        if way == "keys":
            for _ in range(times):
                page.keyboard.press(key)
        else:
            place = tool(page, name).bounding_box()
            page.mouse.click(place["x"] + 9, place["y"] + 9, click_count=times, delay=1)

    act("Undo", "Control+z", 2)
    expect(page).to_have_url(re.compile(r"w1=0\.2$"))
    wait_until_idle(page)
    assert value(page, "weight_1") == "0.20"
    act("Undo", "Control+z", 2)
    expect(page).to_have_url(AFRESH)
    wait_until_idle(page)
    assert (value(page, "weight_1"), thumb(page, "weight_1")) == ("0.10", 32)
    act("Redo", "Control+y", 4)
    expect(page).to_have_url(addresses)
    wait_until_idle(page)
    assert value(page, "weight_1") == "0.30"


def test_what_still_moves_is_let_go_first_and_is_what_is_taken_back(
    page: Page, open_page: OpenPage
) -> None:
    open_page("")
    press_slider(page, "bias", "ArrowRight")
    slider(page, "weight_1").press("ArrowRight")  # the server hears of it a little later
    page.keyboard.press("Control+z")
    expect(tool(page, "Redo")).to_be_enabled()
    wait_until_idle(page)
    assert (value(page, "weight_1"), value(page, "bias")) == ("0.10", "0.60")
    page.keyboard.press("Control+y")
    expect(page).to_have_url(re.compile("w1=0.15"))
    wait_until_idle(page)
    assert value(page, "weight_1") == "0.15"


def test_a_button_keeps_the_focus(page: Page, open_page: OpenPage) -> None:
    open_page("")
    for _ in range(3):
        press_slider(page, "bias", "ArrowRight")
    tool(page, "Undo").focus()
    for wanted in ("0.7", "0.6"):
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"b={wanted}$"))
        wait_until_idle(page)
        expect(tool(page, "Undo")).to_be_focused()


def test_a_text_field_keeps_its_own_undo(page: Page, open_page: OpenPage) -> None:
    open_page("")
    set_number(page, "weight_1", "0.7", "w1")
    field = control(page, "bias").get_by_role("textbox")
    field.focus()
    page.keyboard.type("1.2")
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    wait_until_idle(page)
    assert page.url.endswith("w1=0.7")
    expect(tool(page, "Redo")).to_be_disabled()


def test_a_mac_has_its_own_key(page: Page, open_page: OpenPage) -> None:
    open_page("")
    press_slider(page, "bias", "ArrowRight")
    page.keyboard.press("Meta+z")
    expect(page).to_have_url(AFRESH)
    page.keyboard.press("Meta+Shift+Z")
    expect(page).to_have_url(re.compile("b=0.6"))


def test_a_click_into_the_map_is_taken_back_on_another_page(
    page: Page, open_page: OpenPage
) -> None:
    open_page("surface")
    click_at(page, 0.75, -1.0)
    expect(page).to_have_url(re.compile("w1="))
    wait_until_idle(page)
    page.get_by_role("link", name="The neuron", exact=True).first.click()
    expect(page).to_have_url(re.compile("/neuron"))
    wait_until_idle(page)
    assert value(page, "weight_1") != "0.10"
    tool(page, "Undo").click()
    expect(tool(page, "Undo")).to_be_disabled()
    wait_until_idle(page)
    assert (value(page, "weight_1"), value(page, "weight_2")) == ("0.10", "0.20")


def test_reset_brings_the_page_back_and_undo_the_numbers(page: Page, open_page: OpenPage) -> None:
    open_page("surface?w1=2&lr=5000")
    note = control(page, "weight_1").locator(".live-note")
    expect(note).to_have_text("The slider now reaches from −3 to 3.")
    rate = control(page, "learning_rate").locator(".live-note")
    expect(rate).to_have_text("The slider now reaches from 0.001 to 10000.")
    expect_ranges(page, 3)
    tool(page, "Reset this page").click()
    expect(page).to_have_url(AFRESH)
    wait_until_idle(page)
    expect(note).to_be_hidden()
    assert value(page, "weight_1") == "−0.5000"
    expect_ranges(page, 1.5)
    tool(page, "Undo").click()
    expect(page).to_have_url(re.compile("w1=2"))
    wait_until_idle(page)
    expect(note).to_have_text("The slider now reaches from −3 to 3.")
    expect_ranges(page, 3)


@pytest.mark.parametrize("width", [390, 1366])
def test_the_tools_stand_in_one_line_and_have_names(
    width: int, open_page: OpenPage, make_page: MakePage
) -> None:
    page = open_page("learning_rate", on=make_page(viewport={"width": width, "height": 844}))
    boxes = [
        tool(page, name).bounding_box() for name in ("Undo", "Redo", "Reset this page", "Share")
    ]
    assert len({round(box["y"]) for box in boxes}) == 1
    assert all(box["width"] >= 40 and box["height"] >= 40 for box in boxes)
    assert boxes[0]["x"] >= 0
    assert boxes[-1]["x"] + boxes[-1]["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# Numbers of a textbook


@pytest.mark.parametrize("start", STARTS)
def test_the_books_neuron_is_typed_in_and_learns_as_the_book_says(
    start: str, page: Page, open_page: OpenPage
) -> None:
    weight, bias, first, last = STARTS[start]
    open_page(f"training?data={keep_table(TABLE)}&steps={STEPS}&open=1")
    for key, address, typed in (
        ("weight_1", "w1", weight), ("weight_2", "w2", 0.0), ("bias", "b", bias),
        ("learning_rate", "lr", RATE),
    ):  # fmt: skip
        set_number(page, key, f"{typed:g}", address)
    answers = bare_loop(weight, bias)
    shown = number(page, "prediction_1")
    expect(shown).to_have_text(f"{100 * answers[0]:.1f}\u202f%")
    set_number(page, "step", str(STEPS), "step")
    expect(shown).to_have_text(f"{100 * answers[-1]:.1f}\u202f%")
    assert (round(answers[0], 2), round(answers[-1], 2)) == (first, last)
    assert value(page, "weight_1") == f"{weight:.4f}"


@pytest.mark.parametrize("text", ["1e40", "nan", "inf", "-3000001"])
def test_what_is_refused_is_told_beside_the_field(
    text: str, page: Page, open_page: OpenPage
) -> None:
    open_page("")
    field = control(page, "weight_1").get_by_role("textbox")
    field.fill(text)
    field.press("Enter")
    said = f"“{text}” is not a number between −3000000 and 3000000. It stays 0.10."
    expect(control(page, "weight_1").get_by_role("alert")).to_have_text(said)
    assert value(page, "weight_1") == "0.10"


def test_a_slider_reaches_back_from_a_far_number(page: Page, open_page: OpenPage) -> None:
    open_page("")
    set_number(page, "weight_1", "2", "w1")
    note = control(page, "weight_1").locator(".live-note")
    expect(note).to_have_text("The slider now reaches from −3 to 3.")
    assert thumb(page, "weight_1") == 50
    field = control(page, "weight_1").get_by_role("textbox")
    expect(field).to_have_accessible_description("The slider now reaches from −3 to 3.")
    slider(page, "weight_1").press("Home")
    expect(page).to_have_url(re.compile("w1=-3"))
    wait_until_idle(page)
    set_number(page, "weight_1", "1.5", "w1")
    expect(note).to_be_hidden()
    assert thumb(page, "weight_1") == 60
