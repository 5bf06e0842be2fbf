"""Three classes in a real browser: an output for each, dragged, and taken to another server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TWO_FRAMES, MakePage, OpenPage, wait_until_idle
from tests.browser.test_moves import BOTH, RESTYLES
from tests.browser.test_network import SEEN, ask_for, part
from tests.browser.test_pages import grab, let_go, number, shown, tool, trace, wait_for_trace
from tests.conftest import Server
from visualizer.figures.kind_marks import CLASSES
from visualizer.figures.theme import PALETTE

PLANE = """(plot) => {
  const all = (what, attribute) =>
    [...plot.querySelectorAll(what)].map((node) => node.getAttribute(attribute)).sort();
  return [all(".contourlayer path", "d"), all(".heatmaplayer image", "href")];
}"""
STRONGEST = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const pixel = (_, i) => [...data.slice(4 * i, 4 * i + 3)];
  const pixels = Array.from({ length: data.length / 4 }, pixel);
  const spread = ([r, g, b]) => Math.max(r, g, b) - Math.min(r, g, b);
  return pixels.reduce((one, other) => (spread(other) > spread(one) ? other : one));
}"""
NUMBERS = ("step", "loss", "right", "chosen_value", "chosen_gradient")


def test_they_are_chosen_dragged_and_opened_from_the_link_on_another_server(
    page: Page, open_page: OpenPage, make_page: MakePage, other_server: Server
) -> None:
    open_page("network?net_loss=binary_cross_entropy")
    page.get_by_role("button", name="Examples").click()
    page.get_by_role("combobox", name="Examples").click()
    page.get_by_role("option", name="Three classes").click()
    expect(page).to_have_url(re.compile("points=arms"))
    page.keyboard.press("Escape")
    expect(page.locator(".live-unit:visible")).to_have_count(5)  # two hidden units, three outputs
    page.get_by_role("button", name="How it learns").click()
    expect(page.get_by_text("The examples here are of three classes.")).to_be_visible()
    expect(page.get_by_role("combobox", name="Loss")).to_have_count(0)
    page.keyboard.press("Escape")
    wait_until_idle(page)

    ask_for(page, "hidden_1")
    before, pictures = trace(page, "plane", "border_0.z"), page.evaluate(SEEN)
    grab(page, "hidden_1", 3 / 7)
    expect(number(page, "verdict")).to_contain_text(
        "120 examples that it learns from, it gets all right."
    )
    wait_for_trace(page, "plane", "border_0.z", before)
    assert page.evaluate(SEEN) != pictures
    let_go(page)
    expect(page).to_have_url(re.compile("h1=4"))
    wait_until_idle(page)

    chosen = part(page, "Weight from hidden unit 2 to the output for class 2")
    chosen.press("Enter")
    expect(chosen).to_have_attribute("aria-checked", "true")
    wait_until_idle(page)  # its sweep comes with it
    loss = shown(page, "loss")
    grab(page, "network_weight", 0.5)
    expect(number(page, "loss")).not_to_have_text(f"{loss:.4f}")
    let_go(page)
    expect(page).to_have_url(re.compile("net_w=w."))
    wait_until_idle(page)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)

    there, numbers = page.url.partition("/network")[2], [shown(page, each) for each in NUMBERS]
    other = make_page()
    open_page(f"network{there}", on=other, base=other_server.url)
    assert [shown(other, each) for each in NUMBERS] == numbers
    tool(page, "Undo").click()
    expect(page).not_to_have_url(re.compile("net_w="))
    wait_until_idle(page)
    assert shown(page, "loss") == loss


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_each_output_is_drawn_in_the_colour_of_its_class(
    open_page: OpenPage, make_page: MakePage, colours: str
) -> None:
    page = make_page(color_scheme=colours)
    open_page("network?points=arms&h1=4", on=page)
    for unit, mark in enumerate(CLASSES, start=1):
        canvas = page.locator(f"[data-unit=unit_2_{unit}]")
        found = canvas.evaluate(STRONGEST)
        wanted = bytes.fromhex(PALETTE[mark.color][colours == "dark"][1:])
        assert found == pytest.approx(list(wanted), abs=12)
        name = f"the output for class {unit - 1}, at the chosen point"
        expect(canvas).to_have_accessible_name(re.compile(name))


@pytest.mark.parametrize("looks", ["probability", "certainty"])
def test_a_drag_draws_all_borders_without_deriving_the_figure_anew(
    page: Page, open_page: OpenPage, looks: str
) -> None:
    open_page(f"network?points=arms&h1=3&plane={looks}")
    ask_for(page, "network_weight")
    at_rest = page.evaluate(BOTH, ["plane", PLANE])[0]
    page.evaluate(RESTYLES)
    grab(page, "network_weight", 0.8)
    page.evaluate(TWO_FRAMES)
    page.evaluate(TWO_FRAMES)
    moved, whole = page.evaluate(BOTH, ["plane", PLANE])
    assert moved == whole
    assert moved != at_rest
    assert page.evaluate("restyles") == 0
    page.mouse.up()
