"""The desk of a class in real Chromium: a student moves, and their dot does."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MakePage, OpenPage, wait_until_idle
from tests.browser.test_accessibility import check
from tests.browser.test_pages import control, sent_frames, slider
from visualizer.words import class_desk as words
from visualizer.words import class_line as line_words
from visualizer.words import class_pictures as pictures


@dataclass
class Class:
    """A class that is open: its teacher at the desk, and a student on the page of the surface."""

    teacher: Page
    student: Page


@pytest.fixture
def school(make_page: MakePage, open_page: OpenPage) -> Class:
    """A class with a student who is seen on the desk."""
    teacher, student = make_page(reduced_motion="reduce"), make_page()
    open_page("class", on=teacher, stages=0)
    teacher.get_by_role("button", name=words.OPEN).click()
    wait_until_idle(teacher)
    code = teacher.locator(".st-key-class_way_in h1").inner_text()
    open_page(f"surface?w1=1&w2=-1&b=0#class={code}", on=student)
    expect(dots(teacher)).to_have_count(1)
    wait_until_idle(teacher)
    return Class(teacher, student)


def dots(teacher: Page) -> Locator:
    # The ring is a mark of a trace of its own, the last one.
    marks = teacher.locator('[data-figure="class_surface"] .scatterlayer .trace')
    return marks.first.locator(".points path.point")


def place(teacher: Page) -> str:
    return dots(teacher).first.get_attribute("transform") or ""


def test_a_dot_moves_when_its_student_lets_go_and_a_click_on_it_opens_what_they_see(
    school: Class,
) -> None:
    teacher, student = school.teacher, school.student
    expect(teacher.get_by_text("One is on “The surface”.")).to_be_visible()
    before, frames = place(teacher), sent_frames(teacher)
    for _ in range(5):
        slider(student, "weight_1").press("ArrowRight")
    expect(dots(teacher).first).not_to_have_attribute("transform", before)
    assert not frames, "no page ran for it"
    expect(student).to_have_url(re.compile(r"w1=1\.25"))
    said = student.locator(".class-who").get_attribute("data-text") or ""
    look = " ".join(said.rstrip(".").split()[-2:])  # You are the blue fox.
    dots(teacher).first.click(force=True)
    who = teacher.get_by_test_id("stPopoverButton").filter(has_text="person")
    expect(who).to_contain_text(look)
    keeps_the_rules_and_fits(teacher)
    who.click()
    teacher.get_by_role("button", name=words.SEE).click()
    expect(teacher).to_have_url(re.compile(r"/surface\?.*w1=1\.25.*w2=-1"))
    wait_until_idle(teacher)
    expect(control(teacher, "weight_2").get_by_role("textbox")).to_have_value("−1.0000")
    teacher.get_by_test_id("stTopNavLink").filter(has_text="Class").click()
    who.click()
    teacher.get_by_role("button", name=words.PUT_OUT).click()
    expect(student.locator(".class-said")).to_have_text(line_words.PUT_OUT)
    expect(student).to_have_url(re.compile(r"w1=1\.25"))  # the page stays theirs
    expect(teacher.get_by_text(pictures.HERE[0])).to_be_visible()


def test_a_typed_code_leads_in_and_the_own_link_opens_a_second_desk(
    make_page: MakePage, open_page: OpenPage
) -> None:
    teacher, other = make_page(), make_page()
    open_page("class", on=teacher, stages=0)
    teacher.get_by_role("button", name=words.OPEN).click()
    wait_until_idle(teacher)
    code = teacher.locator(".st-key-class_way_in h1").inner_text()
    open_page("class", on=other, stages=0)
    other.get_by_label(words.HAVE_CODE).fill(code.lower())
    other.keyboard.press("Enter")
    expect(other.get_by_text(words.YOU_ARE_IN.format(code=code))).to_be_visible()
    expect(teacher.get_by_text(pictures.HERE[1])).to_be_visible()
    teacher.get_by_role("button", name=words.MY_LINK).click()
    link = teacher.get_by_text("#desk=").inner_text()
    second = make_page()
    open_page("class#" + link.partition("#")[2], on=second)
    # Others may be coming in still, until the teacher begins: then the way in is folded.
    way_in = second.locator(".st-key-class_way_in h1")
    expect(second.get_by_text(pictures.HERE[1])).to_be_visible()
    expect(way_in).to_have_text(code)
    second.get_by_text(words.PAUSE, exact=True).click()
    expect(way_in).to_have_count(0)
    second.get_by_text(words.PAUSE, exact=True).click()
    second.get_by_text(words.SHOW_CODE).click()
    expect(way_in).to_have_text(code)
    assert "desk=" not in second.url


def keeps_the_rules_and_fits(teacher: Page) -> None:
    """Check the desk by the rules of accessibility, with all its pictures, and on a phone."""
    teacher.get_by_role("button", name=words.SHOW_GUESSES).click()
    expect(teacher.locator('[data-figure="class_guesses"]')).to_be_visible()
    wait_until_idle(teacher)
    size = teacher.viewport_size
    check(teacher)
    teacher.set_viewport_size({"width": 390, "height": 844})
    expect(teacher.get_by_text(pictures.PLANE)).to_be_attached()
    assert teacher.evaluate("document.documentElement.scrollWidth") == 390
    teacher.set_viewport_size(size)
    teacher.emulate_media(color_scheme="light")
    wait_until_idle(teacher)
