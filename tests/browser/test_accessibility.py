"""Every page against the rules of axe-core: wide and narrow, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    TWO_FRAMES,
    WITHOUT_STAGE,
    OpenPage,
    make_guess,
    open_guess,
    wait_until_idle,
)
from tests.browser.test_pages import click
from visualizer.chapters import CHAPTERS, WORKSHOP
from visualizer.words.class_desk import OPEN as OPEN_A_CLASS
from visualizer.words.class_line import PAUSE

WIDTHS = (1280, 390)
THEMES = ("light", "dark")
# What only Streamlit's own parts break, each with its reason: (rule, part of the selector).
EXCUSED: tuple[tuple[str, str], ...] = ()
# Text over a picture has no one background that axe could find; tests/figures/test_theme.py holds
# the colours of pictures against both papers.
IN_PICTURES = {"exclude": [[".js-plotly-plot"]]}


def show_whole(page: Page, width: int) -> None:
    """Make the window as high as the page: axe judges the colours of what is in sight only."""
    page.set_viewport_size({"width": width, "height": 800})
    height = page.get_by_test_id("stMain").evaluate("(main) => main.scrollHeight")
    page.set_viewport_size({"width": width, "height": height + 100})
    page.evaluate(TWO_FRAMES)


def violations(page: Page, context: object, options: dict) -> list[str]:
    """Return each rule that is broken with the part of the page that breaks it."""
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))} ({_reason(node)})"
        for rule in found
        for node in rule["nodes"]
        if not any(
            rule["id"] == excused and part in str(node["target"]) for excused, part in EXCUSED
        )
    ]


def _reason(node: dict) -> str:
    checks = node["any"] or node["all"] or node["none"]
    return checks[0]["message"]


def check(page: Page) -> None:
    """Check what is open at each width in each theme, and list all that is wrong at once."""
    wrong: list[str] = []
    for width, theme in product(WIDTHS, THEMES):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        if theme == THEMES[0]:
            show_whole(page, width)
            rest = {"rules": {"color-contrast": {"enabled": False}}}
            wrong += [f"{width} {each}" for each in violations(page, None, rest)]
        _expect_theme(page, theme)
        colours = violations(page, IN_PICTURES, {"runOnly": ["color-contrast"]})
        wrong += [f"{width} {theme} {each}" for each in colours]
    assert not wrong, "\n".join(wrong)


def _expect_theme(page: Page, theme: str) -> None:
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", theme)
    page.evaluate(TWO_FRAMES)


@pytest.fixture
def quiet_page(make_page: Callable[..., Page]) -> Page:
    """A page without transitions, whose colours are at once what they are to be."""
    return make_page(reduced_motion="reduce")


@pytest.mark.parametrize("chapter", [*CHAPTERS, *WORKSHOP[:2]], ids=lambda chapter: chapter.name)
def test_a_page_of_the_lesson(quiet_page: Page, open_page: OpenPage, chapter) -> None:
    open_page(chapter.path, on=quiet_page)
    if quiet_page.locator(".st-key-predict").count():
        open_guess(quiet_page)
        check(quiet_page)
        make_guess(quiet_page)
    check(quiet_page)


def test_the_runs_with_one_kept(quiet_page: Page, open_page: OpenPage) -> None:
    open_page("training", on=quiet_page)
    click(quiet_page, "forward-10")
    wait_until_idle(quiet_page)
    quiet_page.get_by_role("button", name=re.compile("^Keep")).first.click()
    wait_until_idle(quiet_page)
    quiet_page.get_by_test_id("stTopNavLink").filter(has_text="Runs").click()
    expect(quiet_page.locator(".js-plotly-plot .scatterlayer path.js-line").first).to_be_visible()
    wait_until_idle(quiet_page, stages=0)
    check(quiet_page)


@pytest.mark.parametrize("path", sorted(WITHOUT_STAGE))
def test_a_page_without_a_stage(path: str, quiet_page: Page, open_page: OpenPage) -> None:
    check(open_page(path, stages=0, on=quiet_page))


def test_the_line_of_a_class_for_who_leads_and_for_who_is_asked_to_look_up(
    quiet_page: Page, make_page: Callable[..., Page], open_page: OpenPage
) -> None:
    teacher, student = quiet_page, make_page(reduced_motion="reduce")
    open_page("class", on=teacher, stages=0)
    teacher.get_by_role("button", name=OPEN_A_CLASS).click()
    code = teacher.locator(".class-code").inner_text().split()[-1]
    teacher.get_by_test_id("stTopNavLink").filter(has_text="The neuron").click()
    wait_until_idle(teacher)
    open_page(f"neuron#class={code}", on=student)
    teacher.get_by_role("button", name=PAUSE).click()
    expect(student.get_by_role("alertdialog")).to_be_visible()
    check(student)
    check(teacher)


def test_the_menu_of_a_phone_says_what_it_is(
    make_page: Callable[..., Page], open_page: OpenPage
) -> None:
    page = open_page("neuron", on=make_page(viewport={"width": 390, "height": 844}))
    for chapter in (CHAPTERS[2], CHAPTERS[3]):
        menu = page.get_by_role("button", name="Menu", exact=True)
        expect(menu).to_be_visible()
        word = menu.evaluate("(button) => getComputedStyle(button, '::after').content")
        assert word == '"Menu"'
        menu.click()
        page.get_by_test_id("stSidebarNavLink").filter(has_text=chapter.title).click()
        expect(page).to_have_title(re.compile(f"^{chapter.title} ·"))
        wait_until_idle(page)
        close = page.get_by_role("button", name="Collapse sidebar")
        if close.is_visible():
            close.click()
