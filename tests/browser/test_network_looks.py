"""What is drawn of the network, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_network import ask_for, part
from tests.browser.test_pages import (
    grab,
    let_go,
    number,
    slider,
    tool,
    trace,
    wait_for_trace,
)
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.words.network_looks import UNITS_TITLE

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


def units(page: Page) -> list[str]:
    """Return what is written at each unit: z, and its activation."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".live-through:not([hidden]) span")]
            .map((each) => each.textContent)"""
    )
    return found


def rows(page: Page) -> list[list[str]]:
    """Return the rows of the table of the point that are about a unit, word by word."""
    lines = page.locator(".live-panel-text:has(.live-code) .live-code").all_inner_texts()
    text = "\n".join(lines)  # without the title above them
    return [line.split() for line in text.splitlines() if "unit" in line or "output" in line]


def test_a_click_into_the_plane_sends_that_point_through(page: Page, open_page: OpenPage) -> None:
    open_page("network")
    before = units(page)
    plane = page.locator("[data-figure=plane] .nsewdrag").first
    plane.click(position={"x": 60, "y": 40})
    expect(page).to_have_url(re.compile(r"seen=0.*at1=.*at2="))
    expect(page.get_by_text("The point that you chose in the plane goes through.")).to_be_visible()
    wait_until_idle(page)
    assert units(page) != before
    assert [row[-2:] for row in rows(page)] == [units(page)[i : i + 2] for i in (0, 2, 4)]
    z, activation = units(page)[:2]
    unit = page.get_by_role("img", name=f"hidden unit 1, at the chosen point: z {z}, activation")
    expect(unit).to_have_accessible_name(re.compile(re.escape(activation)))
    tool(page, "Undo").click()
    expect(page).not_to_have_url(re.compile("at1"))
    wait_until_idle(page)
    assert units(page) == before


def test_an_example_is_chosen_by_keyboard_and_follows_every_drag(
    page: Page, open_page: OpenPage
) -> None:
    open_page("network")
    slider(page, "network_example").press("ArrowRight")
    expect(page).to_have_url(re.compile("seen=2"))
    expect(page.get_by_text("Example 2 of 40 goes through.")).to_be_visible()
    wait_until_idle(page)
    for key, share in (("network_weight", 0.9), ("step_network", 0.2), ("hidden_1", 0.0)):
        ask_for(page, key)
        before, table = units(page), rows(page)
        grab(page, key, share)
        page.wait_for_function(
            """(old) => document.querySelector(".live-through span").textContent !== old""",
            arg=before[0],
        )
        assert rows(page) != table
        let_go(page)
        wait_until_idle(page)
    assert len(units(page)) == len(rows(page)) * 2 == 4


@pytest.mark.parametrize(
    ("first", "second"),
    [(0.0000123, 145_000.0), (1.5e-6, -250_000.0), (399_999.5, 0.0402)],
)
def test_numbers_of_any_size_stand_in_the_columns_of_the_table(
    first: float, second: float, page: Page, open_page: OpenPage
) -> None:
    shares = [(1.0, 1.0, 0.0), (1.5, 3.0, 1.0), (2.0, 1.5, 0.0), (2.5, 3.5, 1.0)]
    table = tuple((first * a, second * b, c) for a, b, c in shares)
    name = keep_table(Table(("a rather long name", "b", "won"), ("",) * 4, table))
    open_page(f"network?points=table&data={name}&h1=8&net_step=0")
    code = page.get_by_role("group", name=UNITS_TITLE).locator(".live-code").all_inner_texts()
    lines = [line.replace("\xa0", " ") for text in code for line in text.splitlines()]
    body = [line for line in lines if re.search(r"[0-9.]{2}$|e−[0-9]$", line)]
    assert len(body) == 2 + 8 + 1  # inputs, hidden units, output
    assert len({len(line) for line in body}) == 1, "every line ends in the same column"
    two = re.compile(r" −?[0-9.]+(e−?[0-9]+)? +−?[0-9.]+(e−?[0-9]+)?$")
    assert all(two.search(line) for line in body), "and has a gap between its numbers"
    for size, line in zip((first, second), body, strict=False):
        shown = float(line.split()[-2].replace("−", "-"))
        assert shown == pytest.approx(size, rel=5e-3)


@pytest.mark.parametrize(
    ("name", "value", "moving"),
    [("Classes", "classes", "fail_specks.x"), ("How sure it is", "certainty", "field.z")],
)
def test_the_plane_shows_what_is_chosen_and_moves(
    name: str, value: str, moving: str, page: Page, open_page: OpenPage
) -> None:
    open_page("network")
    page.get_by_role("button", name="What you see").click()
    page.get_by_role("radio", name=name).click()
    expect(page).to_have_url(re.compile(f"plane={value}"))
    page.keyboard.press("Escape")
    wait_until_idle(page)
    ask_for(page, "step_network")
    before = trace(page, "plane", moving)
    grab(page, "step_network", 0.2)
    wait_for_trace(page, "plane", moving, before)
    let_go(page)
    expect(page).to_have_url(re.compile(r"net_step=\d"))
    page.reload()
    wait_until_idle(page)
    assert trace(page, "plane", moving) != before


def test_the_fold_shows_any_two_units(page: Page, open_page: OpenPage) -> None:
    page.set_viewport_size({"width": 1280, "height": 1600})  # what is not seen is not drawn
    open_page("network?h1=4")
    titles = page.locator("[data-figure=fold] .textpoint text")
    expect(titles).to_have_text(["what hidden unit 1 answers →", "↑ what hidden unit 2 answers"])
    before = trace(page, "fold", "pass.y")
    page.get_by_role("button", name="What you see").click()
    page.get_by_role("combobox", name="Unit upwards").click()
    page.get_by_role("option", name="4", exact=True).click()
    expect(page).to_have_url(re.compile("fold2=4"))
    page.keyboard.press("Escape")
    wait_until_idle(page)
    expect(titles).to_have_text(["what hidden unit 1 answers →", "↑ what hidden unit 4 answers"])
    assert trace(page, "fold", "pass.y") != before
    ask_for(page, "hidden_1")
    grab(page, "hidden_1", 2 / 7)
    expect(titles).to_have_text(["what hidden unit 1 answers →", "↑ what hidden unit 2 answers"])
    let_go(page)
    expect(page).to_have_url(re.compile("h1=3"))
    wait_until_idle(page)
    page.get_by_role("button", name="What you see").click()
    shown = page.get_by_role("combobox", name="Unit upwards")
    expect(shown).to_have_value("2")
    shown.click()
    expect(page.get_by_role("option")).to_have_count(2)  # not the one across


def test_a_finding_offers_a_way_out_that_leads_out(page: Page, open_page: OpenPage) -> None:
    open_page("network?act=identity&h1=3")
    expect(number(page, "facts")).to_contain_text("Without an activation")
    way = page.get_by_role("button", name="Use tanh")
    said, found = (each.bounding_box() for each in (page.get_by_text("cannot bend."), way))
    assert said
    assert found
    assert 0 < found["x"] - said["x"] - said["width"] < 40  # pixels: one beside the other
    assert abs(found["y"] + found["height"] / 2 - said["y"] - said["height"] / 2) < 12
    way.click()
    expect(page).not_to_have_url(re.compile("act="))
    expect(number(page, "facts")).to_contain_text("draws a picture of its own")
    expect(way).to_have_count(0)
    tool(page, "Undo").click()
    expect(way).to_be_visible()


def test_a_release_into_trouble_brings_the_button(page: Page, open_page: OpenPage) -> None:
    open_page("network?points=circle&noise=25&test=50&layers=2&h1=8&h2=8&net_opt=adam&net_lr=0.1")
    expect(number(page, "trend")).to_contain_text("rises: it was lowest at step")
    way = page.get_by_role("button", name="where the test loss was lowest")
    expect(way).to_be_visible()
    best = re.search(r"step (\d+)", way.inner_text())
    assert best
    way.click()
    expect(page).to_have_url(re.compile(rf"net_step={best[1]}\b"))
    expect(way).to_have_count(0)
    wait_until_idle(page)
    expect(number(page, "trend")).to_contain_text("was lowest at step")
    ask_for(page, "step_network")
    grab(page, "step_network", 1.0)
    expect(number(page, "trend")).to_contain_text("rises")
    let_go(page)
    expect(way).to_be_visible()
