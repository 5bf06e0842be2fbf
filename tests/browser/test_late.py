"""What comes once it is wanted: landscapes, and pictures in space."""

from __future__ import annotations

import json
import re
import time
from itertools import pairwise

import torch
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.conftest import (
    TWO_FRAMES,
    MakePage,
    OpenPage,
    ask_to_be_shown,
    show_in_space,
    wait_until_idle,
)
from tests.browser.test_pages import (
    control,
    grab,
    let_go,
    light_only,
    number,
    set_number,
    slider,
    trace,
    wait_for_trace,
)
from tests.live.finger import PHONE
from visualizer.core.datasets import make_three_students

LATE = "**/live/late"
BUTTON = ".live-wake"
COUNT_READS = """() => {
    globalThis.left = [...liveStages.shown][0];
    const read = left.read;
    left.reads = 0;
    left.read = (...message) => {
        left.reads += 1;
        read.apply(left, message);
    };
}"""

# Whether the focus stands in the picture in space or behind it.
IS_AHEAD = """() => {
    const frame = document.querySelector(".live-frame:has([data-space])");
    const place = frame.compareDocumentPosition(document.activeElement);
    return Boolean(place & Node.DOCUMENT_POSITION_FOLLOWING);
}"""


def losses_with(bias: float) -> torch.Tensor:
    """Return the loss at each place of the surface page's map, by its formula."""
    data, ends = make_three_students(), torch.linspace(-1.5, 1.5, 61)
    up, across = torch.meshgrid(ends, ends, indexing="ij")
    weights = torch.stack([across, up], -1)
    predictions = torch.sigmoid(weights @ data.inputs.T + bias)
    return ((predictions - data.targets) ** 2).mean(-1)


def test_a_landscape_comes_when_somebody_is_about_to_move_something_and_once(
    page: Page, open_page: OpenPage
) -> None:
    asked: list[str] = []
    page.on("request", lambda each: "live/late" in each.url and asked.append(each.url))
    open_page("surface", space=False)
    page.mouse.move(700, 90)  # over the words above
    page.evaluate(TWO_FRAMES)
    assert not asked
    field = trace(page, "contour", "field.z")
    with page.expect_response(LATE):
        control(page, "weight_1").hover()
    grab(page, "bias", 0.1)
    wait_for_trace(page, "contour", "field.z", field)
    let_go(page)
    for name in ("Loss", "The surface"):
        page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
        expect(page.get_by_test_id("stTopNavLink").filter(has_text=name)).to_be_visible()
        wait_until_idle(page)
    control(page, "weight_1").hover()
    grab(page, "bias", 0.7)
    let_go(page)
    assert len(asked) == 1


def test_before_a_landscape_is_there_no_wrong_one_is_shown(page: Page, open_page: OpenPage) -> None:
    held: list[Route] = []
    page.route(LATE, lambda route: held.append(route))
    open_page("surface", space=False)
    field = trace(page, "contour", "field.z")
    said, stage = number(page, "bias").inner_text(), page.locator(".live-stage")
    grab(page, "bias", 0.1)
    expect(stage).to_have_attribute("data-stage", "waiting")
    assert number(page, "bias").inner_text() == said
    assert trace(page, "contour", "field.z") == field
    for route in held:
        route.continue_()
    wait_for_trace(page, "contour", "field.z", field)
    expect(number(page, "bias")).not_to_have_text(said)
    expect(stage).to_have_attribute("data-stage", "ready")
    let_go(page)


def test_where_it_never_comes_a_release_is_shown_by_the_page(
    page: Page, open_page: OpenPage
) -> None:
    open_page("surface", space=False)
    page.route(LATE, lambda route: route.fulfill(status=204))
    field = trace(page, "contour", "field.z")
    for key in ("Home", "End"):
        slider(page, "bias").press(key)
    expect(page).to_have_url(re.compile("b=3"))
    wait_for_trace(page, "contour", "field.z", field)
    wait_until_idle(page)
    seen = torch.tensor(json.loads(trace(page, "contour", "field.z")))
    assert torch.allclose(seen, losses_with(bias=3.0), rtol=2e-3)


