"""The slice of the loss in a real browser: the step, the cut, the two directions, the link."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage, OpenPage, ask_to_be_shown, wait_until_idle
from tests.browser.test_network import ask_for
from tests.browser.test_pages import (
    all_numbers,
    grab,
    let_go,
    number,
    sent_frames,
    shown,
    trace,
    wait_for_trace,
)
from tests.conftest import Server
from visualizer.words.lesson import OPENS

IN_IT = "Here the network itself lies in the slice: the point is where it is."


def test_the_training_leaves_the_slice_under_the_thumb(page: Page, open_page: OpenPage) -> None:
    frames = sent_frames(page)
    open_page("slice")
    expect(number(page, "whereabouts")).to_have_text(OPENS)
    ask_to_be_shown(page)
    expect(number(page, "whereabouts")).to_have_text(IN_IT)
    told, point = len(frames), trace(page, "slice", "marker.x")
    grab(page, "step_network", 0.0)
    wait_for_trace(page, "slice", "marker.x", point)
    expect(number(page, "whereabouts")).to_contain_text("The point is only a shadow")
    assert shown(page, "distance") > 1
    assert trace(page, "slice", "marker.marker.symbol") == '"circle-open"'
    assert len(frames) == told
    let_go(page)
    expect(page).to_have_url(re.compile("net_step=0"))


def test_the_slice_is_cut_elsewhere_and_the_landscape_follows(
    page: Page, open_page: OpenPage
) -> None:
    open_page("slice?net_step=0")
    ask_to_be_shown(page)
    ask_for(page, "slice_step")
    field, below = trace(page, "slice", "field.z"), trace(page, "slice_curve", "other.y")
    grab(page, "slice_step", 0.0)
    wait_for_trace(page, "slice", "field.z", field)
    wait_for_trace(page, "slice_curve", "other.y", below)
    expect(number(page, "whereabouts")).to_have_text(IN_IT)
    dragged = trace(page, "slice", "field.z")
    let_go(page)
    expect(page).to_have_url(re.compile("cut_at=0"))
    wait_until_idle(page)
    expect(number(page, "whereabouts")).to_have_text(IN_IT)
    assert len(trace(page, "slice", "field.z")) > 0.5 * len(dragged)


def test_other_directions_are_chosen_and_a_link_shows_them(
    page: Page, open_page: OpenPage, make_page: MakePage, other_server: Server
) -> None:
    open_page("slice?h1=3&points=moons&net_step=40")
    field = trace(page, "slice", "field.z")
    page.get_by_role("button", name="What the picture shows").click()
    page.get_by_role("radio", name="Two random directions").click()
    page.get_by_role("button", name="Other directions").click()
    expect(page).to_have_url(re.compile("cut_seed=1"))
    wait_until_idle(page)
    assert trace(page, "slice", "field.z") != field
    there = page.url.partition("/slice")[2]
    other = make_page()
    open_page(f"slice{there}", on=other, base=other_server.url)
    assert all_numbers(other) == all_numbers(page)
    assert trace(other, "slice", "field.z") == trace(page, "slice", "field.z")


def test_a_weight_is_chosen_from_the_list(page: Page, open_page: OpenPage) -> None:
    open_page("slice")
    page.get_by_role("button", name="What the picture shows").click()
    page.get_by_role("combobox", name="Across").click()
    page.get_by_role("option", name="Bias of the output").click()
    expect(page).to_have_url(re.compile("across=72"))
    wait_until_idle(page)
    expect(page.locator('[data-figure="slice"]')).to_contain_text("Bias of the output")


def test_a_bad_link_says_what_was_wrong(page: Page, open_page: OpenPage) -> None:
    open_page("slice?cut=cake&across=-1&up=5000&reach=2&cut_seed=x&cut_at=301")
    for key in ("cut", "across", "up", "reach", "cut_seed"):
        expect(page.get_by_text(f"{key} = “")).to_be_visible()
    expect(number(page, "whereabouts")).to_have_text(OPENS)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
