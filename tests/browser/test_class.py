"""A class in real Chromium: a teacher and two students, each in a browser of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import Route as Request

from tests.browser.conftest import MakePage, OpenPage, wait_until_idle
from tests.browser.test_pages import control, sent_frames, slider, tool
from visualizer.words import class_desk as desk_words
from visualizer.words import class_line as words
from visualizer.words.rooms import NO_ROOM

# Notes what lay over a page for a while.
WATCH_COVERS = """() => {
  globalThis.covers = [];
  new MutationObserver(() => {
    const found = document.querySelector(".live-ahead");
    const bias = found?.querySelector("[data-control=bias] input:not([type=range])");
    if (!bias?.value || covers.length) return;
    covers.push(...["h1", "p"].map((tag) => found.querySelector(tag).textContent), bias.value);
  }).observe(document.body, { childList: true, subtree: true, attributes: true });
}"""
LIVES = "visualizer.seat"  # where a browser keeps its seat


def line(page: Page) -> Locator:
    return page.locator(".class-line")


def said(page: Page) -> Locator:
    return page.locator(".class-said")


def press(page: Page, label: str) -> None:
    line(page).get_by_role("button", name=label, exact=True).click()


def number_in(page: Page, key: str) -> Locator:
    return control(page, key).get_by_role("textbox")


def turn_to(page: Page, title: str) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{title}$")).click()


@dataclass
class Class:
    """A class that is open: its code, and who is in it."""

    code: str
    teacher: Page
    students: list[Page]


@pytest.fixture
def school(make_page: MakePage, open_page: OpenPage) -> Class:
    """A class with its teacher on the neuron, and two students on pages of their own."""
    teacher = make_page()
    open_page("class", on=teacher, stages=0)
    teacher.get_by_role("button", name=desk_words.OPEN).click()
    expect(line(teacher)).to_be_visible()
    code = teacher.locator(".class-code").inner_text().split()[-1]
    students = [make_page(), make_page(viewport={"width": 390, "height": 844})]
    for student, path in zip(students, ("neuron?b=-1", ""), strict=True):
        open_page(f"{path}#class={code}", on=student)
        expect(line(student)).to_contain_text(code)
    expect(line(teacher)).to_contain_text(words.MANY_HERE.format(count=2))
    turn_to(teacher, "The neuron")
    wait_until_idle(teacher)
    return Class(code, teacher, students)


def test_who_joins_by_a_link_comes_when_called_and_stays_who_they_are(school: Class) -> None:
    teacher, (one, other) = school.teacher, school.students
    assert "#" not in one.url
    expect(one).to_have_url(re.compile(r"neuron\?b=-1$"))
    was = one.locator(".class-who").get_attribute("data-text") or ""
    slider(teacher, "bias").press("ArrowRight")
    expect(teacher).to_have_url(re.compile("b=0.6"))
    other.evaluate(WATCH_COVERS)
    press(teacher, words.COME)
    for student in (one, other):
        expect(student).to_have_url(re.compile(r"/neuron\?.*b=0.6"))
        expect(said(student)).to_have_text(words.YOU_CAME)
        wait_until_idle(student)
        expect(number_in(student, "bias")).to_have_value("0.60")
    # Who was on another page saw the stage before the page had come.
    assert other.evaluate("covers") == ["The neuron", words.REST_COMES, "0.60"]
    expect(other.locator(".live-ahead")).to_have_count(0)
    assert not other.evaluate("document.querySelector('[data-testid=stMain]').inert")
    assert one.evaluate("globalThis.covers") is None
    tool(one, "Undo").click()
    expect(number_in(one, "bias")).to_have_value("−1.00")
    one.reload()
    wait_until_idle(one)
    expect(one.locator(".class-who")).to_have_attribute("data-text", was)
    expect(number_in(one, "bias")).to_have_value("−1.00")  # nobody is called twice
    expect(line(teacher)).to_contain_text(words.MANY_HERE.format(count=2))
    one.goto(one.url + f"#class={school.code}")  # the link of the wall once more
    expect(one).not_to_have_url(re.compile("#"))
    one.reload()
    wait_until_idle(one)
    expect(one.locator(".class-who")).to_have_attribute("data-text", was)
    teacher.goto(teacher.url + f"#class={school.code}")
    expect(said(teacher)).to_have_text(words.YOU_LEAD)
    expect(line(teacher)).to_contain_text(words.MANY_HERE.format(count=2))
    press(one, words.ANOTHER)
    expect(one.locator(".class-who")).not_to_have_attribute("data-text", was)
    press(other, words.LEAVE)
    expect(line(other)).to_have_count(0)
    expect(line(teacher)).to_contain_text(words.ONE_HERE)
    assert other.evaluate(f"sessionStorage.getItem('{LIVES}')") is None


def test_who_follows_is_moved_strays_and_returns_and_looks_up(school: Class) -> None:
    teacher, (one, other) = school.teacher, school.students
    press(teacher, words.FOLLOW)
    for student in (one, other):
        expect(said(student)).to_have_text(words.FOLLOWS)
        wait_until_idle(student)
    frames = sent_frames(one)
    slider(teacher, "bias").press("ArrowRight")
    for student in (one, other):
        expect(number_in(student, "bias")).to_have_value("0.60")
    assert not frames, "no page ran for it"
    slider(one, "bias").press("ArrowLeft")
    expect(said(one)).to_have_text(words.ASTRAY)
    expect(number_in(one, "bias")).to_have_value("0.50")
    turn_to(teacher, "Loss")
    expect(other).to_have_url(re.compile(r"/loss\?.*b=0.6"))
    expect(one).to_have_url(re.compile(r"/neuron"))
    press(one, words.RETURN)
    expect(one).to_have_url(re.compile(r"/loss\?.*b=0.6"))
    wait_until_idle(one)
    press(teacher, words.PAUSE)
    pause = one.get_by_role("alertdialog", name=words.PAUSED_TITLE)
    expect(pause).to_be_focused()
    assert one.evaluate("document.getElementById('root').inert")
    press(teacher, words.PAUSE)
    expect(pause).to_have_count(0)
    assert not one.evaluate("document.getElementById('root').inert")


def test_pages_beyond_the_last_open_one_wait_and_what_is_hidden_is_not_seen(
    school: Class,
) -> None:
    teacher, (one, _) = school.teacher, school.students
    press(teacher, words.DESK)
    expect(teacher).to_have_url(re.compile("/class$"))
    teacher.get_by_role("button", name=desk_words.LIMITS).click()
    teacher.get_by_role("button", name=desk_words.PARTS["question"]).click()
    expect(one.locator(".st-key-predict")).to_be_hidden()
    teacher.get_by_role("combobox", name=desk_words.OPEN_UP_TO).click()
    teacher.get_by_role("option", name="Activations").click()
    expect(one.get_by_test_id("stTopNavLink").filter(visible=True)).to_contain_text(
        ["Start", "The neuron", "Activations", "My data"]
    )
    one.goto(one.url.replace("/neuron", "/loss"))
    expect(one.get_by_test_id("stAlert")).to_contain_text("has not opened this page yet")
    one.get_by_role("link", name=words.OPEN.format(page="Activations")).click()
    expect(one).to_have_url(re.compile("/activations"))
    teacher.reload()
    teacher.get_by_role("button", name=desk_words.END).click()
    teacher.get_by_role("button", name=desk_words.END_NOW).click()
    expect(said(one)).to_have_text(words.ENDED)
    expect(one.get_by_test_id("stTopNavLink").filter(has_text="Loss")).to_be_visible()
    press(one, words.DISMISS)
    expect(line(one)).to_have_count(0)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page in which requests may be refused: the browser's console says so."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def test_a_typing_error_is_mended_in_the_line_and_a_forged_key_opens_nothing(
    school: Class, tab: Page, open_page: OpenPage
) -> None:
    open_page("neuron#class=AAAAAA", on=tab)
    expect(said(tab)).to_have_text(NO_ROOM)
    tab.get_by_role("textbox", name=words.CODE).fill(f" {school.code.lower()} ")
    press(tab, words.JOIN)
    expect(line(tab)).to_contain_text(school.code)
    expect(line(school.teacher)).to_contain_text(words.MANY_HERE.format(count=3))
    press(tab, words.LEAVE)
    tab.goto(tab.url + f"#desk={school.code}.{'x' * 22}")
    expect(said(tab)).to_have_text(words.NO_DESK)
    press(tab, words.DISMISS)
    expect(line(tab)).to_have_count(0)


def test_behind_a_proxy_that_holds_answers_back_the_news_come_one_by_one(
    school: Class, make_page: MakePage, open_page: OpenPage
) -> None:
    student = make_page()
    held: list[Request] = []

    def hold_back(request: Request) -> None:
        if "after" in (request.request.post_data or ""):
            request.continue_()
        else:
            held.append(request)  # a stream never ends, so nothing of it comes

    student.route("**/class/news", hold_back)
    open_page(f"neuron#class={school.code}", on=student)
    press(school.teacher, words.FOLLOW)
    expect(said(student)).to_have_text(words.FOLLOWS)
    press(school.teacher, words.PAUSE)
    expect(student.get_by_role("alertdialog")).to_be_visible()
    assert held


def test_without_a_class_nothing_is_shown_asked_or_kept(page: Page, open_page: OpenPage) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page("neuron")
    slider(page, "bias").press("ArrowRight")
    expect(page).to_have_url(re.compile("b=0.6"))
    assert not [url for url in asked if "/class" in url]
    expect(line(page)).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0
    assert page.locator("[data-class]").count() == 0