def test_a_drag_without_its_landscape_asks_seldom_says_so_and_is_shown_when_let_go(
    page: Page, open_page: OpenPage
) -> None:
    asked: list[float] = []

    def refuse(route: Route) -> None:
        asked.append(time.monotonic())
        route.fulfill(status=204)

    open_page("surface", space=False)
    page.route(LATE, refuse)
    field, trouble = trace(page, "contour", "field.z"), page.locator(".live-trouble")
    grab(page, "bias", 0.1)
    left = slider(page, "bias").bounding_box()
    for part in range(40):
        page.mouse.move(left["x"] + (0.1 + 0.02 * part) * left["width"], left["y"] + 3)
        page.evaluate(TWO_FRAMES)
    expect(trouble).to_contain_text("could not be loaded")
    assert all(later - earlier > 2 for earlier, later in pairwise(asked))
    assert len(asked) >= 2
    let_go(page)
    wait_for_trace(page, "contour", "field.z", field)
    wait_until_idle(page)


def test_play_without_its_landscape_asks_again_or_stops_and_says_so(
    page: Page, open_page: OpenPage
) -> None:
    answers = [204, 404]
    asked: list[int] = []

    def refuse(route: Route) -> None:
        asked.append(len(asked))
        if answers:
            route.fulfill(status=answers.pop())
        else:
            route.continue_()

    open_page("training", space=False)
    ask_to_be_shown(page)
    page.route(LATE, refuse)
    steps, trouble = control(page, "step"), page.locator(".live-trouble")
    play, stood = steps.locator("[data-action=play]"), slider(page, "step").input_value()
    play.click()
    expect(trouble).to_contain_text("could not be loaded")
    expect(play).to_have_text("Play")
    assert len(asked) == 2
    answers.append(204)
    play.press("Enter")
    expect(slider(page, "step")).not_to_have_value(stood)
    expect(trouble).to_be_empty()
    assert len(asked) == 4


def test_an_answer_waits_for_no_landscape_it_does_not_show_nor_is_it_read_on_a_page_that_was_left(
    page: Page, open_page: OpenPage
) -> None:
    held: list[tuple[Route, APIResponse]] = []
    page.route(LATE, lambda route: held.append((route, route.fetch())))
    open_page("surface", space=False)
    page.evaluate(COUNT_READS)
    slider(page, "weight_1").press("Home")  # moves the point over the same landscape
    expect(page).to_have_url(re.compile("w1="))
    page.wait_for_function("() => left.reads === 1")
    wait_until_idle(page)
    with page.expect_response("**/live/moment"):
        slider(page, "bias").press("Home")
    page.get_by_test_id("stTopNavLink").filter(has_text="Loss").click()
    page.wait_for_function("() => !left.root.isConnected")
    wait_until_idle(page)
    route, answer = held[0]
    route.fulfill(response=answer)
    page.wait_for_function("() => left.shared.every(({ values }) => values)")
    assert page.evaluate("() => left.reads") == 1


def test_a_phone_draws_in_space_what_is_scrolled_to(
    make_page: MakePage, open_page: OpenPage
) -> None:
    phone = open_page("surface", on=make_page(**PHONE), space=False)
    expect(phone.locator(BUTTON)).not_to_be_in_viewport()
    assert phone.locator('[data-figure="surface"] canvas').count() == 0
    phone.locator('[data-figure="surface"]').scroll_into_view_if_needed()
    expect(phone.locator('[data-figure="surface"] canvas').first).to_be_attached()
    expect(phone.locator(BUTTON)).to_have_count(0)


def test_a_key_shows_it_in_space_and_keeps_the_focus_there(page: Page, open_page: OpenPage) -> None:
    open_page("surface", space=False)
    page.locator(BUTTON).focus()
    page.keyboard.press("Enter")
    expect(page.locator(BUTTON)).to_have_count(0)
    expect(page.locator(".live-frame:has([data-space])")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(IS_AHEAD), "the next key led back to the top of the page"


def test_a_picture_that_sleeps_wakes_as_what_is_seen_by_then(
    page: Page, open_page: OpenPage
) -> None:
    open_page("surface", space=False)
    grab(page, "weight_1", 0.8)
    let_go(page)
    moved, address = trace(page, "contour", "marker.x"), page.url
    set_number(page, "weight_1", "4", "w1")  # beyond the map, which becomes another one
    page.go_back()
    expect(page).to_have_url(address)
    wait_until_idle(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".live-stage")).to_have_attribute("data-theme", "dark")
    wait_until_idle(page)
    expect(page.locator(BUTTON)).to_have_count(1)
    assert page.locator('[data-figure="surface"] canvas').count() == 0
    show_in_space(page)
    assert trace(page, "contour", "marker.x") == moved
    assert trace(page, "surface", "marker.x") == moved
    assert not any(light_only(page))
    heights = trace(page, "surface", "surface.z")
    grab(page, "bias", 0.1)
    wait_for_trace(page, "surface", "surface.z", heights)
    let_go(page)
