"""What is seen before anybody scrolls: the picture, its sliders, and the question beside them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage, OpenPage, open_guess
from visualizer.chapters import BESIDE, CHAPTERS, WORKSHOP

PATHS = [chapter.path for chapter in (*CHAPTERS, WORKSHOP[0])]
LAPTOP, PHONE = (1366, 768), (390, 844)
SMALLEST = 150  # px high is a picture with its title on a phone, such as four squares in a row
STAGE_TOP = 170  # of a laptop's 768 pixels
BOXES = """() => {
  const stage = document.querySelector('[data-stage="ready"]');
  const box = (each) => each.getBoundingClientRect().toJSON();
  const seen = (kind) => [...stage.querySelectorAll(kind)].map(box).filter((each) => each.height);
  return {stage: box(stage), picture: seen(".live-lead")[0], sliders: seen("input[type=range]")};
}"""


def boxes(page: Page, size: tuple[int, int]) -> dict:
    found = page.evaluate(BOXES)
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    return found


@pytest.mark.parametrize("path", PATHS)
def test_a_laptop_shows_the_picture_and_its_sliders(
    path: str, make_page: MakePage, open_page: OpenPage
) -> None:
    page = make_page(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    open_page(path, on=page)
    found = boxes(page, LAPTOP)
    assert found["stage"]["top"] < STAGE_TOP
    assert found["picture"]["bottom"] <= LAPTOP[1]
    assert found["sliders"][1]["bottom"] <= LAPTOP[1]


@pytest.mark.parametrize("path", PATHS)
def test_a_phone_shows_the_picture_and_a_slider(
    path: str, make_page: MakePage, open_page: OpenPage
) -> None:
    page = make_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    open_page(path, on=page)
    found = boxes(page, PHONE)
    assert found["picture"]["bottom"] <= PHONE[1]
    assert found["picture"]["height"] > SMALLEST
    assert found["sliders"][0]["bottom"] <= PHONE[1]


def test_no_room_is_left_below_squares_that_a_phone_makes_small(
    make_page: MakePage, open_page: OpenPage
) -> None:
    page = make_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    open_page("loss", on=page)
    picture = page.locator('[data-figure="squares"]').bounding_box()
    drawn = page.locator('[data-figure="squares"] .scatterlayer').first.bounding_box()
    assert picture["y"] + picture["height"] - (drawn["y"] + drawn["height"]) < 20


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_a_guess_is_made_and_answered_beside_the_question(
    size: tuple[int, int], make_page: MakePage, open_page: OpenPage
) -> None:
    page = make_page(viewport={"width": size[0], "height": size[1]})
    open_page("surface", on=page)
    open_guess(page)
    check = page.get_by_role("button", name="Check my guess")
    expect(check).to_be_disabled()
    options = page.get_by_test_id("stRadio").locator("label").filter(has=page.locator("input"))
    options.nth(0).click()
    expect(check).to_be_enabled()
    options.nth(1).click()  # a second thought
    expect(page.get_by_test_id("stRadio").get_by_role("radio").nth(1)).to_be_checked()
    check.click()
    said = page.get_by_test_id("stPopoverBody")
    expect(said).to_contain_text("You guessed “The steepest way up”. That is right.")
    expect(said).to_be_in_viewport(ratio=1)
    expect(page.locator(".st-key-predict button")).to_have_text("Rightexpand_less")
    said.get_by_role("link").click()
    expect(page.locator(".st-key-explain").get_by_text("That is right.")).to_be_in_viewport()


def test_a_guess_is_made_by_keys_alone(page: Page, open_page: OpenPage) -> None:
    open_page("loss")
    page.locator(".st-key-predict button").focus()
    page.keyboard.press("Enter")
    options = page.get_by_test_id("stRadio").get_by_role("radio")
    expect(options.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_checked()
    check = page.get_by_role("button", name="Check my guess")
    expect(check).to_be_enabled()
    page.keyboard.press("Tab")
    expect(check).to_be_focused()
    page.keyboard.press("Enter")
    link = page.get_by_test_id("stPopoverBody").get_by_role("link")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    expect(page.locator("#explained")).to_be_focused()
    expect(page.locator(".st-key-explain").get_by_text("Not quite.")).to_be_in_viewport()


def test_a_laptop_shows_every_page_in_the_menu(make_page: MakePage, open_page: OpenPage) -> None:
    page = make_page(viewport={"width": 1280, "height": 768})
    open_page("plans", stages=0, on=page)
    menu = page.get_by_role("banner").get_by_role("link")
    expect(menu).to_have_count(len(CHAPTERS) + len(BESIDE))
    for link in menu.all():
        expect(link).to_be_in_viewport(ratio=1)
