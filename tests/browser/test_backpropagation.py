"""Backpropagation in a real browser: chosen by keyboard, dragged, scrubbed, taken elsewhere."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MakePage, OpenPage, wait_until_idle
from tests.browser.test_pages import (
    all_numbers,
    grab,
    let_go,
    number,
    sent_frames,
    set_number,
    slider,
)

LIT = """() => [...document.querySelectorAll(".live-part.live-faint, .live-part.live-bright")]
  .map((part) => part.dataset.code).join()"""
LIT_LINES = (
    """() => [...document.querySelectorAll("code.live-lit")].map((line) => line.textContent)"""
)


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("radiogroup").get_by_role("radio", name=name, exact=False)


def open_worked_example(page: Page) -> None:
    page.get_by_role("button", name="The worked example").click()
    expect(page).to_have_url(re.compile("bp_data=worked"))
    wait_until_idle(page)


def test_a_weight_is_chosen_by_keyboard_dragged_and_its_paths_are_added(
    page: Page, open_page: OpenPage
) -> None:
    open_page("backpropagation")
    open_worked_example(page)
    expect(number(page, "loss")).to_have_text("0.298371")
    first = part(page, "Weight from input 1 to hidden unit 1")
    expect(first).to_have_attribute("aria-checked", "true")
    assert page.evaluate(LIT).count(",") == 2  # the weight, and one behind it to each output
    expect(number(page, "joined")).to_have_text("Together 0.000668 + (−0.000230) ≈ 0.000439")
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    second = part(page, "Weight from input 2 to hidden unit 1")
    expect(second).to_have_attribute("aria-checked", "true")
    wait_until_idle(page)
    for name in ("gradient_chosen", "gradient_chosen_auto", "gradient_chosen_wiggle"):
        expect(number(page, name)).to_have_text("0.000877")
    posts: list[str] = []
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    lines = page.locator("[data-quantity=said_20]")
    said = lines.inner_text()
    grab(page, "back_weight", 0.9)
    expect(number(page, "loss")).not_to_have_text("0.298371")
    expect(lines).not_to_have_text(said)
    assert posts == []
    let_go(page)
    expect(page).to_have_url(re.compile("bp_part=2"))
    wait_until_idle(page)
    same = {number(page, name).inner_text() for name in ("gradient_chosen", "gradient_chosen_auto")}
    assert len(same) == 1


def test_every_slider_bends_the_step_without_a_message(page: Page, open_page: OpenPage) -> None:
    frames, posts = sent_frames(page), []
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    open_page("backpropagation")
    follows = {"back_input_1": "said_1", "back_input_2": "said_3", "back_rate": "loss_after"}
    for key, name in follows.items():
        told, before = (len(frames), len(posts)), number(page, name).inner_text()
        grab(page, key, 0.95)
        expect(number(page, name)).not_to_have_text(before)
        assert (len(frames), len(posts)) == told
        bent = number(page, name).inner_text()
        let_go(page)
        expect(number(page, name)).to_have_text(bent)
    expect(page).to_have_url(re.compile("bp_x=w."))


def test_the_lines_light_up_one_by_one_and_back(page: Page, open_page: OpenPage) -> None:
    open_page("backpropagation?bp_at=0")
    expect(number(page, "now_words")).to_contain_text("Nothing is worked out in the drawing yet")
    units = page.locator(".live-unit-text")
    assert "".join(units.all_inner_texts()).strip() == ""
    timeline = page.locator('[data-control="back_moment"]')
    timeline.locator("[data-action=forward-1]").click()
    expect(page).to_have_url(re.compile("bp_at=1(&|$)"))
    wait_until_idle(page)
    (line,) = [each for each in page.evaluate(LIT_LINES) if each.startswith("z₁ =")]
    assert re.search(r"≈ [−0-9.]+$", line)
    timeline.locator("[data-action=forward-1]").click()
    expect(page).to_have_url(re.compile("bp_at=2(&|$)"))
    wait_until_idle(page)
    answer = number(page, "said_2").inner_text().rpartition("≈ ")[2]
    assert float(units.first.inner_text()) == round(float(answer), 3)
    slider(page, "back_moment").focus()
    page.keyboard.press("End")
    expect(number(page, "now_words")).to_contain_text("The step")
    expect(units.first).to_contain_text("δ")
    page.keyboard.press("Home")
    expect(number(page, "now_words")).to_contain_text("Nothing is worked out in the drawing yet")


FUNCTIONS = {"σ": lambda s: 1 / (1 + math.exp(-s)), "f": lambda z: 1 / (1 + math.exp(-z))}


def computed(formula: str) -> float:
    """Return what a student finds who works out a formula as it stands on the page."""
    for sign, meant in (("·", "*"), ("−", "-"), ("²", "**2")):
        formula = formula.replace(sign, meant)
    return float(eval(formula, {"__builtins__": {}, **FUNCTIONS}))


@pytest.mark.parametrize(
    "query", ["", "bp_data=worked&bp_net=2-2-2", "bp_net=2-3-1&bp_part=1", "bp_net=2-2-2&bp_lr=3"]
)
def test_who_works_out_what_is_shown_finds_what_is_shown(
    page: Page, open_page: OpenPage, query: str
) -> None:
    open_page(f"backpropagation?{query}")
    shown = [line for line in page.locator(".live-code").all_inner_texts() if line[0] != "#"]
    shown += page.locator(".live-panel-text p").all_inner_texts()
    text = "\n".join(shown).replace("\xa0", " ")
    assert not re.search(r"[·+−=/] ?−[0-9]", text.replace("= −", "")), "a sign behind a sign"
    found = 0
    for line in re.findall(r".*≈.*", text):
        formula, _, result = line.partition("   .grad")[0].rpartition("≈")
        formula = re.split(r"=|Together", formula)[-1]
        formula = re.sub(r"^[wbvc][₁₂₃]+ +", "", formula).strip()
        assert computed(formula) == pytest.approx(computed(result), abs=2.1e-6), line
        found += 1
    assert found > 30


def test_a_link_opens_the_same_step_in_another_browser(
    page: Page, open_page: OpenPage, make_page: MakePage
) -> None:
    open_page("backpropagation?bp_net=2-3-1&bp_act=tanh&bp_student=3&bp_step=mean&bp_at=17")
    part(page, "Bias of hidden unit 2").locator(".live-grip").click()
    expect(page).to_have_url(re.compile("bp_part=9"))
    wait_until_idle(page)
    for key in ("back_weight", "back_input_1"):
        grab(page, key, 0.8)
        let_go(page)
    expect(page).to_have_url(re.compile(r"(bp_x|bp_w)=w\..*(bp_x|bp_w)=w\."))
    set_number(page, "back_rate", "2", "bp_lr")
    there = page.url.partition("/backpropagation")[2]
    other = make_page()
    open_page(f"backpropagation{there}", on=other)
    assert all_numbers(other) == all_numbers(page)
    assert other.evaluate(LIT) == page.evaluate(LIT)


def test_a_question_is_answered_and_shown(page: Page, open_page: OpenPage) -> None:
    open_page("backpropagation")
    page.get_by_role("button", name="Ask", exact=False).click()
    page.get_by_text("The bias is 0, so is its gradient 0?").click()
    page.get_by_role("button", name="Set the bias of hidden unit 1 to 0 and choose it").click()
    expect(page).to_have_url(re.compile("bp_part=0"))
    # What the answer shows is not covered by the question.
    expect(page.get_by_text("The bias is 0, so is its gradient 0?")).to_have_count(0)
    wait_until_idle(page)
    expect(number(page, "fact")).to_contain_text("The bias is 0 and its gradient is not")
    expect(part(page, "Bias of hidden unit 1")).to_have_attribute("aria-checked", "true")


def test_a_bad_link_says_what_was_wrong(page: Page, open_page: OpenPage) -> None:
    bad = "bp_net=9&bp_w=w.AAAA&bp_x=w.zzzz&bp_at=99&bp_lr=nan"
    open_page(f"backpropagation?{bad}")
    for key in ("bp_net", "bp_w", "bp_x", "bp_at", "bp_lr"):
        expect(page.get_by_text(f"{key} = “")).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_the_program_taken_home_makes_the_same_step(
    page: Page, open_page: OpenPage, tmp_path: Path
) -> None:
    open_page("backpropagation")
    open_worked_example(page)
    page.get_by_role("button", name="Take it home").click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name="train.py").click()
    program = tmp_path / "train.py"
    program.write_bytes(download.value.path().read_bytes())
    told = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=True, timeout=120
    ).stdout
    losses = [float(each) for each in re.findall(r"loss ([0-9.]+)", told)]
    assert [round(each, 6) for each in losses[:2]] == [0.298371, 0.280471]
