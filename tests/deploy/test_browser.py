"""Real browsers whose replica is killed while their page is open, alone and in a class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from benchmarks.load.replicas import COOKIE, Replicas
from benchmarks.load.store import Store
from tests.browser.conftest import (  # noqa: F401
    MakePage,
    make_page,
    open_browser,
    open_profile,
    page,
    wait_until_idle,
)
from tests.browser.test_class import line, number_in, press, said, turn_to
from tests.browser.test_pages import all_numbers, grab, let_go, slider
from visualizer.words import class_desk as desk_words
from visualizer.words import class_line as words

PATIENCE = 15.0  # s
LONG = 30_000  # ms until a browser has found another replica, or the class again


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    """Playwright's driver for this file only: its event loop would be in the others' way."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    """A Chromium without a profile."""
    with open_browser(driver) as chromium:
        yield chromium


@pytest.fixture(scope="module")
def profile(driver: Playwright) -> Iterator[BrowserContext]:
    """A Chromium with a profile."""
    with open_profile(driver) as context:
        yield context


def home_of(page: Page) -> str:  # noqa: F811
    """Return where the proxy sends this browser, from its cookie."""
    return {each["name"]: each["value"] for each in page.context.cookies()}[COOKIE]


def drag(page: Page, share: float) -> None:  # noqa: F811
    """Drag a weight, let go of it, and wait for the server's answer: the new address."""
    link = page.url
    grab(page, "weight_1", share)
    let_go(page)
    page.wait_for_url(lambda url: url != link)
    wait_until_idle(page)


def test_a_page_survives_its_replica_with_all_its_numbers(
    replicas: Replicas,
    page: Page,  # noqa: F811
) -> None:
    page.goto(replicas.url + "training?seed=3")
    wait_until_idle(page)
    drag(page, 0.2)
    before, link, home = all_numbers(page), page.url, home_of(page)
    replicas.kill(f"replica-{home}")
    waited = 0.0
    while home_of(page) == home and waited < PATIENCE:
        page.wait_for_timeout(50)
        waited += 0.05
    assert home_of(page) != home
    connected = page.locator('[data-test-connection-state="CONNECTED"]')
    connected.wait_for(state="attached")
    wait_until_idle(page)
    assert all_numbers(page) == before
    assert page.url == link
    drag(page, 0.8)
    assert all_numbers(page) != before


@dataclass
class School:
    """A class whose teacher and student are at different replicas."""

    teacher: Page
    student: Page
    code: str


@pytest.fixture
def school(replicas: Replicas, make_page: MakePage) -> School:  # noqa: F811
    teacher, student = make_page(), make_page()
    teacher.goto(f"{replicas.url}class")
    teacher.get_by_role("button", name=desk_words.OPEN).click()
    expect(line(teacher)).to_be_visible()
    code = teacher.locator(".class-code").inner_text().split()[-1]
    student.goto(f"{replicas.url}neuron?b=-1#class={code}")
    expect(line(student)).to_contain_text(code)
    expect(line(teacher)).to_contain_text(words.ONE_HERE)
    assert home_of(teacher) != home_of(student)
    turn_to(teacher, "The neuron")
    wait_until_idle(teacher)
    wait_until_idle(student)
    return School(teacher, student, code)


def move(moved: Page) -> None:
    """Move the bias by a step, and wait until the server has answered."""
    before = moved.url
    slider(moved, "bias").press("ArrowRight")
    moved.wait_for_url(lambda url: url != before)


def test_a_class_is_led_from_one_replica_to_another_and_survives_that_of_a_student(
    school: School, replicas: Replicas
) -> None:
    teacher, student = school.teacher, school.student
    move(teacher)
    press(teacher, words.COME)
    expect(number_in(student, "bias")).to_have_value("0.60")
    was = student.locator(".class-who").get_attribute("data-text") or ""
    home = home_of(student)
    replicas.kill(f"replica-{home}")
    press(teacher, words.PAUSE)
    pause = student.get_by_role("alertdialog", name=words.PAUSED_TITLE)
    expect(pause).to_be_visible(timeout=LONG)
    assert home_of(student) != home
    press(teacher, words.PAUSE)
    expect(pause).to_have_count(0)
    expect(student.locator(".class-who")).to_have_attribute("data-text", was)
    expect(number_in(student, "bias")).to_have_value("0.60")
    turn_to(teacher, "Loss")
    wait_until_idle(teacher)
    press(teacher, words.COME)
    expect(student).to_have_url(re.compile(r"/loss\?"), timeout=LONG)


def test_when_the_place_of_the_classes_ends_the_pages_go_on_and_the_class_has_ended(
    school: School, classes: Store
) -> None:
    teacher, student = school.teacher, school.student
    classes.kill()
    try:
        for each in (teacher, student):
            move(each)
            turn_to(each, "Loss")
            expect(each).to_have_url(re.compile("/loss"))
            wait_until_idle(each)
    finally:
        classes.start()
    expect(said(student)).to_have_text(words.ENDED, timeout=LONG)
    expect(said(teacher)).to_have_text(words.DESK_ENDED, timeout=LONG)
