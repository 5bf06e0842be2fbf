"""Points of pictures under a mouse, a finger and the arrow keys, in real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_pages import control, number, trace, wait_for_trace
from tests.live.finger import PHONE, Fingers, scroll_to, scrolled, wait_until_scrolled

ROUTE = "live/moment"
PRESS = """(node, keys) => keys.forEach((key) =>
    node.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })))"""


def point_of(page: Page) -> Locator:
    point = page.locator("[data-grip]")
    expect(point).to_be_visible()
    return point


def middle_of(node: Locator) -> tuple[float, float]:
    box = node.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def told(page: Page) -> list[dict]:
    """Return a list that fills with every message to the server."""
    found: list[dict] = []
    page.on("request", lambda each: ROUTE in each.url and found.append(each.post_data_json))
    return found


def take(page: Page) -> tuple[float, float]:
    """Take the point with the mouse, and wait until it knows where it can go."""
    point = point_of(page)
    point.scroll_into_view_if_needed()
    place = middle_of(point)
    page.mouse.move(*place)
    page.mouse.down()
    wait_until_idle(page)
    return place


def test_the_point_of_the_map_is_dragged_with_everything_it_leads_to(
    page: Page, open_page: OpenPage
) -> None:
    open_page("surface")
    messages = told(page)
    left, top = take(page)
    assert [each["wanted"] for each in messages] == ["surface_point"]
    assert not messages[0]["values"]
    before = trace(page, "contour", "trail.x"), trace(page, "surface", "marker.z")
    loss = number(page, "loss").inner_text()
    page.mouse.move(left + 80, top - 40, steps=6)
    wait_for_trace(page, "contour", "trail.x", before[0])
    wait_for_trace(page, "surface", "marker.z", before[1])
    expect(number(page, "loss")).not_to_have_text(loss)
    field = control(page, "weight_1").get_by_role("textbox")
    expect(field).not_to_have_value("−0.5000")
    held, shown = number(page, "loss").inner_text(), field.input_value()
    assert len(messages) == 1, "something was sent while the point was held"
    page.mouse.up()
    expect(page).to_have_url(re.compile("w1=.*w2="))
    wait_until_idle(page)
    assert [set(each["values"]) for each in messages[1:]] == [{"weight_1", "weight_2"}]
    # What was looked up is what the server finds for the numbers that it was told.
    assert number(page, "loss").inner_text() == held
    assert field.input_value() == shown
    expect(point_of(page)).to_have_attribute(
        "aria-valuetext", re.compile(f"w₁ = {shown[:-2]}.*{held}")
    )


def test_my_row_is_dragged_over_the_plane(page: Page, open_page: OpenPage) -> None:
    open_page("your_data")
    messages = told(page)
    prediction = number(page, "prediction").inner_text()
    left, top = take(page)
    page.mouse.move(left - 120, top + 90, steps=6)
    expect(number(page, "prediction")).not_to_have_text(prediction)
    held = number(page, "prediction").inner_text()
    ring = trace(page, "plane", "point.x")
    assert [each["values"] for each in messages] == [{}]
    page.mouse.up()
    expect(page).to_have_url(re.compile("x1=.*x2="))
    wait_until_idle(page)
    assert number(page, "prediction").inner_text() == held
    (value,) = json.loads(ring)
    # The page around the stage follows: its field below the table has the same number.
    mine = page.get_by_role("textbox", name="My row: hours studied")
    expect(mine).to_have_value(f"{round(value, 1):g}")


def test_escape_puts_the_point_back_and_keys_move_it(page: Page, open_page: OpenPage) -> None:
    open_page("surface?w1=0.2&w2=0.31")
    messages = told(page)
    loss = number(page, "loss").inner_text()
    left, top = take(page)
    page.mouse.move(left + 1, top + 1)  # who only presses moves nothing, though a hand trembles
    page.mouse.up()
    page.mouse.down()
    page.mouse.move(left - 60, top + 30, steps=4)
    expect(number(page, "loss")).not_to_have_text(loss)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(number(page, "loss")).to_have_text(loss)
    assert [each["values"] for each in messages] == [{}]
    # Close after one another, however slow the machine is.
    point_of(page).evaluate(PRESS, ["ArrowRight", "ArrowRight", "ArrowDown"])
    expect(point_of(page)).to_have_attribute("aria-valuetext", re.compile("0.30.*0.30"))
    # The other number stays as it was typed until a key moves it.
    expect(page).to_have_url(re.compile("w1=0.3&w2=0.3$"))
    wait_until_idle(page)
    assert [each["values"] for each in messages[1:]] == [{"weight_1": 0.3, "weight_2": 0.3}]


def test_a_finger_drags_the_point_and_beside_it_scrolls(
    make_page: Callable[..., Page], open_page: OpenPage
) -> None:
    phone = open_page("surface", on=make_page(**PHONE))
    messages = told(phone)
    fingers = Fingers(phone)
    point = point_of(phone)
    x, y = middle_of(point)
    beside = x + 70, y + 60
    before = scrolled(phone)
    fingers.swipe(beside, (beside[0], beside[1] - 150))
    wait_until_scrolled(phone, before)
    scroll_to(phone, scrolled(phone))  # it may still glide
    assert not messages
    at = scrolled(phone)
    x, y = middle_of(point)
    fingers.down((x, y))
    fingers.pull((x, y), (x + 30, y + 60))
    expect(point).to_have_attribute("aria-valuetext", re.compile("w₂ = −0"), timeout=10_000)
    fingers.up()
    expect(phone).to_have_url(re.compile("w1=.*w2="))
    wait_until_idle(phone)
    assert scrolled(phone) == at
    assert [set(each["values"]) for each in messages if each["values"]] == [
        {"weight_1", "weight_2"}
    ]


def test_the_point_of_cross_entropy_takes_that_of_the_other_map_along(
    page: Page, open_page: OpenPage
) -> None:
    open_page("surface?beside=cross_entropy")
    squared, crossed = (
        page.locator(f'[data-grip="{name}"]') for name in ("surface_point", "cross_entropy_point")
    )
    crossed.scroll_into_view_if_needed()
    left, top = middle_of(crossed)
    page.mouse.move(left, top)
    page.mouse.down()
    wait_until_idle(page)
    before = trace(page, "contour", "marker.x"), middle_of(squared)
    page.mouse.move(left + 40, top - 30, steps=6)
    wait_for_trace(page, "contour", "marker.x", before[0])
    x, y = middle_of(squared)
    assert x > before[1][0]
    assert y < before[1][1]
    page.mouse.up()
    expect(page).to_have_url(re.compile("w1=.*w2="))
    wait_until_idle(page)
    assert middle_of(squared) == pytest.approx((x, y), abs=3)
    # Let go of, the other one has no place of its own either, though its answer is still to come.
    for point in (crossed, squared):
        point.focus()
        wait_until_idle(page)  # then it knows where it can go
    held: list[Route] = []
    page.route(f"**/{ROUTE}", lambda route: held.append(route))
    squared.press("ArrowLeft")
    page.wait_for_function("() => [...liveStages.shown][0].waiting")
    left, top = middle_of(squared)
    crossed.focus()
    stood = crossed.get_attribute("aria-valuenow")
    crossed.press("Shift+ArrowLeft")
    expect(crossed).not_to_have_attribute("aria-valuenow", stood)
    expect(squared).to_have_attribute("aria-valuenow", crossed.get_attribute("aria-valuenow"))
    x, y = middle_of(squared)
    assert x < left - 5
    assert y == pytest.approx(top, abs=1)
    for route in held:
        route.continue_()
    page.unroute(f"**/{ROUTE}")
    wait_until_idle(page)
    assert middle_of(squared) == pytest.approx((x, y), abs=1)
