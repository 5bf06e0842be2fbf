"""The stage around the finger: time, themes, cameras, faults of the network, coming and going."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import wait_until_idle
from tests.conftest import Server, start_server
from tests.live.conftest import APP, Gate, LiveServer, Wire
from tests.live.hand import (
    button,
    drag,
    field_of,
    figure,
    grab,
    number,
    pull,
    range_of,
    record,
    recorded,
    stage_of,
    told,
    trace,
    value_at,
    wait_for_trace,
    wait_until_standing,
    wait_until_told,
    z_text,
)
from visualizer.figures.theme import PALETTE

W, B, STEP = "weight_1", "bias", "step"
BUNDLE = "**/*plotly*.js"

# Notes every timer and frame that the stage's own code asks for and that has not come yet.
COUNT_TIMERS = """
  globalThis.pendingTimers = new Set();
  const ours = () => new Error().stack.includes("st-bidi-live_library");
  for (const [start, stop] of [["setTimeout", "clearTimeout"],
                               ["requestAnimationFrame", "cancelAnimationFrame"]]) {
    const [begin, end] = [globalThis[start].bind(globalThis), globalThis[stop].bind(globalThis)];
    globalThis[start] = (act, ...rest) => {
      const mine = ours();
      const name = begin((...found) => {
        pendingTimers.delete(start + name);
        act(...found);
      }, ...rest);
      if (mine) pendingTimers.add(start + name);
      return name;
    };
    globalThis[stop] = (name) => {
      pendingTimers.delete(start + name);
      end(name);
    };
  }
