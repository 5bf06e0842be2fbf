"""A network's training branches in a real browser: two futures, dragged, reloaded, removed."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_network import ask_for
from tests.browser.test_pages import (
    grab,
    let_go,
    sent_frames,
    slider,
    trace,
    wait_for_trace,
)

RATE = "branch_rate_network"


def told(page: Page) -> str:
    return page.get_by_text(re.compile("^The branch ")).inner_text()


def click_in_how_it_learns(page: Page, button: str) -> None:
    page.get_by_role("button", name="How it learns").click()
    page.get_by_role("button", name=button).click()
    page.keyboard.press("Escape")


def test_a_branch_is_dragged_reloaded_and_removed(page: Page, open_page: OpenPage) -> None:
    posts: list[str] = []
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    frames = sent_frames(page)
    page.set_viewport_size({"width": 1280, "height": 1400})  # in which all of it is seen
    open_page("network?net_step=60")
    expect(slider(page, RATE)).to_have_count(0)
    click_in_how_it_learns(page, "Branch at this step")
    expect(page).to_have_url(re.compile("net_branch=60"))
    expect(page.get_by_text("The branch leaves at step 60 at a rate of 3.0")).to_be_visible()
    wait_until_idle(page)
    curve, border = trace(page, "loss_curve", "branch.y"), trace(page, "plane", "branch.z")
    assert border == trace(page, "plane", "border.z")  # here both futures are the same

    ask_for(page, "step_network")
    grab(page, "step_network", 0.5)
    wait_for_trace(page, "plane", "branch.z", border)
    assert trace(page, "plane", "branch.z") != trace(page, "plane", "border.z")
    assert trace(page, "loss_curve", "branch.y") == curve
    let_go(page)
    expect(page).to_have_url(re.compile("net_step=1"))
    wait_until_idle(page)

    ask_for(page, RATE)
    sent, posted = len(frames), len(posts)
    border, first = trace(page, "plane", "branch.z"), trace(page, "plane", "border.z")
    grab(page, RATE, 1.0)
    wait_for_trace(page, "loss_curve", "branch.y", curve)
    wait_for_trace(page, "plane", "branch.z", border)
    expect(page.get_by_text("The branch leaves at step 60 at a rate of 10.0000")).to_be_visible()
    assert (len(frames), len(posts)) == (sent, posted)
    assert trace(page, "plane", "border.z") == first  # the training itself stays
    let_go(page)
    expect(page).to_have_url(re.compile("net_branch_lr=10"))
    wait_until_idle(page)
    said, curve = told(page), trace(page, "loss_curve", "branch.y")

    page.reload()
    wait_until_idle(page)
    assert told(page) == said
    assert trace(page, "loss_curve", "branch.y") == curve

    click_in_how_it_learns(page, "Remove the branch")
    expect(slider(page, RATE)).to_have_count(0)
    expect(page).not_to_have_url(re.compile("net_branch"))
    wait_until_idle(page)
    assert trace(page, "loss_curve", "branch.y") == "[]"


def test_a_branch_with_no_step_left_says_what_to_do(page: Page, open_page: OpenPage) -> None:
    open_page("network")
    click_in_how_it_learns(page, "Branch at this step")
    expect(page.get_by_text("which is the last one, so it has no step of its own")).to_be_visible()
