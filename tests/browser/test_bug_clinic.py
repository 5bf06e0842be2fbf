"""The bug clinic under a student's hands."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage, OpenPage, wait_until_idle
from tests.browser.test_pages import control, grab, let_go, number, shown, trace
from visualizer.core.clinic.code import pack
from visualizer.core.clinic.course import run_program
from visualizer.core.clinic.patient import WARD
from visualizer.core.clinic.program import sick_program
from visualizer.words import clinic as words

SWINGING = next(each for each in WARD if each.bug == "zero_grad")
OPEN = f"bug_clinic?patient={pack(SWINGING)}&instruments=2"  # the weights


def begin_of(claim: str) -> str:
    """Return how the mend of a claim begins, up to its first piece of code."""
    return words.MENDS[claim].partition("`")[0].strip()


def pick(page: Page, question: str, text: str) -> None:
    """Choose the first answer to a question that holds a text."""
    options = page.get_by_test_id("stRadio").filter(has_text=question).locator("label")
    options.filter(has=page.locator("input")).filter(has_text=text).first.click()
    wait_until_idle(page)


def test_a_drag_shows_each_step_without_a_message(open_page: OpenPage) -> None:
    page = open_page(OPEN)
    course = run_program(sick_program(SWINGING))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    grab(page, "step_clinic", 0.3)
    step = int(shown(page, "step"))
    assert 40 < step < 80
    for name, value in (
        ("loss", course.losses[step]),
        ("at_0", course.weights[step, 0]),
        ("then_0", course.weights[step + 1, 0]),
    ):
        assert abs(shown(page, name) - float(value)) < 1e-5 * max(1, abs(float(value))), name
    gradient = f"{float(course.gradients[step, 0]):.4f}".replace("-", "−")
    assert number(page, "grad_0").inner_text().strip() == gradient
    assert len(json.loads(trace(page, "clinic_loss", "so_far.x"))) == step + 1
    assert asked == []
    let_go(page)
    expect(page).to_have_url(re.compile(f"[?&]clinic_step={step}(&|$)"))


def test_from_the_evidence_to_the_cure_and_what_is_kept(
    open_page: OpenPage, make_page: MakePage
) -> None:
    page = open_page(OPEN)
    expect(page.get_by_role("button", name=words.TELL)).to_be_disabled()
    pick(page, words.WHICH_LINE, words.A_LINE_IS_MISSING)
    pick(page, words.WHICH_MEND, begin_of("step"))
    page.get_by_role("button", name=words.TELL).click()
    expect(
        page.get_by_text("If a step were missing, the weights would stand still.")
    ).to_be_visible()
    assert page.locator('[data-quantity="healthy_loss"]').count() == 0
    pick(page, words.WHICH_MEND, begin_of("zero_grad"))
    page.get_by_role("button", name=words.TELL).click()
    expect(page.get_by_text("swing past their goal like a pendulum")).to_be_visible()
    wait_until_idle(page)
    assert shown(page, "mended_loss") == shown(page, "healthy_loss") < 0.001 < shown(page, "loss")
    expect(page.get_by_text("You have cured 1 of the 14 patients")).to_be_visible()
    page.evaluate("sessionStorage.clear()")
    open_page("bug_clinic")  # a new session, which has only what the browser kept
    expect(page.get_by_text("You have cured 1 of the 14 patients")).to_be_visible()
    page.get_by_role("button", name=words.FORGET).click()
    expect(page.get_by_text("You have cured")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('visualizer.cured')") is None


def test_the_next_patient_is_seen_from_the_top(open_page: OpenPage) -> None:
    page = open_page(OPEN)
    pick(page, words.WHICH_LINE, words.A_LINE_IS_MISSING)
    pick(page, words.WHICH_MEND, begin_of("zero_grad"))
    page.get_by_role("button", name=words.TELL).click()
    onward = page.get_by_role("button", name=words.NEXT_PATIENT)
    onward.scroll_into_view_if_needed()
    top = "document.querySelector('[data-testid=stMain]').scrollTop"
    assert page.evaluate(top) > 200
    onward.click()
    page.wait_for_function(f"{top} === 0")
    wait_until_idle(page)
    assert page.evaluate(top) == 0


def test_a_phone_shows_the_loss_its_slider_and_nothing_sideways(
    make_page: MakePage, open_page: OpenPage
) -> None:
    phone = make_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = open_page("bug_clinic?instruments=255", on=phone)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    curve = page.locator('[data-figure="clinic_loss"]').bounding_box()
    assert curve["y"] + curve["height"] <= 844
    for place in ("grad_0", "line_grad_0", "line_grad_1"):  # the evidence, whole
        number(page, place).scroll_into_view_if_needed()
        box = number(page, place).bounding_box()
        assert box["x"] + box["width"] <= 390 - 16, place
    slider = control(page, "step_clinic").get_by_role("slider")
    slider.focus()
    slider.press("Home")
    expect(number(page, "step")).to_have_text("0")
    slider.press("ArrowRight")
    expect(number(page, "step")).to_have_text("1")
    wait_until_idle(page)