"""


def step_text(step: int) -> str:
    return f"A sheet; step {step}"


def camera(page: Page) -> dict[str, float]:
    return page.evaluate(
        "document.querySelector('[data-figure=space] .js-plotly-plot')._fullLayout.scene.camera.eye"
    )


def test_timeline_steps_forward_and_back_and_stops_at_both_ends(page: Page) -> None:
    step = 0
    for action, change in [("forward-1", 1), ("forward-10", 10), ("back", -1), ("forward-1", 1)]:
        button(page, action).click()
        step += change
        expect(field_of(page, STEP)).to_have_value(str(step))
        expect(figure(page, "space")).to_have_attribute("aria-label", step_text(step))
        wait_for_trace(page, "plane", "trail", "x", list(range(step + 1)))
    for _ in range(4):
        button(page, "forward-10").click()
    expect(field_of(page, STEP)).to_have_value("40")
    wait_until_standing(page, step=40)
    wait_for_trace(page, "plane", "trail", "x", list(range(41)))
    button(page, "start").click()
    button(page, "back").click()
    expect(field_of(page, STEP)).to_have_value("0")
    wait_until_standing(page, step=0)
    expect(range_of(page, STEP)).to_have_attribute("aria-valuetext", "0 of 40")


def test_play_runs_to_the_end_tells_once_and_starts_again_from_there(
    page: Page, wire: Wire
) -> None:
    play = button(page, "play")
    expect(play).to_have_text("Play")  # nothing plays by itself
    expect(button(page, "speed")).to_have_value("10")
    button(page, "speed").select_option("60")
    before = len(wire.sent)
    record(page, '[data-action="play"]')
    play.click()
    wait_until_told(page, {STEP: 40.0})
    expect(play).to_have_text("Play")
    assert recorded(page) == ["Pause", "Play"]
    assert len(wire.sent) == before + 1
    wait_for_trace(page, "plane", "trail", "x", list(range(41)))
    button(page, "speed").select_option("2")
    play.click()
    expect(field_of(page, STEP)).not_to_have_value("40")
    play.click()
    expect(play).to_have_text("Play")
    step = int(field_of(page, STEP).input_value())
    assert step < 40
    wait_until_told(page, {STEP: 40.0}, {STEP: float(step)})


def test_thumb_takes_over_from_play_and_scrubs_backwards(page: Page) -> None:
    button(page, "forward-10").click()
    wait_until_told(page, {STEP: 10.0})
    button(page, "speed").select_option("2")
    button(page, "play").click()
    page.wait_for_function(
        "document.querySelector('[data-control=step] input[type=range]').value > 11"
    )
    grab(page, STEP)
    expect(button(page, "play")).to_have_text("Play")
    for step in (30, 20, 5):
        pull(page, STEP, step)
        expect(figure(page, "space")).to_have_attribute("aria-label", step_text(step))
        wait_for_trace(page, "plane", "trail", "x", list(range(step + 1)))
    page.mouse.up()
    wait_until_standing(page, step=5)


def test_another_control_stops_play_and_both_are_told(page: Page) -> None:
    button(page, "speed").select_option("2")
    button(page, "play").click()
    expect(field_of(page, STEP)).not_to_have_value("0")
    range_of(page, W).focus()
    page.keyboard.press("End")
    expect(button(page, "play")).to_have_text("Play")
    step = int(field_of(page, STEP).input_value())
    wait_until_standing(page, weight_1=1.5, step=step)
    expect(number(page, "z")).to_have_text(z_text(weight_1=1.5))
    assert len([commit for commit in told(page) if commit.keys() == {STEP}]) <= 1


def test_calm_start_for_those_who_ask_for_less_motion(open_in: Callable[..., Page]) -> None:
    page = open_in(reduced_motion="reduce")
    expect(button(page, "speed")).to_have_value("2")
    expect(button(page, "play")).to_have_attribute("data-playing", "false")
    faded = page.locator(".live-panel-picture").first
    stage_of(page).evaluate("node => (node.dataset.stage = 'waiting')")
    assert faded.evaluate("node => getComputedStyle(node).transitionDuration") == "0s"


def test_figures_keep_their_node_and_camera_through_answers_scenes_and_themes(page: Page) -> None:
    space = figure(page, "space").locator(".js-plotly-plot")
    space.scroll_into_view_if_needed()
    page.evaluate("globalThis.kept = [...document.querySelectorAll('.js-plotly-plot')]")
    start = camera(page)
    box = space.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 90, box["y"] + box["height"] / 2 + 40, steps=5)
    page.mouse.up()
    page.wait_for_function(
        """(start) => Math.abs(document.querySelector("[data-figure=space] .js-plotly-plot")
          ._fullLayout.scene.camera.eye.x - start.x) > 0.1""",
        arg=start,
    )
    turned = camera(page)
    drag(page, W, 50)
    wait_until_told(page, {W: value_at(W, 50)})
    assert camera(page) == pytest.approx(turned)
    page.emulate_media(color_scheme="dark")
    expect(stage_of(page)).to_have_attribute("data-theme", "dark")
    assert camera(page) == pytest.approx(turned)
    page.get_by_text("Three digits").click()
    expect(number(page, "z")).to_have_text("5.500")
    expect(stage_of(page)).to_have_attribute("data-stage", "ready")
    assert camera(page) == pytest.approx(turned)
    page.emulate_media(color_scheme="light")
    assert page.evaluate(
        """[...document.querySelectorAll(".js-plotly-plot")]
          .every((node, i) => node === globalThis.kept[i] && node._fullLayout)"""
    )


def test_new_scene_in_the_middle_of_play_stops_it(open_in: Callable[..., Page]) -> None:
    page = open_in(lambda tab: tab.add_init_script(COUNT_TIMERS))
    button(page, "speed").select_option("2")
    button(page, "play").click()
    expect(field_of(page, STEP)).not_to_have_value("0")
    page.get_by_text("Three digits").click()
    expect(number(page, "z")).to_have_text("1.000")
    expect(button(page, "play")).to_have_text("Play")
    # Sooner than the old timeline would have come to its end.
    page.wait_for_function("globalThis.pendingTimers.size === 0", timeout=5_000)
    drag(page, W, 60)
    wait_until_told(page, {W: 1.5})
    expect(number(page, "z")).to_have_text("8.000")


def test_theme_recolours_everything_without_the_server(page: Page, wire: Wire) -> None:
    drag(page, W, 10)
    wait_until_told(page, {W: value_at(W, 10)})
    before = len(wire.sent)
    colour = "node => getComputedStyle(node).color"
    looks = {"light": 0, "dark": 1}
    for scheme, place in [("dark", 1), ("light", 0)]:
        page.emulate_media(color_scheme=scheme)
        expect(stage_of(page)).to_have_attribute("data-theme", scheme)
        wait_for_trace(page, "line", "curve", "line.color", PALETTE["z"][place])
        wait_for_trace(page, "line", "point", "marker.color", PALETTE["fail"][place])
        variable = stage_of(page).evaluate("node => node.style.getPropertyValue('--live-z')")
        assert variable == PALETTE["z"][looks[scheme]]
        red, green, blue = bytes.fromhex(variable[1:])
        assert number(page, "z").evaluate(colour) == f"rgb({red}, {green}, {blue})"
        expect(number(page, "z")).to_have_text(z_text(weight_1=value_at(W, 10)))
    grab(page, W)
    pull(page, W, 60)
    wait_for_trace(page, "line", "point", "marker.color", PALETTE["pass"][0])
    assert len(wire.sent) == before
    page.mouse.up()


def test_numbers_live_on_where_plotly_cannot_be_loaded(open_in: Callable[..., Page]) -> None:
    page = open_in(
        lambda tab: tab.route(BUNDLE, lambda route: route.abort()), watched=False, space=False
    )
    trouble = page.locator(".live-trouble")
    expect(trouble).to_have_text(
        "The pictures could not be loaded from this server. "
        "The numbers and sliders still work; reload the page to try again."
    )
    expect(trouble).to_have_role("alert")
    grab(page, W)
    pull(page, W, 50)
    expect(number(page, "z")).to_have_text(z_text(weight_1=value_at(W, 50)))
    page.unroute(BUNDLE)
    page.mouse.up()
    wait_until_told(page, {W: value_at(W, 50)})
    expect(trouble).to_have_text("")  # it tried again, and all is well
    wait_for_trace(page, "line", "note", "text", [f"z is {z_text(weight_1=value_at(W, 50))}"])


def test_second_address_is_tried_where_the_first_has_no_script(
    open_in: Callable[..., Page],
) -> None:
    asked = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if "/component/" in route.request.url:
            route.continue_()
        else:
            route.fulfill(status=404, content_type="text/html", body="<!doctype html>")

    page = open_in(lambda tab: tab.route(BUNDLE, answer), watched=False)
    expect(page.locator(".live-trouble")).to_have_text("")
    assert trace(page, "line", "note", "text") == ["z is 1.00"]
    assert len(set(asked)) == 2


def test_release_while_plotly_is_still_on_its_way_keeps_the_stage(
    browser: Browser, live_server: LiveServer
) -> None:
    held: list[Route] = []
    page = browser.new_page()
    # What draws in space is asked for later, and comes.
    page.route(BUNDLE, lambda route: route.continue_() if held else held.append(route))
    page.goto(live_server.url)
    expect(number(page, "z")).to_have_text("1.00")
    page.evaluate("globalThis.kept = document.querySelector('.live-stage')")
    for index in (50, 10):
        drag(page, W, index)
        expect(number(page, "z")).to_have_text(z_text(weight_1=value_at(W, index)))
    page.wait_for_function(
        "JSON.parse(document.querySelector('[data-testid=stText]').textContent).length === 2"
    )
    (first,) = held
    first.continue_()
    wait_until_idle(page)
    wait_for_trace(page, "line", "note", "text", [f"z is {z_text(weight_1=value_at(W, 10))}"])
    assert page.evaluate("document.querySelector('.live-stage') === globalThis.kept")
    page.context.close()


def test_stage_lets_go_of_everything_when_it_leaves(
    open_in: Callable[..., Page], gate: Gate
) -> None:
    page = open_in(lambda tab: tab.add_init_script(COUNT_TIMERS))
    page.evaluate("globalThis.kept = [...document.querySelectorAll('.js-plotly-plot')]")
    gate.shut()
    drag(page, W, 50)
    button(page, "play").click()
    expect(button(page, "play")).to_have_text("Pause")
    page.wait_for_function("globalThis.pendingTimers.size > 1")
    page.get_by_test_id("stTopNavLink").filter(has_text="Other").click()
    gate.open()
    expect(page.get_by_text("nothing here")).to_be_visible()
    expect(stage_of(page)).to_have_count(0)
    page.wait_for_function("globalThis.pendingTimers.size === 0")
    page.wait_for_function("globalThis.kept.every((plot) => !plot._fullLayout && !plot.data)")
    page.get_by_test_id("stTopNavLink").filter(has_text="Stage").click()
    wait_until_idle(page)
    drag(page, W, 10)
    expect(number(page, "z")).to_have_text(z_text(weight_1=value_at(W, 10)))
    wait_until_standing(page, weight_1=value_at(W, 10))


@pytest.fixture
def own_server() -> Iterator[Callable[..., Server]]:
    running: list[Server] = []

    def start(port: int = 0) -> Server:
        running.append(start_server(APP, ("--server.port", str(port))))
        return running[-1]

    yield start
    running[-1].stop()


def test_release_reaches_a_server_that_was_away(
    browser: Browser, own_server: Callable[..., Server]
) -> None:
    first = own_server()
    page = browser.new_page()
    page.goto(first.url)
    wait_until_idle(page)
    first.stop()
    drag(page, W, 50)
    weight = value_at(W, 50)
    expect(number(page, "z")).to_have_text(z_text(weight_1=weight))
    expect(stage_of(page)).to_have_attribute("data-stage", "waiting")
    own_server(int(first.url.rsplit(":", 1)[1].strip("/")))
    expect(page.get_by_test_id("stText")).to_contain_text("weight_1", timeout=30_000)
    wait_until_told(page, {W: weight})
    expect(number(page, "z")).to_have_text(z_text(weight_1=weight))
    drag(page, B, 10)
    wait_until_told(page, {W: weight}, {B: value_at(B, 10)})
    expect(number(page, "z")).to_have_text(z_text(weight_1=weight, bias=value_at(B, 10)))
    page.context.close()


def test_everything_has_a_name_that_is_said(page: Page) -> None:
    for key, label in [(W, "weight of hours studied"), (B, "bias"), (STEP, "Step")]:
        expect(range_of(page, key)).to_have_accessible_name(label)
        expect(field_of(page, key)).to_have_accessible_name(f"{label}, exact value")
    expect(range_of(page, W)).to_have_attribute("aria-valuetext", "0.10")
    controls = stage_of(page).locator("input, select, button")
    assert controls.count() == 3 * 2 + 6
    for i in range(controls.count()):
        expect(controls.nth(i)).not_to_have_accessible_name("")
    names = [controls.nth(i).get_attribute("id") for i in range(controls.count())]
    assert len(set(filter(None, names))) == len(list(filter(None, names)))
    # A page may have two timelines, so each part of one says whose it is.
    for action, name in [("play", "Play Step"), ("back", "Back 1 Step"), ("speed", "Speed, Step")]:
        expect(button(page, action)).to_have_accessible_name(name)
    button(page, "play").click()
    expect(button(page, "play")).to_have_accessible_name("Pause Step")
    button(page, "play").click()
    expect(stage_of(page).get_by_role("group")).to_have_accessible_name("Step")
    for key, words in [(W, "w₁ weight of hours studied"), (B, "b bias")]:
        assert page.locator(f'[data-control="{key}"] label').text_content() == words
    titles = stage_of(page).get_by_role("heading", level=2)
    expect(titles).to_have_text(["Turn the knobs", "A line"])
    expect(stage_of(page).get_by_role("heading")).to_have_count(2)
    for name in ("line", "plane", "space"):
        expect(figure(page, name)).to_have_role("img")
        expect(figure(page, name)).not_to_have_accessible_name("")


def test_change_is_announced_once_and_only_after_it_is_let_go(page: Page) -> None:
    status = stage_of(page).get_by_role("status")
    expect(status).to_have_text("")
    expect(status).to_have_attribute("aria-live", "polite")
    record(page, ".live-stage [role=status]")
    grab(page, W)
    for index in (40, 50):
        pull(page, W, index)
        text = z_text(weight_1=value_at(W, index))
        expect(figure(page, "line")).to_have_attribute("aria-label", f"A line up to {text}")
    assert recorded(page) == []
    page.mouse.up()
    wait_until_told(page, {W: value_at(W, 50)})
    expect(status).to_have_text(f"z is {z_text(weight_1=value_at(W, 50))}")
    assert recorded(page) == [f"z is {z_text(weight_1=value_at(W, 50))}"]
