"""A student who is faster than the server: Back and Forward before an answer has come."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.late import LateServer
from tests.faults.browser.test_leaving import click_menu, expect_page

TITLES = ("Training", "Loss", "Activations")


def visit(page: Page) -> list[str]:
    """Go through some pages by the menu; return the addresses of all."""
    seen = [page.url]
    for title in TITLES:
        click_menu(page, title)
        expect_page(page, title)
        seen.append(page.url)
    return seen


def follow(page: Page, *urls: str) -> None:
    """Go forward through ``urls``."""
    for url in urls:
        page.go_forward()
        expect(page).to_have_url(url)
        wait_until_idle(page)
        expect(page).to_have_url(url)


def test_a_page_that_comes_late_takes_no_way_forward(page: Page, open_page: OpenPage) -> None:
    late = LateServer(page)
    open_page("neuron?w1=0.25")
    seen = visit(page)
    with late.holds():
        late.answers("new_session", page.go_back)
        page.go_back()
        expect(page).to_have_url(seen[1])
    expect_page(page, TITLES[0])
    expect(page).to_have_url(seen[1])
    follow(page, *seen[2:])


def test_a_page_that_comes_late_is_no_step_on_the_way_forward(
    page: Page, open_page: OpenPage
) -> None:
    late = LateServer(page)
    open_page("neuron?w1=0.25")
    seen = visit(page)
    for url in reversed(seen[:-1]):
        page.go_back()
        expect(page).to_have_url(url)
        wait_until_idle(page)
    with late.holds():
        late.answers("new_session", page.go_forward)
        page.go_forward()
        expect(page).to_have_url(seen[2])
    expect_page(page, TITLES[1])
    follow(page, *seen[3:])


def test_the_menu_is_followed_after_back(page: Page, open_page: OpenPage) -> None:
    open_page("neuron?w1=0.25")
    seen = visit(page)
    page.go_back()
    expect_page(page, TITLES[1])
    click_menu(page, "The surface")
    expect_page(page, "The surface", "w1=0.25")
    page.go_back()
    expect(page).to_have_url(seen[2])
    expect_page(page, TITLES[1])
