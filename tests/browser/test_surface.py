"""The loss surface under a student's hands, in real Chromium over the real server."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, ask_to_be_shown, wait_until_idle
from tests.browser.test_pages import (
    control,
    grab,
    let_go,
    number,
    sent_frames,
    shown,
    trace,
    wait_for_trace,
)

WAYS = ("gradient_wiggle", "gradient_formula", "gradient")
NAMES = ("weight_1", "weight_2", "bias")
PLOT = """document.querySelector('[data-figure="%s"] .js-plotly-plot')"""
READ_CAMERA = f"""() => JSON.stringify({PLOT % "surface"}._fullLayout.scene.camera.eye)"""
READ_RANGES = f"""() => {{
    const {{ xaxis, yaxis }} = {PLOT % "contour"}._fullLayout;
    const {{ scene }} = {PLOT % "surface"}._fullLayout;
    return [xaxis, yaxis, scene.xaxis, scene.yaxis, scene.zaxis].map((axis) => axis.range);
}}"""
PLACE_OF = f"""([x, y]) => {{
    const plot = {PLOT % "contour"};
    const {{ xaxis, yaxis }} = plot._fullLayout;
    const box = plot.getBoundingClientRect();
    return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}}"""


def click_at(page: Page, x: float, y: float) -> None:
    """Click into the map at a place of its axes."""
    page.locator('[data-figure="contour"]').scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate(PLACE_OF, [x, y]))


def typed_value(page: Page, key: str) -> float:
    text = control(page, key).get_by_role("textbox").input_value()
    return float(text.replace("−", "-"))


def drawn(page: Page, figure: str, target: str) -> list[float]:
    return json.loads(trace(page, figure, target))


def expect_three_equal(page: Page) -> None:
    for name in NAMES:
        seen = {number(page, f"{way}_{name}").inner_text() for way in WAYS}
        assert len(seen) == 1, (name, seen)
    expect(number(page, "agreement")).to_contain_text("All three agree")


def set_range(page: Page, key: str, end: str) -> None:
    control(page, key).get_by_role("slider").press(end)


def test_a_click_into_the_map_sets_the_start(page: Page, open_page: OpenPage) -> None:
    open_page("surface")
    ask_to_be_shown(page)
    loss = number(page, "loss").inner_text()
    click_at(page, 0.75, -1.0)
    expect(page).to_have_url(re.compile(r"w1=0\.7\d*&w2=-(0\.9|1\.0)\d*|w1=0\.7\d*&w2=-1(&|$)"))
    wait_until_idle(page)
    assert typed_value(page, "weight_1") == pytest.approx(0.75, abs=0.02)
    assert typed_value(page, "weight_2") == pytest.approx(-1.0, abs=0.02)
    expect(number(page, "loss")).not_to_have_text(loss)
    for letter, name in (("x", "weight_1"), ("y", "weight_2")):
        place = shown(page, name) if page.locator(f'[data-quantity="{name}"]').count() else None
        for target in ("marker", "trail", "gradient", "step"):
            start = drawn(page, "contour", f"{target}.{letter}")[0]
            assert start == pytest.approx(place or typed_value(page, name), abs=1e-3)
        assert drawn(page, "surface", f"marker.{letter}")[0] == pytest.approx(start, abs=1e-3)
    expect_three_equal(page)


def test_a_click_beside_the_axes_changes_nothing(page: Page, open_page: OpenPage) -> None:
    open_page("surface")
    frames = sent_frames(page)
    click_at(page, -1.9, 0)
    page.wait_for_timeout(300)
    assert not frames
    assert page.url.endswith("surface")


def test_other_axes_take_other_clicks(page: Page, open_page: OpenPage) -> None:
    open_page("surface?axes=w1_b")
    click_at(page, -2.0, 1.2)
    expect(page).to_have_url(re.compile(r"b=-(1\.9|2)"))
    wait_until_idle(page)
    assert typed_value(page, "weight_1") == pytest.approx(1.2, abs=0.02)
    assert typed_value(page, "weight_2") == 0.5
    assert typed_value(page, "bias") == pytest.approx(-2, abs=0.04)


def test_point_arrows_and_trail_move_before_the_release(page: Page, open_page: OpenPage) -> None:
    frames = sent_frames(page)
    open_page("surface")
    ask_to_be_shown(page)
    targets = [
        ("contour", "marker.x"), ("contour", "gradient.x"), ("contour", "gradient.y"),
        ("contour", "step.y"), ("contour", "trail.y"), ("surface", "trail.z"),
    ]  # fmt: skip
    before = {target: trace(page, *target) for target in targets}
    field = trace(page, "contour", "field.z")
    texts = [number(page, f"{way}_weight_1").inner_text() for way in WAYS]
    told = len(frames)
    grab(page, "weight_1", 0.8)
    for (figure, target), old in before.items():
        page.locator(f'[data-figure="{figure}"]').scroll_into_view_if_needed()
        wait_for_trace(page, figure, target, old)
    for way, text in zip(WAYS, texts, strict=True):
        expect(number(page, f"{way}_weight_1")).not_to_have_text(text)
    expect_three_equal(page)
    assert trace(page, "contour", "field.z") == field
    assert len(frames) == told
    let_go(page)
    expect(page).to_have_url(re.compile("w1=0.9"))


def test_what_is_held_bends_the_surface_under_the_finger(page: Page, open_page: OpenPage) -> None:
    open_page("surface")
    held = page.locator(".live-sentence", has_text="which is held")
    expect(held).to_contain_text("b = +0.5000")
    field, surface = trace(page, "contour", "field.z"), trace(page, "surface", "surface.z")
    grab(page, "bias", 0.1)
    wait_for_trace(page, "contour", "field.z", field)
    expect(held).to_contain_text("b = −2.4")
    page.locator('[data-figure="surface"]').scroll_into_view_if_needed()
    wait_for_trace(page, "surface", "surface.z", surface)
    let_go(page)


def test_the_rate_stretches_the_step_but_not_the_gradient(page: Page, open_page: OpenPage) -> None:
    open_page("surface")
    step, gradient = trace(page, "contour", "step.x"), trace(page, "contour", "gradient.x")
    grab(page, "learning_rate", 1.0)
    wait_for_trace(page, "contour", "step.x", step)
    expect(number(page, "loss_drop_predicted")).to_have_text("83.1537")
    expect(number(page, "drop_verdict")).to_contain_text("more than all the loss there is")
    assert trace(page, "contour", "gradient.x") == gradient
    let_go(page)


def test_the_camera_stays(page: Page, open_page: OpenPage) -> None:
    open_page("surface")
    plot = page.locator('[data-figure="surface"]')
    plot.scroll_into_view_if_needed()
    first = page.evaluate(READ_CAMERA)
    box = plot.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 90, middle[1] + 40, steps=6)
    page.mouse.up()
    page.wait_for_function(f"old => ({READ_CAMERA})() !== old", arg=first)
    turned = page.evaluate(READ_CAMERA)
    click_at(page, 0.5, 0.5)
    expect(page).to_have_url(re.compile("w1="))
    wait_until_idle(page)
    grab(page, "bias", 0.7)
    let_go(page)
    assert page.evaluate(READ_CAMERA) == turned


@pytest.mark.parametrize("output", ["sigmoid", "identity"])
def test_extremes_in_any_order_leave_finite_axes_and_a_sentence(
    output: str, page: Page, open_page: OpenPage
) -> None:
    open_page(f"surface?output={output}&axes=w2_b")
    for key, end in [
        ("learning_rate", "End"), ("weight_1", "Home"), ("bias", "End"), ("weight_2", "End"),
        ("weight_1", "End"), ("learning_rate", "Home"), ("bias", "Home"), ("learning_rate", "End"),
    ]:  # fmt: skip
        set_range(page, key, end)
    wait_until_idle(page)
    ranges = page.evaluate(READ_RANGES)
    assert ranges[:4] == [pytest.approx(each) for each in 2 * [[-3, 3], [-1.5, 1.5]]]
    assert all(low < high for low, high in ranges)
    expect(number(page, "drop_verdict")).not_to_be_empty()
    expect(number(page, "course")).not_to_be_empty()
    assert drawn(page, "contour", "marker.x") == [-3]
    assert drawn(page, "contour", "marker.y") == [1.5]
    for figure in ("contour", "surface"):
        label = page.locator(f'[data-figure="{figure}"]').get_attribute("aria-label")
        assert "{" not in label
        assert "b = −3.0000" in label


def test_two_quick_clicks_end_at_the_last(page: Page, open_page: OpenPage) -> None:
    open_page("surface")
    click_at(page, 1.0, 1.0)
    click_at(page, -1.0, -1.0)
    expect(page).to_have_url(re.compile(r"w1=-(0\.9|1)"))
    wait_until_idle(page)
    assert typed_value(page, "weight_1") == pytest.approx(-1, abs=0.02)
    assert drawn(page, "contour", "marker.x")[0] == pytest.approx(-1, abs=0.02)


def test_a_link_shows_the_same_again(page: Page, open_page: OpenPage) -> None:
    open_page("surface?axes=w1_b&data=twelve_students&scaling=standardized")
    ask_to_be_shown(page)
    click_at(page, 1.3, -0.4)
    expect(page).to_have_url(re.compile("b=1"))
    wait_until_idle(page)
    before = [number(page, f"gradient_{name}").inner_text() for name in NAMES]
    page.reload()  # which knows that the question was answered
    wait_until_idle(page)
    assert [number(page, f"gradient_{name}").inner_text() for name in NAMES] == before


@pytest.mark.parametrize("role", ["textbox", "slider"])
def test_the_focus_stays_where_a_release_draws_the_map_narrower(
    page: Page, open_page: OpenPage, role: str
) -> None:
    open_page("surface?w1=4")
    assert page.evaluate(READ_RANGES)[0][1] > 1.6
    own = control(page, "weight_1").get_by_role(role)
    own.focus()
    if role == "textbox":
        own.fill("0.5")
        page.keyboard.press("Enter")
    else:
        for _ in range(18):  # of the 60 from −6 to 6
            page.keyboard.press("ArrowLeft")
    expect(page).not_to_have_url(re.compile("w1=4"))
    page.wait_for_function(f"() => ({READ_RANGES})()[0][1] < 1.6")
    wait_until_idle(page)
    expect(own).to_be_focused()
