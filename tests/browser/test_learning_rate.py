"""The race of learning rates under a student's hands, in real Chromium over the real server."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, ask_to_be_shown, wait_until_idle
from tests.browser.test_pages import (
    click,
    control,
    grab,
    let_go,
    number,
    sent_frames,
    slider,
    tool,
    trace,
    wait_for_trace,
)

OpenRace = Callable[..., None]

RACERS = ("low", "mid", "high")
FIGURES = ("map", "race", "gauge")
RANGES = """() => ["map", "race", "gauge"].flatMap((name) => {
    const plot = document.querySelector(`[data-figure="${name}"] .js-plotly-plot`);
    return [plot._fullLayout.xaxis.range, plot._fullLayout.yaxis.range].flat();
})"""
PLACE_OF = """([x, y]) => {
    const plot = document.querySelector('[data-figure="map"] .js-plotly-plot');
    const { xaxis, yaxis } = plot._fullLayout;
    const box = plot.getBoundingClientRect();
    return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}"""

LAST_LOSS = """() => [...liveStages.shown].map(({ numbers }) => numbers.values.get("loss_end_low"))
    .find((loss) => loss !== undefined)"""
MOMENT = "**/live/moment"
HELPED = """() => [...liveStages.shown].map(({ waiting }) => waiting?.helped)
    .filter((helped) => helped !== undefined)"""
LOCKED_WAYS = """(locked) => {
    classRoom.room.limits.take({ hidden: [], locked }, "learning_rate");
    return [...document.querySelectorAll(".live-ways button")].filter(({ inert }) => inert).length;
}"""


@pytest.fixture
def open_race(open_page: OpenPage, page: Page) -> Callable[..., None]:
    """Open the race for who has asked to be shown, and so sees all of it."""

    def open_(query: str = "") -> None:
        open_page(f"learning_rate{query}")
        ask_to_be_shown(page)
        wait_until_idle(page, 2)

    return open_


def words(page: Page) -> list[str]:
    return [number(page, f"word_{racer}").inner_text() for racer in RACERS]


def drawn(page: Page, figure: str, target: str) -> list[float]:
    return json.loads(trace(page, figure, target))


def expect_nothing_broken(page: Page) -> None:
    """Check that axes are finite, every racer has its words, and every picture is drawn."""
    assert all(math.isfinite(end) for end in page.evaluate(RANGES))
    assert all(words(page))
    for racer in RACERS:
        expect(number(page, f"diagnosis_{racer}")).to_contain_text(re.compile(r"\w{3,}.*\."))
    for figure in FIGURES:
        box = page.locator(f'[data-figure="{figure}"] .main-svg').first.bounding_box()
        assert box["height"] > 100
        assert page.locator(f'[data-figure="{figure}"] .trace').count() > 0
        assert page.locator(f'[data-figure="{figure}"]').get_attribute("aria-label")
    assert "{" not in page.locator(".live-stage").first.inner_text()


def test_three_racers_run_from_one_start_under_one_timeline(
    page: Page, open_race: OpenRace
) -> None:
    open_race("?step=0")
    assert words(page) == ["crawling", "finished", "diverged"]
    for figure in ("map", "race"):
        places = [drawn(page, figure, f"{racer}_marker.y") for racer in RACERS]
        assert places[0] == places[1] == places[2]
    click(page, "forward-10")
    expect(slider(page, "step")).to_have_value("10")
    wait_until_idle(page, 2)
    apart = {tuple(drawn(page, "map", f"{racer}_marker.x")) for racer in RACERS}
    assert len(apart) == 3
    for racer in RACERS:
        assert drawn(page, "race", f"{racer}_marker.x") == [10]
        assert len(drawn(page, "race", f"{racer}_so_far.y")) == 11


def test_the_race_plays_to_its_end(page: Page, open_race: OpenRace) -> None:
    open_race("?step=0&steps=50")
    page.locator('[data-action="speed"]').select_option("60")
    click(page, "play")
    expect(page.locator('[data-action="play"]')).to_have_attribute("data-playing", "true")
    expect(page.locator('[data-action="play"]')).to_have_attribute("data-playing", "false")
    expect(slider(page, "step")).to_have_value("50")
    wait_until_idle(page)
    expect(page).to_have_url(re.compile(r"step=50"))


@pytest.mark.parametrize("racer", RACERS)
def test_a_drag_bends_the_path_and_changes_the_words_before_it_ends(
    racer: str, page: Page, open_race: OpenRace
) -> None:
    frames = sent_frames(page)
    open_race("?step=40&lr1=0.3&lr2=0.3&lr3=0.3")
    curve, path, mark = (
        trace(page, figure, target)
        for figure, target in (
            ("race", f"{racer}_so_far.y"),
            ("map", f"{racer}_so_far.x"),
            ("gauge", f"{racer}.x"),
        )
    )
    others = [trace(page, "race", f"{other}_so_far.y") for other in RACERS if other != racer]
    known = len(frames)
    grab(page, f"learning_rate_{racer}", 0.9)
    wait_for_trace(page, "race", f"{racer}_so_far.y", curve)
    wait_for_trace(page, "map", f"{racer}_so_far.x", path)
    wait_for_trace(page, "gauge", f"{racer}.x", mark)
    expect(number(page, f"word_{racer}")).to_have_text("diverged")
    assert len(frames) == known, "the server heard nothing yet"
    assert others == [trace(page, "race", f"{o}_so_far.y") for o in RACERS if o != racer]
    let_go(page)
    expect(page.get_by_role("button", name=re.compile("Half of the limit for "))).to_have_count(1)
    expect(number(page, f"word_{racer}")).to_have_text("diverged")


def test_extreme_rates_in_any_order_break_nothing(page: Page, open_race: OpenRace) -> None:
    open_race()
    for ends in (("End", "Home", "End"), ("Home", "End", "Home"), ("End", "End", "End")):
        for racer, end in zip(RACERS, ends, strict=True):
            slider(page, f"learning_rate_{racer}").press(end)
            word = "diverged" if end == "End" else "crawling"
            expect(number(page, f"word_{racer}")).to_have_text(word)
            wait_until_idle(page, 2)
            expect_nothing_broken(page)


@pytest.mark.parametrize("activation", ["relu", "silu", "sigmoid"])
def test_extreme_rates_break_no_other_neuron(
    activation: str, page: Page, open_race: OpenRace
) -> None:
    open_race(f"?activation={activation}&lr1=100&lr2=0.001&lr3=100")
    expect_nothing_broken(page)
    expect(page.get_by_text("only a guide")).to_be_visible()


def test_a_logarithmic_axis_shows_the_same_losses(page: Page, open_race: OpenRace) -> None:
    open_race()
    curve = trace(page, "race", "mid_so_far.y")
    page.get_by_role("button", name="More choices").click()
    page.get_by_text("Logarithmic", exact=True).click()
    expect(page).to_have_url(re.compile("loss_axis=log"))
    wait_until_idle(page, 2)
    page.wait_for_function(
        """() => document.querySelector('[data-figure="race"] .js-plotly-plot')
            ._fullLayout.yaxis.type === "log" """
    )
    assert trace(page, "race", "mid_so_far.y") == curve
    expect_nothing_broken(page)


def test_a_click_on_the_map_sets_the_start_of_all(page: Page, open_race: OpenRace) -> None:
    open_race()
    page.locator('[data-figure="map"]').scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate(PLACE_OF, [0.5, -0.75]))
    expect(page).to_have_url(re.compile("w1=0.[45]"))
    wait_until_idle(page, 2)
    for racer in RACERS:
        assert drawn(page, "map", f"{racer}_so_far.x")[0] == pytest.approx(0.5, abs=0.02)
        assert drawn(page, "map", f"{racer}_so_far.y")[0] == pytest.approx(-0.75, abs=0.02)


def test_a_way_out_leads_out(page: Page, open_race: OpenRace) -> None:
    frames = sent_frames(page)
    open_race()
    known = len(frames)
    ways = page.get_by_role("group", name="Ways out of trouble")
    ways.get_by_role("button", name="Halve the rate of C: 0.3").press("Enter")
    expect(page).to_have_url(re.compile(r"lr3=0\.3"))
    expect(number(page, "word_high")).to_have_text(re.compile("finished|converging"))
    field = control(page, "learning_rate_high").get_by_role("textbox")
    expect(field).to_have_value("0.3000")
    expect(ways.get_by_role("button")).to_have_text(["Half of the limit for A: 0.289"])
    expect(ways).to_be_focused()  # where a button is gone, its place has the focus
    ways.get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"lr1=0\.289"))
    expect(ways.get_by_role("button")).to_have_count(0)
    assert page.evaluate(LAST_LOSS) < 0.001
    expect(page.locator('[data-goal="wake_a"]')).to_have_attribute("data-reached", "false")
    wait_until_idle(page, 2)
    assert len(frames) == known, "no run of the page was asked for"
    tool(page, "Undo").click()
    expect(page).not_to_have_url(re.compile("lr1="))
    expect(field).to_have_value("0.3000")
    expect(ways.get_by_role("button")).to_have_text(["Half of the limit for A: 0.289"])


def test_the_button_of_a_way_out_keeps_the_focus_and_is_locked_with_what_it_would_move(
    page: Page, open_race: OpenRace
) -> None:
    open_race("?activation=sigmoid&lr1=0.001")
    assert page.evaluate(LOCKED_WAYS, ["bias"]) == 0
    assert page.evaluate(LOCKED_WAYS, ["learning_rate_low"]) == 1
    assert page.evaluate(LOCKED_WAYS, []) == 0
    page.get_by_role("button", name="Ten times the rate for A: 0.01").press("Enter")
    expect(page.get_by_role("button", name="Ten times the rate for A: 0.1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"lr1=0\.1"))


def test_a_way_out_rests_while_an_answer_comes_and_a_move_after_it_is_of_the_hand(
    page: Page, open_race: OpenRace
) -> None:
    held: list[Route] = []
    open_race("?activation=sigmoid&lr1=0.001")
    way = page.get_by_role("button", name="Ten times the rate for A: 0.01")
    page.route(MOMENT, lambda route: held.append(route))
    with page.expect_request(MOMENT):
        way.press("Enter")
    expect(way).to_be_disabled()
    way.press("Enter")
    assert page.evaluate(HELPED) == [True]
    with page.expect_request(MOMENT):
        slider(page, "learning_rate_mid").press("ArrowRight")
    assert page.evaluate(HELPED) == [False]
    names = {route.request.post_data_json["name"] for route in held}
    assert len(names) == 2, "the second press is none"
    for route in held:
        route.continue_()
    page.unroute(MOMENT)
    expect(page.get_by_role("button", name="Ten times the rate for A: 0.1")).to_be_enabled()
    wait_until_idle(page, 2)


def test_the_scaling_lab_shows_three_valleys(page: Page, open_race: OpenRace) -> None:
    open_race()
    lab = page.locator('[data-figure="scaling"]')
    lab.scroll_into_view_if_needed()
    expect(lab).to_have_attribute("aria-label", re.compile("2,150.*131.*1.1"))
    expect(lab.locator(".contour")).to_have_count(3)
    page.get_by_text("Standardized", exact=True).first.click()
    wait_until_idle(page, 2)
    expect(number(page, "limit")).to_have_text("0.9555")


def test_nobody_sees_the_race_before_the_guess(page: Page, open_page: OpenPage) -> None:
    open_page("learning_rate")
    wait_until_idle(page)
    expect(page.locator('[data-action="play"]')).to_be_disabled()
    expect(slider(page, "step")).to_be_disabled()
    expect(control(page, "step")).to_contain_text("This opens with your guess.")
    expect(slider(page, "learning_rate_low")).to_be_enabled()
    ask_to_be_shown(page)
    click(page, "forward-10")
    expect(slider(page, "step")).to_have_value("10")
