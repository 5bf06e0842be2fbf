"""Fingers on a phone: what scrolls the page changes nothing, what slides a thumb does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TWO_FRAMES
from tests.live.conftest import Wire
from tests.live.finger import PHONE, Fingers, scroll_to, scrolled, wait_until_scrolled
from tests.live.hand import (
    button,
    field_of,
    number,
    range_of,
    recorded,
    stage_of,
    thumb_at,
    value_at,
    wait_until_told,
    z_text,
)

W, B, STEP = "weight_1", "bias", "step"
HERE = 32  # the position of the weight


@pytest.fixture
def phone(open_in: Callable[..., Page]) -> Page:
    return open_in(**PHONE)


@pytest.fixture
def fingers(phone: Page) -> Fingers:
    return Fingers(phone)


def record_values(page: Page, key: str) -> None:
    """Note every text that the field of a control shows from now on, frame by frame."""
    range_of(page, key).scroll_into_view_if_needed()
    page.evaluate(
        """(key) => {
          const field = document.querySelector(`[data-control="${key}"] input[type=text]`);
          globalThis.seenTexts = [field.value];
          const look = () => {
            if (field.value !== seenTexts.at(-1)) seenTexts.push(field.value);
            requestAnimationFrame(look);
          };
          look();
        }""",
        key,
    )


@pytest.mark.parametrize("index", [4, HERE, 56], ids=["track before", "thumb", "track behind"])
@pytest.mark.parametrize("way", [-240, 160], ids=["up", "down"])
def test_finger_that_scrolls_over_a_slider_changes_nothing(
    phone: Page, fingers: Fingers, wire: Wire, index: int, way: int
) -> None:
    scroll_to(phone, 120)
    record_values(phone, W)
    told = len(wire.sent)
    x, y = thumb_at(phone, W, index)
    before = scrolled(phone)
    fingers.swipe((x, y), (x + 6, y + way))
    wait_until_scrolled(phone, before)
    phone.evaluate(TWO_FRAMES)
    assert recorded(phone) == ["0.10"]
    expect(range_of(phone, W)).to_have_js_property("value", str(HERE))
    expect(number(phone, "z")).to_have_text(z_text())
    expect(stage_of(phone)).to_have_attribute("data-stage", "ready")
    assert len(wire.sent) == told


def test_slider_works_after_a_scroll_that_began_on_it(phone: Page, fingers: Fingers) -> None:
    x, y = thumb_at(phone, W, 4)
    before = scrolled(phone)
    fingers.down((x, y))
    fingers.pull((x, y), (x, y - 200))
    wait_until_scrolled(phone, before)
    fingers.up()
    scroll_to(phone, 0)
    start = thumb_at(phone, W, HERE)
    fingers.swipe(start, thumb_at(phone, W, 50))
    wait_until_told(phone, {W: value_at(W, 50)})


@pytest.mark.parametrize("index", [HERE, 10], ids=["thumb", "track"])
def test_finger_that_moves_sideways_slides_the_thumb(
    phone: Page, fingers: Fingers, wire: Wire, index: int
) -> None:
    told = len(wire.sent)
    start, end = thumb_at(phone, W, index), thumb_at(phone, W, 50)
    before = scrolled(phone)
    fingers.down(start)
    fingers.pull(start, end)
    expect(range_of(phone, W)).to_have_js_property("value", "50")
    weight = value_at(W, 50)
    expect(number(phone, "z")).to_have_text(z_text(weight_1=weight))
    # Once it slides, it may wander: the page stays.
    fingers.pull(end, (end[0], end[1] - 150))
    assert scrolled(phone) == before
    expect(range_of(phone, W)).to_have_js_property("value", "50")
    assert len(wire.sent) == told
    fingers.up()
    wait_until_told(phone, {W: weight})


def test_tap_on_the_track_sets_the_value(phone: Page, fingers: Fingers) -> None:
    x, y = thumb_at(phone, W, 50)
    fingers.down((x, y))
    fingers.up()
    wait_until_told(phone, {W: value_at(W, 50)})
    expect(number(phone, "z")).to_have_text(z_text(weight_1=value_at(W, 50)))
    x, y = thumb_at(phone, W, 10)
    fingers.down((x, y))
    fingers.move((x + 2, y + 3))  # no finger is a needle
    fingers.up()
    expect(range_of(phone, W)).to_have_js_property("value", "10")
    wait_until_told(phone, {W: value_at(W, 50)}, {W: value_at(W, 10, value_at(W, 50))})


def test_slide_that_is_taken_away_brings_back_what_stood(
    phone: Page, fingers: Fingers, wire: Wire
) -> None:
    told = len(wire.sent)
    start, end = thumb_at(phone, W, HERE), thumb_at(phone, W, 50)
    fingers.down(start)
    fingers.pull(start, end)
    expect(number(phone, "z")).to_have_text(z_text(weight_1=value_at(W, 50)))
    fingers.cancel()
    expect(range_of(phone, W)).to_have_js_property("value", str(HERE))
    expect(field_of(phone, W)).to_have_value("0.10")
    expect(number(phone, "z")).to_have_text(z_text())
    expect(stage_of(phone)).to_have_attribute("data-stage", "ready")
    assert len(wire.sent) == told
    fingers.swipe(thumb_at(phone, B, 55), thumb_at(phone, B, 70))
    wait_until_told(phone, {B: value_at(B, 70)})


def test_finger_that_scrolls_over_the_timeline_lets_it_play(phone: Page, fingers: Fingers) -> None:
    button(phone, "speed").select_option("2")
    button(phone, "play").click()
    x, y = thumb_at(phone, STEP, 30)
    before = scrolled(phone)
    fingers.swipe((x, y), (x, y - 160))
    wait_until_scrolled(phone, before)
    expect(button(phone, "play")).to_have_text("Pause")
    shown = int(field_of(phone, STEP).input_value())
    assert shown < 25
    expect(field_of(phone, STEP)).not_to_have_value(str(shown))
    scroll_to(phone, scrolled(phone))  # it may still glide
    x, y = thumb_at(phone, STEP, 30)
    fingers.down((x, y))
    fingers.up()
    expect(button(phone, "play")).to_have_text("Play")
    expect(field_of(phone, STEP)).to_have_value("30")


def test_value_let_go_where_it_stood_is_shown_although_nothing_is_told(
    page: Page, wire: Wire
) -> None:
    told = len(wire.sent)
    # Both within one frame: what was on its way to be drawn is not left there.
    range_of(page, W).evaluate(
        """(range) => new Promise((done) => {
          const put = (value) => {
            range.value = value;
            range.dispatchEvent(new Event("input"));
          };
          put("50");
          requestAnimationFrame(() => requestAnimationFrame(() => {
            put("32");
            range.dispatchEvent(new Event("change"));
            const end = performance.now() + 30;
            while (performance.now() < end);
            done();
          }));
        })"""
    )
    expect(number(page, "z")).to_have_text(z_text())
    assert len(wire.sent) == told
