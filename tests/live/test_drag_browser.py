"""A finger on the stage: what moves before it lets go, and what the server hears of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.live.app import COLUMNS, positions
from tests.live.conftest import Gate, Wire
from tests.live.hand import (
    drag,
    error_of,
    field_of,
    figure,
    grab,
    number,
    numbers,
    pull,
    range_of,
    record,
    recorded,
    stage_of,
    thumb_at,
    told,
    trace,
    value_at,
    wait_for_trace,
    wait_until_standing,
    wait_until_told,
    written,
    z_text,
)
from visualizer.figures.theme import PALETTE

W, B = "weight_1", "bias"
HERE = {W: 32, B: 55}  # the positions of the defaults


def y_range(page: Page) -> list[float]:
    return page.evaluate(
        "document.querySelector('[data-figure=line] .js-plotly-plot')._fullLayout.yaxis.range"
    )


def test_everything_moves_under_the_finger_and_the_server_hears_nothing(
    page: Page, wire: Wire
) -> None:
    before = len(wire.sent)
    grab(page, W)
    for index in (50, 5, 20):
        pull(page, W, index)
        weight = value_at(W, index)
        z = numbers(weight_1=weight)["z"]
        expect(number(page, "z")).to_have_text(written(z))
        wait_for_trace(page, "line", "curve", "y", (z * COLUMNS).tolist())
        wait_for_trace(page, "line", "half", "y", (z * COLUMNS[:6]).tolist())
        wait_for_trace(page, "line", "note", "text", [f"z is {written(z)}"])
        kind = "pass" if z > 0 else "fail"
        wait_for_trace(page, "line", "point", "marker.color", PALETTE[kind][0])
        wait_for_trace(page, "space", "sheet", "z.0", 30 * (max(-15, min(15, z)) / 15))
        expect(figure(page, "line")).to_have_attribute("aria-label", f"A line up to {written(z)}")
        expect(field_of(page, W)).to_have_value(written(weight))
    assert len(wire.sent) == before
    page.mouse.up()
    wait_until_told(page, {W: value_at(W, 20)})
    assert len(wire.sent) == before + 1


MARKS = """() => {
  const plot = document.querySelector("[data-figure=line] .js-plotly-plot");
  const marks = plot.querySelectorAll(
    ".scatterlayer .js-line, .scatterlayer .point, .textpoint text");
  return Array.from(marks, (mark) => {
    const { left, top, width, height } = mark.getBoundingClientRect();
    return [mark.tagName, mark.textContent, left, top, width, height];
  });
}"""
REDRAW = "() => Plotly.redraw(document.querySelector('[data-figure=line] .js-plotly-plot'))"


def test_marks_under_the_finger_are_where_a_whole_drawing_puts_them(page: Page) -> None:
    at_rest = page.evaluate(MARKS)
    grab(page, W)
    pull(page, W, 5)
    z = numbers(weight_1=value_at(W, 5))["z"]
    wait_for_trace(page, "line", "curve", "y", (z * COLUMNS).tolist())
    wait_for_trace(page, "line", "note", "text", [f"z is {written(z)}"])
    moved = page.evaluate(MARKS)
    page.evaluate(REDRAW)
    whole = page.evaluate(MARKS)
    page.mouse.up()
    assert moved != at_rest
    assert len(moved) == len(whole) > 20
    for mark, expected in zip(moved, whole, strict=True):
        assert mark[:2] == expected[:2]
        assert mark[2:] == pytest.approx(expected[2:], abs=1)


def test_sweeps_are_renewed_by_the_answer(page: Page) -> None:
    drag(page, W, 50)
    wait_until_told(page, {W: value_at(W, 50)})
    grab(page, B)
    pull(page, B, 10)
    weight, bias = value_at(W, 50), value_at(B, 10)
    expect(number(page, "z")).to_have_text(z_text(weight_1=weight, bias=bias))
    page.mouse.up()
    wait_until_told(page, {W: weight}, {B: bias})


def test_finger_may_leave_the_slider_and_may_come_back(page: Page, wire: Wire) -> None:
    before = len(wire.sent)
    grab(page, W)
    pull(page, W, 45)
    pull(page, W, HERE[W])
    page.mouse.up()
    expect(number(page, "z")).to_have_text(z_text())
    assert len(wire.sent) == before
    # It is not held any more: it follows what the server finds.
    field_of(page, W).fill("0.25")
    field_of(page, W).press("Enter")
    wait_until_told(page, {W: 0.25})
    expect(range_of(page, W)).to_have_js_property("value", "35")
    grab(page, W)
    x, y = thumb_at(page, W, 50)
    page.mouse.move(x, y + 300, steps=4)  # let go far from the slider
    page.mouse.up()
    wait_until_told(page, {W: 0.25}, {W: value_at(W, 50, 0.25)})
    assert len(wire.sent) == before + 2


def test_keys_in_a_row_are_one_release(page: Page, wire: Wire) -> None:
    before = len(wire.sent)
    # As the browser does it ten times, with time for timers in between.
    range_of(page, W).evaluate(
        """async (range) => {
          for (let i = 0; i < 10; i += 1) {
            range.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
            range.stepUp();
            range.dispatchEvent(new Event("input"));
            range.dispatchEvent(new Event("change"));
            await new Promise((next) => setTimeout(next));
          }
        }"""
    )
    expect(number(page, "z")).to_have_text(z_text(weight_1=value_at(W, 42)))
    wait_until_told(page, {W: value_at(W, 42)})
    assert len(wire.sent) == before + 1


def test_keys_move_a_slider(page: Page) -> None:
    control = range_of(page, W)
    control.focus()
    page.keyboard.press("ArrowRight")
    expect(control).to_have_js_property("value", "33")
    expect(number(page, "z")).to_have_text(z_text(weight_1=value_at(W, 33)))
    keys = {"ArrowLeft": 32, "PageUp": 38, "PageDown": 32, "Home": 0, "End": 60}
    for key, index in keys.items():
        page.keyboard.press(key)
        expect(control).to_have_js_property("value", str(index))
    wait_until_standing(page, weight_1=1.5)
    expect(number(page, "z")).to_have_text(z_text(weight_1=1.5))


def test_exact_number_is_taken_with_point_or_comma(page: Page) -> None:
    field = field_of(page, W)
    sent = []
    for text, value in [("0,513", 0.513), ("−0.25", -0.25), ("1e-1", 0.1)]:
        field.fill(text)
        field.press("Enter")
        sent.append({W: value})
        wait_until_told(page, *sent)
        expect(number(page, "z")).to_have_text(z_text(weight_1=value))
        expect(field).to_have_value(written(value))
    field.fill(".75")
    field.press("Tab")  # leaving is as good as Enter, and tells once
    wait_until_told(page, *sent, {W: 0.75})


@pytest.mark.parametrize("text", ["abc", "1,2,3", "2", "-1e999", ""])
def test_junk_in_the_field_is_named_and_the_number_stays(page: Page, wire: Wire, text: str) -> None:
    before = len(wire.sent)
    field, error = field_of(page, W), error_of(page, W)
    expect(error).to_have_text("")
    field.fill(text)
    field.press("Enter")
    expect(error).to_have_role("alert")
    said = f"“{text}” is not a number" if text else "Type a number"
    expect(error).to_have_text(f"{said} from −1.50 to 1.50. It stays 0.10.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(error.inner_text())
    expect(field).to_have_value("0.10")
    field.press("Tab")
    grab(page, W)
    pull(page, W, 40)
    expect(error).to_have_text("")
    expect(field).not_to_have_attribute("aria-invalid", re.compile(""))
    assert len(wire.sent) == before
    page.mouse.up()


def test_escape_takes_a_typed_number_back(page: Page, wire: Wire) -> None:
    before = len(wire.sent)
    field = field_of(page, W)
    field.fill("1.25")
    field.press("Escape")
    expect(field).to_have_value("0.10")
    field.press("Tab")
    expect(range_of(page, B)).to_be_focused()
    assert len(wire.sent) == before


def test_half_typed_number_survives_an_answer(page: Page, gate: Gate) -> None:
    gate.shut()
    drag(page, W, 50)
    expect(stage_of(page)).to_have_attribute("data-stage", "waiting")
    field = field_of(page, B)
    field.click()  # selects what was there
    page.keyboard.type("−1.")
    gate.open()
    wait_until_told(page, {W: value_at(W, 50)})
    expect(field).to_have_value("−1.")
    page.keyboard.type("5\n")
    wait_until_told(page, {W: value_at(W, 50)}, {B: -1.5})


def test_control_grabbed_before_the_answer_waits_and_never_shows_a_wrong_number(
    page: Page, gate: Gate
) -> None:
    gate.shut()
    drag(page, W, 50)
    weight = value_at(W, 50)
    expect(stage_of(page)).to_have_attribute("data-stage", "waiting")
    record(page, '[data-quantity="z"]')
    grab(page, B)
    pull(page, B, 20)
    expect(stage_of(page)).to_have_attribute("data-stage", "waiting")
    expect(stage_of(page)).to_have_attribute("aria-busy", "true")
    expect(number(page, "z")).to_have_text(z_text(weight_1=weight))
    held = y_range(page)
    gate.open()
    expect(number(page, "z")).to_have_text(z_text(weight_1=weight, bias=value_at(B, 20)))
    expect(stage_of(page)).to_have_attribute("data-stage", "ready")
    pull(page, B, 30)
    expect(number(page, "z")).to_have_text(z_text(weight_1=weight, bias=value_at(B, 30)))
    assert y_range(page) == held  # no axis moves under a finger
    right = {z_text(weight_1=weight, bias=bias.item()) for bias in positions(B, 0.5)}
    assert set(recorded(page)) <= right
    page.mouse.up()
    wait_until_told(page, {W: weight}, {B: value_at(B, 30)})
    reach = 10 * (5 * weight + abs(value_at(B, 30)))
    assert y_range(page) == pytest.approx([-reach, reach])


def test_axes_let_go_without_a_change_are_renewed_too(page: Page, gate: Gate) -> None:
    gate.shut()
    drag(page, W, 60)
    grab(page, B)
    pull(page, B, 30)
    held = y_range(page)
    gate.open()
    expect(stage_of(page)).to_have_attribute("data-stage", "ready")
    assert y_range(page) == held
    pull(page, B, HERE[B])
    page.mouse.up()
    page.wait_for_function(
        """() => document.querySelector("[data-figure=line] .js-plotly-plot")
          ._fullLayout.yaxis.range[1] === 80"""
    )
    assert told(page) == [{W: 1.5}]


def test_of_two_quick_releases_the_last_wins(page: Page, gate: Gate) -> None:
    gate.shut()
    drag(page, W, 50)
    drag(page, W, 10)
    drag(page, B, 90)
    gate.open()
    weight, bias = value_at(W, 10), value_at(B, 90)
    wait_until_standing(page, weight_1=weight, bias=bias)
    expect(number(page, "z")).to_have_text(z_text(weight_1=weight, bias=bias))
    expect(range_of(page, W)).to_have_js_property("value", "10")
    expect(range_of(page, B)).to_have_js_property("value", "90")


def test_release_at_zero_can_be_taken_back_before_its_answer(page: Page, gate: Gate) -> None:
    gate.shut()
    drag(page, W, 30)
    expect(number(page, "z")).to_have_text(z_text(weight_1=0.0))
    drag(page, W, HERE[W])
    expect(stage_of(page)).to_have_attribute("data-stage", "waiting")
    gate.open()
    wait_until_standing(page, weight_1=0.1)
    expect(number(page, "z")).to_have_text(z_text())
    expect(range_of(page, W)).to_have_js_property("value", str(HERE[W]))


def test_answer_to_nothing_in_particular_does_not_undo_a_release(page: Page, gate: Gate) -> None:
    gate.shut()
    drag(page, W, 50)
    page.emulate_media(color_scheme="dark")  # mounts the stage anew, on what it already knew
    expect(stage_of(page)).to_have_attribute("data-theme", "dark")
    expect(stage_of(page)).to_have_attribute("data-stage", "waiting")
    expect(range_of(page, W)).to_have_js_property("value", "50")
    expect(number(page, "z")).to_have_text(z_text(weight_1=value_at(W, 50)))
    gate.open()
    wait_until_told(page, {W: value_at(W, 50)})
    page.emulate_media(color_scheme="light")


def press_and_at_once(page: Page, script: str) -> None:
    """Press a key on the weight and run ``script`` before the pause after a key is over."""
    range_of(page, W).evaluate(
        "(range, script) => range.addEventListener('change', () => eval(script), { once: true })",
        script,
    )
    range_of(page, W).press("ArrowRight")


def test_number_typed_right_after_a_key_has_the_last_word(page: Page, gate: Gate) -> None:
    gate.shut()
    press_and_at_once(
        page,
        """const field = document.querySelector("[data-control=weight_1] input[type=text]");
        field.focus();
        field.value = "1.25";
        field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));""",
    )
    page.evaluate("new Promise((over) => setTimeout(over, 400))")  # the pause after a key
    gate.open()
    wait_until_told(page, {W: 1.25})
    expect(number(page, "z")).to_have_text(z_text(weight_1=1.25))


def test_key_is_told_although_another_control_is_let_go_right_after(page: Page) -> None:
    # The timeline stands at its start already.
    press_and_at_once(page, "document.querySelector('[data-action=start]').click()")
    wait_until_told(page, {W: value_at(W, 33)})


def test_click_into_a_plane_sets_both_of_its_controls_at_once(page: Page) -> None:
    node = figure(page, "plane").locator(".js-plotly-plot")
    node.scroll_into_view_if_needed()
    x, y = node.evaluate(
        """(plot) => {
          const { xaxis, yaxis } = plot._fullLayout;
          const box = plot.getBoundingClientRect();
          return [box.left + xaxis._offset + xaxis.d2p(0.75),
                  box.top + yaxis._offset + yaxis.d2p(-2.5)];
        }"""
    )
    page.mouse.click(x, y)
    page.wait_for_function("document.querySelector('[data-testid=stText]').textContent !== '[]'")
    [commit] = told(page)
    assert commit == {W: pytest.approx(0.75, abs=0.02), B: pytest.approx(-2.5, abs=0.1)}
    expect(number(page, "z")).to_have_text(z_text(**commit))
    expect(stage_of(page)).to_have_attribute("data-stage", "ready")
    box = node.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 3, box["y"] + 3)  # beside the plane
    drag(page, W, 10)
    expect(range_of(page, W)).to_have_js_property("value", "10")
    page.wait_for_function(
        "JSON.parse(document.querySelector('[data-testid=stText]').textContent).length === 2"
    )


SCALES = {
    "zoom 0.8": "document.body.style.zoom = 0.8",
    "zoom 1.5": "document.body.style.zoom = 1.5",
    "embedded": """Object.assign(document.querySelector(".live-stage").style,
      { transform: "scale(0.7, 0.9)", transformOrigin: "0 0" })""",
}


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_click_lands_where_it_is_seen_on_a_page_of_any_scale(page: Page, scale: str) -> None:
    page.evaluate(scale)
    try:
        node = figure(page, "plane").locator(".nsewdrag")
        node.scroll_into_view_if_needed()
        x, y, width, height = node.evaluate(
            """(node) => {
              const { x, y, width, height } = node.getBoundingClientRect();
              return [x, y, width, height];
            }"""
        )
        page.mouse.click(x + 0.75 * width, y + 0.25 * height)
        page.wait_for_function(
            "document.querySelector('[data-testid=stText]').textContent !== '[]'"
        )
        [commit] = told(page)
        assert commit == {W: pytest.approx(0.75, abs=0.02), B: pytest.approx(2.5, abs=0.1)}
    finally:
        page.evaluate("document.body.style.zoom = ''")


def test_thumb_follows_a_finger_on_a_phone(open_in: Callable[..., Page], wire: Wire) -> None:
    page = open_in(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    expect(stage_of(page)).to_be_visible()
    # Streamlit scrolls a part of the page, not the page.
    assert page.evaluate(
        """[document.scrollingElement, document.querySelector("[data-testid=stMain]")]
          .every((part) => part.scrollWidth <= innerWidth)"""
    )
    before = len(wire.sent)
    touch = page.context.new_cdp_session(page)

    def send(kind: str, index: int | None = None) -> None:
        points = [] if index is None else [thumb_at(page, W, index)]
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    send("touchStart", HERE[W])
    for index in range(HERE[W], 51, 3):
        send("touchMove", index)
    expect(range_of(page, W)).to_have_js_property("value", "50")
    weight = value_at(W, 50)
    expect(number(page, "z")).to_have_text(z_text(weight_1=weight))
    assert len(wire.sent) == before
    send("touchEnd")
    wait_until_told(page, {W: weight})
    assert trace(page, "line", "note", "text") == [f"z is {z_text(weight_1=weight)}"]
