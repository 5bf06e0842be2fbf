"""A class in a plain script, which has no routes: the same for all in it, a little later."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MakePage, OpenPage, make_guess, open_guess, wait_until_idle
from tests.browser.test_class import LIVES, line, number_in, press, said, turn_to
from tests.browser.test_class_desk import dots, place
from tests.browser.test_pages import slider
from tests.conftest import Server, start_server
from visualizer.state.guesses import LESSONS
from visualizer.words import class_desk as desk_words
from visualizer.words import class_line as words
from visualizer.words.rooms import NO_ROOM

# Streamlit takes a question of the class and a click at the same moment for one thing.
UNDO_WITH_A_QUESTION = """() => new Promise((done) => {
    const { carrier } = globalThis.classRoom.room;
    carrier.send = () => {
        delete carrier.send;
        carrier.send();
        document.querySelector(".st-key-undo_move button").click();
        done();
    };
})"""


@pytest.fixture(scope="module")
def plain_server() -> Iterator[Server]:
    running = start_server("visualizer/app.py")
    yield running
    running.stop()


def test_a_class_is_seen_led_and_ended_by_news_that_are_asked_for(
    plain_server: Server, make_page: MakePage, open_page: OpenPage
) -> None:
    teacher, student = make_page(reduced_motion="reduce"), make_page()
    base = plain_server.url
    open_page("class", on=teacher, stages=0, base=base)
    expect(teacher.get_by_text("each browser asks for news every two seconds")).to_be_visible()
    teacher.get_by_role("button", name=desk_words.OPEN).click()
    code = teacher.locator(".st-key-class_way_in h1").inner_text()

    open_page("surface?w1=1&w2=-1&b=0#class=AAAAAA", on=student, base=base)
    expect(said(student)).to_have_text(NO_ROOM)
    expect(student).not_to_have_url(re.compile("#"))
    student.get_by_role("textbox", name=words.CODE).fill(code.lower())
    press(student, words.JOIN)
    expect(line(student)).to_contain_text(code)
    was = student.locator(".class-who").get_attribute("data-text") or ""
    expect(dots(teacher)).to_have_count(1)

    open_guess(student)
    make_guess(student, 1)
    teacher.get_by_role("button", name=desk_words.SHOW_GUESSES).click()
    bars = teacher.locator('[data-figure="class_guesses"]')
    option = LESSONS["surface"].options[1]
    expect(bars).to_have_attribute("aria-label", re.compile(rf"{option}: 1\."))
    before = place(teacher)
    for _ in range(5):
        slider(student, "weight_1").press("ArrowRight")
    expect(dots(teacher).first).not_to_have_attribute("transform", before)

    turn_to(teacher, "The neuron")
    wait_until_idle(teacher)
    slider(teacher, "bias").press("ArrowRight")
    expect(teacher).to_have_url(re.compile("b=0.6"))
    press(teacher, words.COME)
    expect(student).to_have_url(re.compile(r"/neuron\?.*b=0.6"))
    expect(said(student)).to_have_text(words.YOU_CAME)
    wait_until_idle(student)
    expect(number_in(student, "bias")).to_have_value("0.60")
    student.evaluate(UNDO_WITH_A_QUESTION)
    expect(number_in(student, "bias")).to_have_value("0.00")
    wait_until_idle(student)
    student.reload()
    wait_until_idle(student)
    expect(student.locator(".class-who")).to_have_attribute("data-text", was)
    expect(line(teacher)).to_contain_text(words.ONE_HERE)

    press(teacher, words.FOLLOW)
    expect(said(student)).to_have_text(words.FOLLOWS)
    slider(teacher, "bias").press("ArrowRight")
    expect(number_in(student, "bias")).to_have_value("0.70")
    press(teacher, words.PAUSE)
    pause = student.get_by_role("alertdialog", name=words.PAUSED_TITLE)
    expect(pause).to_be_focused()
    press(teacher, words.PAUSE)
    expect(pause).to_have_count(0)

    press(teacher, words.DESK)
    teacher.get_by_role("button", name=desk_words.END).click()
    teacher.get_by_role("button", name=desk_words.END_NOW).click()
    expect(said(student)).to_have_text(words.ENDED)
    assert student.evaluate(f"sessionStorage.getItem('{LIVES}')") is None
    assert "Traceback" not in "".join(plain_server.log)
