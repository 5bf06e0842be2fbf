"""A picture in space under the wheel and under fingers: the page scrolls past it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TWO_FRAMES
from tests.live.finger import PHONE, Fingers, scroll_to, scrolled, wait_until_scrolled
from tests.live.hand import drag, figure, value_at, wait_until_told

W = "weight_1"
EYE = """() => Object.values(document.querySelector("[data-figure=space] .js-plotly-plot")
  ._fullLayout.scene._scene.getCamera().eye)"""


def eye(page: Page) -> list[float]:
    return page.evaluate(EYE)


def distance(place: list[float]) -> float:
    return sum(each**2 for each in place) ** 0.5


def wait_until_eye_moved(page: Page, before: list[float]) -> None:
    page.wait_for_function(
        f"(old) => ({EYE})().some((each, i) => Math.abs(each - old[i]) > 0.05)", arg=before
    )


def middle_of(page: Page) -> tuple[float, float]:
    node = figure(page, "space")
    node.evaluate("node => node.scrollIntoView({ block: 'center' })")
    scroll_to(page, scrolled(page))
    box = node.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_wheel_over_a_picture_in_space_scrolls_the_page(open_in: Callable[..., Page]) -> None:
    page = open_in(viewport={"width": 1280, "height": 600})
    page.mouse.move(*middle_of(page))
    before, start = scrolled(page), eye(page)
    page.mouse.wheel(0, -200)
    wait_until_scrolled(page, before)
    page.evaluate(TWO_FRAMES)
    assert eye(page) == pytest.approx(start)


@pytest.mark.parametrize("key", ["Control", "Meta"])
def test_wheel_with_ctrl_or_cmd_zooms_and_the_page_stays(
    open_in: Callable[..., Page], key: str
) -> None:
    page = open_in(viewport={"width": 1280, "height": 600})
    page.mouse.move(*middle_of(page))
    before, start = scrolled(page), eye(page)
    page.keyboard.down(key)
    page.mouse.wheel(0, 120)
    wait_until_eye_moved(page, start)
    for _ in range(12):
        page.mouse.wheel(0, 2000)
        page.evaluate(TWO_FRAMES)
    page.keyboard.up(key)
    page.wait_for_function(f"() => Math.hypot(...({EYE})()) > 5.9")
    assert 1.2 * distance(start) < distance(eye(page)) < 6.01  # far, but not lost
    assert scrolled(page) == before
    assert page.evaluate("devicePixelRatio") == 1
    far = eye(page)
    drag(page, W, 50)
    wait_until_told(page, {W: value_at(W, 50)})
    assert eye(page) == pytest.approx(far, abs=1e-4)


def test_finger_scrolls_past_a_picture_in_space(open_in: Callable[..., Page]) -> None:
    page = open_in(**PHONE)
    x, y = middle_of(page)
    before, start = scrolled(page), eye(page)
    Fingers(page).swipe((x, y), (x + 8, y + 200))
    wait_until_scrolled(page, before)
    page.evaluate(TWO_FRAMES)
    assert eye(page) == pytest.approx(start)


def test_finger_turns_it_sideways_and_it_stays_so(open_in: Callable[..., Page]) -> None:
    page = open_in(**PHONE)
    x, y = middle_of(page)
    before, start = scrolled(page), eye(page)
    fingers = Fingers(page)
    fingers.down((x, y))
    fingers.pull((x, y), (x + 90, y))
    wait_until_eye_moved(page, start)
    sideways = eye(page)
    fingers.pull((x + 90, y), (x + 90, y + 60))  # once it turns, it turns any way
    wait_until_eye_moved(page, sideways)
    fingers.up()
    page.evaluate(TWO_FRAMES)
    turned = eye(page)
    assert distance(turned) == pytest.approx(distance(start), rel=1e-3)
    assert scrolled(page) == before
    scroll_to(page, 0)
    drag(page, W, 50)
    wait_until_told(page, {W: value_at(W, 50)})
    assert eye(page) == pytest.approx(turned, abs=1e-4)


def test_two_fingers_zoom_it_and_the_page_stays(open_in: Callable[..., Page]) -> None:
    page = open_in(**PHONE)
    x, y = middle_of(page)
    before, start = scrolled(page), distance(eye(page))
    fingers = Fingers(page)
    for way, nearer in ((1, True), (-1, False)):
        old = eye(page)
        fingers.down((x - 60, y), (x + 60, y))
        for part in range(0, 31, 5):
            fingers.move((x - 60 - way * part, y), (x + 60 + way * part, y))
        wait_until_eye_moved(page, old)
        fingers.up()
        page.evaluate(TWO_FRAMES)
        assert (distance(eye(page)) < distance(old)) is nearer
    assert 0.7 < distance(eye(page)) / start < 1.6
    assert scrolled(page) == before
    assert page.evaluate("visualViewport.scale") == 1


def test_picture_in_space_says_how_it_is_turned(page: Page, open_in: Callable[..., Page]) -> None:
    hint = page.locator(".live-hint")
    expect(hint).to_have_count(1)
    expect(hint.locator("span:visible")).to_have_text(
        "Drag to turn it. The wheel zooms while Ctrl or Cmd is down."
    )
    expect(open_in(**PHONE).locator(".live-hint span:visible")).to_have_text(
        "Turn it with one finger, sideways first. Two fingers zoom."
    )
