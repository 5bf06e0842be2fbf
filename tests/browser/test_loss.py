"""The loss under a student's hands, and the experiment, in real Chromium."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, ask_to_be_shown, wait_until_idle
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

WIDTHS = """([figure, uid]) => {
    const plot = document.querySelector(`[data-figure="${figure}"] .js-plotly-plot`);
    const path = plot.querySelectorAll(".scatterlayer .trace");
    const place = plot.data.findIndex((each) => each.uid === uid);
    const box = path[place].querySelector(".js-fill, .fills path")?.getBBox()
        ?? path[place].getBBox();
    return [box.width, box.height];
}"""


def student_square(page: Page, student: int) -> tuple[float, float]:
    """Return width and height of one student's square, in units of the picture's axes."""
    x, y = (json.loads(trace(page, "squares", f"squares.{axis}")) for axis in "xy")
    start = 6 * (student - 1)
    return x[start + 1] - x[start], y[start + 2] - y[start + 1]


def test_square_and_point_follow_the_finger_before_the_release(
    page: Page, open_page: OpenPage
) -> None:
    frames = sent_frames(page)
    open_page("loss")
    start, told = page.url, len(frames)
    square, point = trace(page, "squares", "squares.y"), trace(page, "parabola", "point.x")
    mean = trace(page, "squares", "mean.x")
    grab(page, "bias", 0.2)
    wait_for_trace(page, "squares", "squares.y", square)
    wait_for_trace(page, "squares", "mean.x", mean)
    page.locator('[data-figure="parabola"]').scroll_into_view_if_needed()
    wait_for_trace(page, "parabola", "point.x", point)
    side, rise = student_square(page, 2)
    residual = shown(page, "residual_2")
    assert side == pytest.approx(abs(residual), abs=1e-4)
    assert rise == pytest.approx(residual, abs=1e-4)
    (x,) = json.loads(trace(page, "parabola", "point.x"))
    assert x == pytest.approx(shown(page, "prediction"), abs=1e-5)
    assert (page.url, len(frames)) == (start, told)
    let_go(page)
    expect(page).to_have_url(re.compile("[?&]b="))


def test_the_loss_on_screen_is_the_mean_of_the_squares_on_screen(open_page: OpenPage) -> None:
    page = open_page("loss")
    for share in (0.1, 0.45, 0.9):
        grab(page, "weight_1", share)
        let_go(page)
        errors = [shown(page, f"squared_error_{student}") for student in (1, 2, 3)]
        assert shown(page, "loss") == pytest.approx(sum(errors) / 3, rel=1e-4)


@pytest.mark.parametrize("width", [390, 1280])
def test_squares_are_square_on_the_screen(width: int, make_page, open_page: OpenPage) -> None:
    page = open_page("loss", on=make_page(viewport={"width": width, "height": 900}))
    wide, high = page.evaluate(WIDTHS, ["squares", "mean"])
    assert wide > 5
    assert wide == pytest.approx(high, abs=1.5)


def test_moves_are_counted_once_per_release(open_page: OpenPage) -> None:
    page = open_page("loss")
    moves = number(page, "moves")
    expect(moves).to_have_text("0")
    for place, share in enumerate((0.45, 0.4, 0.3), start=1):
        grab(page, "bias", share)
        expect(moves).to_have_text(str(place - 1))  # not while the finger is down
        let_go(page)
        expect(moves).to_have_text(str(place))
    wait_until_idle(page)
    assert shown(page, "best_loss") <= shown(page, "loss") + 1e-6
    descent = shown(page, "descent_loss")
    assert descent < 0.1818
    page.get_by_role("button", name="Start over").click()
    expect(moves).to_have_text("0")
    wait_until_idle(page)
    assert shown(page, "loss") == pytest.approx(0.1818, abs=1e-4)


def test_the_record_survives_other_pages(open_page: OpenPage) -> None:
    page = open_page("loss")
    grab(page, "bias", 0.35)
    let_go(page)
    expect(number(page, "moves")).to_have_text("1")
    wait_until_idle(page)
    best = number(page, "best_loss").inner_text()
    for title in ("The neuron", "Loss"):
        page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{title}$")).click()
        expect(page).to_have_title(re.compile(f"^{title}"))
        wait_until_idle(page)
    expect(number(page, "moves")).to_have_text("1")
    expect(number(page, "best_loss")).to_have_text(best)


@pytest.mark.parametrize("key", ["weight_1", "weight_2", "bias"])
@pytest.mark.parametrize("output", ["sigmoid", "identity"])
def test_extremes_keep_axes_finite_and_say_a_sentence(
    key: str, output: str, open_page: OpenPage
) -> None:
    page = open_page(f"loss?output={output}&data=twelve_students&student=12")
    ask_to_be_shown(page)
    for share in (1.0, 0.0):
        grab(page, key, share)
        expect(page.locator('.live-sentence [data-quantity="farthest"]')).to_have_text(
            re.compile("misses by|widest miss|Nobody")
        )
        let_go(page)
        wait_until_idle(page)
        ends = page.evaluate(
            """() => [...document.querySelectorAll(".js-plotly-plot")].flatMap((plot) =>
                [...plot._fullLayout.xaxis.range, ...plot._fullLayout.yaxis.range])"""
        )
        assert all(abs(end) < 1e5 for end in ends)
        assert page.locator(".scatterlayer .trace").count() >= 14
        assert all("NaN" not in text and "∞" not in text for _, text in all_numbers(page))


def test_another_student_has_another_parabola(open_page: OpenPage) -> None:
    page = open_page("loss")
    before = trace(page, "parabola", "truth.x")
    page.locator("[class*='st-key-choose_example_on_']").get_by_role("combobox").click()
    page.get_by_role("option", name="Student 3").click()
    expect(page).to_have_url(re.compile("student=3"))
    wait_until_idle(page)
    wait_for_trace(page, "parabola", "truth.x", before)
    assert shown(page, "target") == 1


def test_the_experiment_answers_for_the_data_that_is_chosen(open_page: OpenPage) -> None:
    page = open_page("activations", stages=2)
    words = page.locator('[data-figure="comparison"]')
    expect(words).to_have_attribute("aria-label", re.compile("the claim holds"))
    page.get_by_role("radio", name="Divided by ten").or_(
        page.get_by_role("button", name="Divided by ten")
    ).first.click()
    expect(page).to_have_url(re.compile("scaling=tenths"))
    wait_until_idle(page, 2)
    expect(words).to_have_attribute("aria-label", re.compile("does not hold|nothing is shown"))
    assert page.locator('[data-figure="comparison"] .scatterlayer .trace').count() >= 6
