"""A task as a link: a teacher makes it in Share, a student without a class reaches it."""

from __future__ import annotations

import re
from contextlib import suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import MakePage, OpenPage, wait_until_idle
from tests.browser.test_class import line, number_in, press, said, turn_to
from tests.browser.test_pages import control, slider
from visualizer.words import class_desk as desk_words
from visualizer.words import class_line as class_words
from visualizer.words import task_link as words

SENTENCE = "Leave the <b>bias</b> alone."


def make_link(page: Page) -> str:
    """Make a task of what a page shows, in the dialog of Share; return its link."""
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(words.MAKE, exact=True).click()
    fill(page, desk_words.TASK_BELOW, "0.255")
    fill(page, desk_words.TASK_SENTENCE, SENTENCE)
    page.keyboard.press("Tab")  # a field that is left has the page run, and the list made anew
    wait_until_idle(page)
    for name in ("Weight of hours studied w₁", "Weight of hours slept w₂"):
        choose(page, dialog, name)
    return dialog.locator("code", has_text="?task=").inner_text().strip()


def choose(page: Page, dialog: Locator, name: str) -> None:
    """Choose a slider; a list that a run of the page has closed is opened again."""
    link = dialog.locator("code", has_text="?task=")
    free = dialog.get_by_role("combobox", name=desk_words.TASK_FREE)
    before = link.inner_text()
    for patience in (2_000, 3_000, 4_000, 5_000, 10_000):
        free.fill(name)  # the dialog may take the focus from a list that a click opens
        with suppress(TimeoutError):
            page.get_by_role("option", name=name).wait_for(timeout=patience)
            free.press("Enter")
        with suppress(AssertionError):
            expect(link).not_to_have_text(before, timeout=patience)
            break
    expect(link).not_to_have_text(before)
    wait_until_idle(page)


def fill(page: Page, label: str, text: str) -> None:
    field = page.get_by_role("dialog").get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")
    wait_until_idle(page)


def set_weight(page: Page, name: str, text: str) -> None:
    field = number_in(page, name)
    field.fill(text)
    field.press("Enter")


def test_a_task_is_made_in_share_and_reached_by_whoever_opens_its_link(
    page: Page, make_page: MakePage, open_page: OpenPage
) -> None:
    teacher = open_page("surface?w1=1&w2=1&b=0")
    link = make_link(teacher)
    student = make_page()
    asked: list[str] = []
    student.on("request", lambda request: asked.append(request.url))
    open_page(link.removeprefix(teacher.url.partition("surface")[0]), on=student)
    expect(said(student)).to_contain_text(f"{SENTENCE} Loss below 0.255")
    expect(said(student)).to_contain_text(f"Only w₁ and w₂ can be moved. {words.ONLY_YOU}")
    expect(number_in(student, "weight_1")).to_have_value("1.0000")
    assert control(student, "bias").evaluate("node => node.inert")
    assert not control(student, "weight_1").evaluate("node => node.inert")

    set_weight(student, "weight_1", "0.5")
    expect(said(student)).to_contain_text(class_words.ONE_MOVE)
    student.reload()
    wait_until_idle(student)
    expect(said(student)).to_contain_text(class_words.ONE_MOVE)
    expect(number_in(student, "weight_1")).to_have_value("0.5000")
    set_weight(student, "weight_1", "0")
    expect(said(student)).to_contain_text("2 moves so far")
    set_weight(student, "weight_2", "0")
    expect(said(student)).to_contain_text(class_words.REACHED_IN_MANY.format(count=3))

    press(student, words.AGAIN)
    expect(said(student)).to_contain_text(words.ONLY_YOU)
    expect(number_in(student, "weight_1")).to_have_value("1.0000")
    turn_to(student, "Loss")
    press(student, words.TO_TASK)
    expect(student).to_have_url(re.compile("/surface"))
    wait_until_idle(student)
    assert control(student, "bias").evaluate("node => node.inert")
    assert not [url for url in asked if "/class/" in url]
    assert student.evaluate("sessionStorage.length") == 0

    press(student, words.LEAVE_TASK)
    expect(line(student)).to_have_count(0)
    expect(student).not_to_have_url(re.compile("task=|moved="))
    slider(student, "bias").press("ArrowRight")
    expect(student).to_have_url(re.compile("b=0.1"))


def test_in_a_class_the_task_of_a_link_waits(
    page: Page, make_page: MakePage, open_page: OpenPage
) -> None:
    teacher = open_page("surface?w1=1&w2=1&b=0")
    link = make_link(teacher).removeprefix(teacher.url.partition("surface")[0])
    open_page("class", on=teacher, stages=0)
    teacher.get_by_role("button", name=desk_words.OPEN).click()
    expect(line(teacher)).to_be_visible()
    code = teacher.locator(".class-code").inner_text().split()[-1]
    student = make_page()
    open_page(f"{link}#class={code}", on=student)
    expect(said(student)).to_have_text(words.TASK_WAITS)
    expect(line(student)).to_contain_text(code)
    assert not control(student, "bias").evaluate("node => node.inert")
    press(student, class_words.LEAVE)
    expect(said(student)).to_contain_text(SENTENCE)
    expect(line(student)).not_to_contain_text(code)
    assert control(student, "bias").evaluate("node => node.inert")
