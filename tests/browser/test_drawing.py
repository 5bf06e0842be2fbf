"""The drawn neuron under a hand: its lines are dragged, and its parts say what they do."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import TWO_FRAMES, MakePage, OpenPage, wait_until_idle
from tests.browser.test_pages import control, slider
from tests.live.finger import PHONE, Fingers, scroll_to, scrolled, wait_until_scrolled

WORKED = ".live-worked"


def part(page: Page, name: str) -> Locator:
    return page.locator(f'[data-part="{name}"]')


def knob(page: Page, name: str) -> tuple[float, float]:
    """Return where on the screen the middle of a line is."""
    expect(part(page, name)).to_have_attribute("d", re.compile(r"\d"))
    part(page, name).scroll_into_view_if_needed()
    box = part(page, name).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def told(page: Page) -> list[str]:
    """Return a list that fills with every release."""
    posts: list[str] = []
    page.on(
        "request", lambda each: posts.append(each.post_data) if "/live/moment" in each.url else None
    )
    return posts


def value(page: Page, key: str) -> float:
    return float(control(page, key).get_by_role("textbox").input_value().replace("−", "-"))


def signed(number: float) -> str:
    return f"{number:+.2f}".replace("-", "−")


def test_a_line_is_dragged_as_its_slider_is_and_says_what_it_does(
    page: Page, open_page: OpenPage
) -> None:
    posts = told(page)
    open_page("neuron")
    x, y = knob(page, "weight_1")
    start, last = int(slider(page, "weight_1").input_value()), 60
    assert slider(page, "weight_1").get_attribute("max") == str(last)
    page.mouse.click(x, y)
    expect(page.locator(WORKED)).to_have_text("5.00 × +0.10 = +0.50")
    assert value(page, "weight_1") == 0.1
    track = slider(page, "weight_1").bounding_box()["width"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 4)  # from here on it is no click
    page.mouse.move(x, y + 4 + 12.2 * track / last, steps=5)  # and down is less
    expect(slider(page, "weight_1")).to_have_js_property("value", str(start - 12))
    weight = value(page, "weight_1")
    assert weight < -0.3
    expect(page.locator(WORKED)).to_have_text(f"5.00 × {signed(weight)} = {signed(5 * weight)}")
    z = f"{5 * weight + 7 * 0.2 + 0.5:.2f}".replace("-", "−")
    expect(page.locator("[data-quantity=z]").first).to_have_text(z)
    expect(page.locator("[data-figure=network]")).to_contain_text(f"w₁ = {signed(weight)}")
    assert posts == []
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"[?&]w1=-"))
    wait_until_idle(page)
    assert len(posts) == 1
    expect(page.locator(WORKED)).to_be_visible()  # a drag is no click
    page.keyboard.press("Escape")
    expect(page.locator(WORKED)).to_be_hidden()
    assert value(page, "weight_1") == weight


def test_the_parts_are_one_stop_of_the_tab_key_and_arrows_move_a_line(
    page: Page, open_page: OpenPage
) -> None:
    posts = told(page)
    open_page()
    knob(page, "bias")
    assert page.locator('[data-part][tabindex="0"]').count() == 1
    part(page, "weight_1").focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(part(page, "bias")).to_be_focused()
    page.keyboard.press("Enter")
    expect(part(page, "bias")).to_have_attribute("aria-expanded", "true")
    before = value(page, "bias")
    part(page, "bias").evaluate(
        """(node) => {  // as a key that is held down comes, however slow the machine
          for (let again = 0; again < 3; again += 1)
            node.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true }));
        }"""
    )
    after = value(page, "bias")
    assert after > before
    expect(page.locator(WORKED)).to_have_text(f"1 × {signed(after)} = {signed(after)}")
    expect(page).to_have_url(re.compile(r"[?&]b="))
    wait_until_idle(page)
    assert len(posts) == 1
    expect(part(page, "bias")).to_have_accessible_name(
        f"b, the bias: 1 × {signed(after)} = {signed(after)}"
    )
    page.keyboard.press("End")
    page.keyboard.press("Space")
    expect(page.locator(WORKED)).to_have_text(re.compile(r"sigmoid\(.+\) = 0\.\d+ = .+%"))
    page.keyboard.press("Space")
    expect(page.locator(WORKED)).to_be_hidden()


def test_a_finger_scrolls_past_the_lines_slides_them_sideways_and_taps_them(
    make_page: MakePage, open_page: OpenPage
) -> None:
    phone = make_page(**PHONE)
    posts = told(phone)
    open_page(on=phone)
    fingers = Fingers(phone)
    scroll_to(phone, 300)
    x, y = knob(phone, "weight_2")
    before = scrolled(phone)
    fingers.swipe((x, y), (x + 6, y - 200))
    wait_until_scrolled(phone, before)
    phone.evaluate(TWO_FRAMES)
    assert value(phone, "weight_2") == 0.2
    assert posts == []
    scroll_to(phone, 300)
    x, y = knob(phone, "weight_2")
    fingers.slide((x, y), (x - 90, y))
    expect(phone).to_have_url(re.compile(r"[?&]w2=-"))
    wait_until_idle(phone)
    assert len(posts) == 1
    expect(phone.locator(WORKED)).to_be_hidden()
    x, y = knob(phone, "weight_2")
    phone.touchscreen.tap(x, y)
    weight = value(phone, "weight_2")
    expect(phone.locator(WORKED)).to_have_text(f"7.00 × {signed(weight)} = {signed(7 * weight)}")
    assert len(posts) == 1


WATCH_FLOW = """() => {
  globalThis.flown = [];
  new MutationObserver((changes) => {
    for (const drop of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      const [{ effect }] = drop.getAnimations();
      flown.push([drop.textContent, effect.getComputedTiming().endTime]);
    }
  }).observe(document.querySelector(".live-flow"), { childList: true });
}"""


def pull_line(page: Page, name: str, pixels: float) -> None:
    x, y = knob(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels, y, steps=8)
    page.evaluate(TWO_FRAMES)


def test_once_at_rest_what_has_changed_travels_to_the_answer_and_not_for_who_wants_calm(
    page: Page, open_page: OpenPage
) -> None:
    open_page("?w2=-0.5")
    knob(page, "weight_1")
    page.evaluate(WATCH_FLOW)
    pull_line(page, "weight_1", 60)
    weight = value(page, "weight_1")
    assert weight > 0.1
    assert page.evaluate("flown") == []
    page.mouse.up()
    page.wait_for_function("flown.length && !document.querySelector('.live-drop')")
    texts, ends = zip(*page.evaluate("flown"), strict=True)
    z = f"{5 * weight - 7 * 0.5 + 0.5:.2f}".replace("-", "−")
    chance = page.locator("[data-quantity=prediction]").first.inner_text()
    assert texts == (signed(5 * weight), z, z, chance)
    assert list(ends) == sorted(ends)
    assert ends[-1] <= 400
    page.emulate_media(reduced_motion="reduce")
    pull_line(page, "bias", 60)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"[?&]b="))
    wait_until_idle(page)
    assert len(page.evaluate("flown")) == len(texts)
