"""The network in a real browser: chosen by keyboard, dragged without a word, taken elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MakePage, OpenPage, wait_until_idle
from tests.browser.test_pages import (
    control,
    grab,
    let_go,
    number,
    sent_frames,
    shown,
    slider,
    tool,
    trace,
    wait_for_trace,
)
from tests.conftest import Server
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

SEEN = """() => [...document.querySelectorAll(".live-unit")]
  .filter((unit) => !unit.hidden).map((unit) => unit.toDataURL()).join()"""


def ask_for(page: Page, key: str) -> None:
    """Point at a control, and wait until what it leads to is there."""
    with page.expect_response("**/live/moment") as answer:
        slider(page, key).hover()
    assert answer.value.status == 200
    wait_until_idle(page)


def part(page: Page, name: str) -> Locator:
    return page.get_by_role("radiogroup").get_by_role("radio", name=name, exact=False)


def test_the_size_is_dragged_and_nothing_is_sent(page: Page, open_page: OpenPage) -> None:
    posts: list[str] = []
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    frames = sent_frames(page)
    open_page("network")
    expect(number(page, "verdict")).to_contain_text(
        "40 examples that it learns from, it gets all right."
    )
    ask_for(page, "hidden_1")
    told, posted = len(frames), len(posts)
    before, pictures = trace(page, "plane", "border.z"), page.evaluate(SEEN)
    grab(page, "hidden_1", 0.0)
    expect(number(page, "verdict")).to_contain_text(
        "40 examples that it learns from, it gets 30 right."
    )
    wait_for_trace(page, "plane", "border.z", before)
    assert page.evaluate(SEEN) != pictures
    assert page.locator(".live-unit:visible").count() == 2  # one hidden unit and the output
    assert (len(frames), len(posts)) == (told, posted)
    let_go(page)
    expect(page).to_have_url(re.compile("h1=1"))
    wait_until_idle(page)
    expect(number(page, "verdict")).to_contain_text(
        "40 examples that it learns from, it gets 30 right."
    )


def test_a_weight_is_chosen_by_keyboard_and_dragged(page: Page, open_page: OpenPage) -> None:
    open_page("network")
    first = part(page, "Weight from hours studied to hidden unit 1")
    expect(first).to_have_attribute("aria-checked", "true")
    first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Weight from hidden unit 2 to the output", exact=True)).to_be_visible()
    expect(part(page, "Weight from hidden unit 2 to the output")).to_have_attribute(
        "aria-checked", "true"
    )
    wait_until_idle(page)
    loss, value = shown(page, "loss"), shown(page, "chosen_value")
    grab(page, "network_weight", 0.5)
    expect(number(page, "loss")).not_to_have_text(f"{loss:.4f}")
    expect(control(page, "step_network").get_by_role("textbox")).to_have_value("0")
    let_go(page)
    expect(page).to_have_url(re.compile("net_w=w."))
    wait_until_idle(page)
    assert shown(page, "step") == 0
    assert shown(page, "chosen_value") != value
    tool(page, "Undo").click()
    expect(number(page, "step")).to_have_text("300")
    wait_until_idle(page)
    assert shown(page, "loss") == loss


def test_what_was_refused_is_still_told_when_the_sweep_arrives(
    page: Page, open_page: OpenPage
) -> None:
    open_page("network?net_step=100")
    click_step = control(page, "step_network").locator("[data-action=back]")
    click_step.click()  # from here on the weight's sweep has to be asked for anew
    expect(page).to_have_url(re.compile("net_step=99"))
    wait_until_idle(page)
    field = control(page, "network_weight").get_by_role("textbox")
    with page.expect_response("**/live/moment"):
        field.fill("banana")
        field.press("Enter")
    wait_until_idle(page)
    expect(control(page, "network_weight").get_by_role("alert")).to_contain_text("“banana” is not")


def test_it_plays_from_the_start_to_where_it_is_paused(page: Page, open_page: OpenPage) -> None:
    open_page("network?net_step=0")
    before = page.evaluate(SEEN)
    play = control(page, "step_network").locator("[data-action=play]")
    play.click()
    page.wait_for_function(
        "() => Number(document.querySelector('[data-quantity=step]').dataset.value) >= 30"
    )
    play.click()
    wait_until_idle(page)
    expect(page).to_have_url(re.compile(r"net_step=\d+"))
    assert page.evaluate(SEEN) != before
    step, loss = shown(page, "step"), shown(page, "loss")
    page.reload()
    wait_until_idle(page)
    assert (shown(page, "step"), shown(page, "loss")) == (step, loss)


def test_a_link_shows_the_same_in_another_browser_on_another_server(
    page: Page, open_page: OpenPage, make_page: MakePage, other_server: Server
) -> None:
    open_page("network?h1=3&points=moons&act=relu&net_step=120")
    ask_for(page, "network_weight")
    grab(page, "network_weight", 0.8)
    let_go(page)
    expect(page).to_have_url(re.compile("net_w=w."))
    wait_until_idle(page)
    there = page.url.partition("/network")[2]
    numbers = [shown(page, name) for name in ("step", "loss", "right", "chosen_value")]
    other = make_page()
    open_page(f"network{there}", on=other, base=other_server.url)
    assert [shown(other, name) for name in ("step", "loss", "right", "chosen_value")] == numbers


def test_a_bad_link_says_what_was_wrong_and_shows_the_usual(
    page: Page, open_page: OpenPage
) -> None:
    bad = "layers=9&h1=0&net_w=w.AAAA&points=stars&net_lr=nan&part=100000&net_step=-1"
    open_page(f"network?{bad}")
    for key in ("layers", "h1", "net_w", "points", "net_lr"):
        expect(page.get_by_text(f"{key} = “")).to_be_visible()
    expect(number(page, "verdict")).to_contain_text(
        "40 examples that it learns from, it gets all right."
    )
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_the_program_taken_home_prints_the_loss_on_screen(
    page: Page, open_page: OpenPage, tmp_path: Path
) -> None:
    open_page("network?net_opt=adam&net_lr=0.1&net_loss=binary_cross_entropy&h1=3")
    loss = number(page, "loss").get_attribute("data-value")
    page.get_by_role("button", name="Take it home").click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name="train.py").click()
    program = tmp_path / "train.py"
    program.write_bytes(download.value.path().read_bytes())
    told = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, check=True, timeout=120
    ).stdout
    last = re.search(r"step 300   loss ([0-9.]+)", told)
    assert last
    assert abs(float(last[1]) - float(loss or "nan")) < 1e-6


def test_a_setting_worth_seeing_is_shown_and_taken_back(page: Page, open_page: OpenPage) -> None:
    open_page("network")
    page.get_by_role("button", name="Worth seeing").click()
    page.get_by_role("button", name="The gradient vanishes").click()
    expect(page).to_have_url(re.compile("layers=4"))
    # What was chosen is not covered by the list that it was chosen from.
    expect(page.get_by_role("button", name="The gradient vanishes")).to_have_count(0)
    wait_until_idle(page)
    assert page.locator(".live-unit:visible").count() == 17
    assert shown(page, "gradient_layer_1") < shown(page, "gradient_layer_5") / 10
    tool(page, "Undo").click()
    expect(page).not_to_have_url(re.compile("layers=4"))
    wait_until_idle(page)
    assert page.locator(".live-unit:visible").count() == 3


@pytest.mark.parametrize("layers", [1, 4])
@pytest.mark.parametrize("width", [390, 1280])
def test_seven_inputs_stand_apart(
    open_page: OpenPage, make_page: MakePage, width: int, layers: int
) -> None:
    page = make_page(viewport={"width": width, "height": 900})
    open_page(f"network?net_in=all&layers={layers}&h1=8&net_step=0", on=page)
    boxes = page.locator(".live-input").evaluate_all(
        """(boxes) => boxes.map((box) => {
          const words = document.createRange();
          words.selectNodeContents(box);
          const [a, b] = [box, words].map((each) => each.getBoundingClientRect());
          return [Math.min(a.top, b.top), Math.max(a.bottom, b.bottom)];
        })"""
    )
    assert len(boxes) == 7
    for (_, bottom), (top, _) in pairwise(boxes):
        assert bottom < top
    assert page.get_by_role("radio", name="Weight from sin 3x₂ to").count() == 8


def test_a_table_with_long_names_stays_in_its_boxes(page: Page, open_page: OpenPage) -> None:
    columns = ("hours of practice with the instrument", "Donaudampfschifffahrtsgesellschaft", "won")
    rows = tuple((float(row % 5), float(row % 3), float(row % 2)) for row in range(20))
    name = keep_table(Table(columns, ("",) * 20, rows))
    open_page(f"network?points=table&data={name}&net_in=all&h1=2&net_step=0")
    expect(page.get_by_text("The network gets hours of practice")).to_be_visible()
    boxes = page.locator(".live-input")
    assert boxes.count() == 7
    expect(boxes.first).to_have_attribute("title", columns[0])
    # What does not fit is cut at its end, not at its beginning.
    top = """(box) => {
      const words = document.createRange();
      words.selectNodeContents(box);
      return words.getBoundingClientRect().top - box.getBoundingClientRect().top;
    }"""
    assert boxes.first.evaluate(top) >= 0
    expect(number(page, "verdict")).to_have_text(re.compile(r"Of the 20 .*, it gets \d+ right\."))
    page.get_by_role("button", name="Examples").click()
    page.get_by_role("combobox", name="Examples").click()
    page.get_by_role("option", name="A hill: numbers").click()
    expect(page).to_have_url(re.compile("points=hill"))
    page.keyboard.press("Escape")
    wait_until_idle(page)
    expect(number(page, "verdict")).to_have_text(re.compile(r"Its answers are 0\.\d+ off"))
    expect(page).to_have_url(re.compile("net_lr=0.1"))
    tool(page, "Undo").click()
    expect(number(page, "verdict")).to_have_text(re.compile(r"Of the 20 .*, it gets \d+ right\."))
