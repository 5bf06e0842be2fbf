"""Where the network refuses the live connection, the first page says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import wait_until_idle
from tests.browser.refusing import Manner, Network, network
from tests.conftest import Server
from visualizer.server.full_page import PAGE as FULL
from visualizer.server.full_page import TITLE

PATIENCE = 8000  # ms
LONG = 60_000  # ms, by which Streamlit's own page has tried again several times
KEEP_WORDS = """
window.said = [];
addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
    window.said.push(...changes.map((each) => each.target.textContent));
}).observe(document.getElementById("connection-notice"), { childList: true }));
"""


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone under the page's own policy, with a clock that can be put forward."""
    phone = {"width": 390, "height": 844}
    context = browser.new_context(viewport=phone, color_scheme=request.param)
    opened = context.new_page()
    opened.clock.install()
    yield opened
    context.close()


def notice(page: Page) -> Locator:
    return page.locator("#connection-notice")


def wait_in_vain(page: Page, between: Network) -> None:
    """Open the page and see nothing until Streamlit has tried and eight seconds have passed."""
    page.goto(between.url + "neuron?b=1")
    assert between.refused.wait(60)
    expect(notice(page)).to_be_empty()
    page.clock.fast_forward(PATIENCE)


@pytest.mark.parametrize("manner", ["refuses", "hangs"])
def test_a_network_that_refuses_is_named_and_what_to_try(
    page: Page, server: Server, manner: Manner
) -> None:
    with network(server.url, manner) as between:
        wait_in_vain(page, between)
        said = page.get_by_role("alert").filter(has_text="live connection")
        expect(said).to_be_visible()
        for words in ("WebSocket", "another network", between.url.split("/")[2]):
            expect(said).to_contain_text(words)
        expect(said.get_by_role("link", name="load the page again")).to_be_visible()
        box = said.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.clock.fast_forward(LONG)
        expect(said).to_be_visible()


@pytest.mark.parametrize("manner", ["refuses", "hangs"])
def test_the_notice_leaves_as_soon_as_the_connection_comes(
    page: Page, server: Server, manner: Manner
) -> None:
    with network(server.url, manner) as between:
        wait_in_vain(page, between)
        expect(notice(page)).to_contain_text("live connection")
        between.manner = "lets through"
        page.clock.fast_forward(LONG)  # Streamlit waits longer from time to time
        wait_until_idle(page)
        expect(notice(page)).to_have_count(0)


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_a_connection_that_comes_in_time_is_not_spoken_of(page: Page, server: Server) -> None:
    page.add_init_script(KEEP_WORDS)
    page.goto(server.url)
    wait_until_idle(page)
    page.clock.fast_forward(PATIENCE)
    expect(notice(page)).to_have_count(0)
    assert page.evaluate("window.said") == []


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_a_program_that_does_not_come_is_not_called_a_refused_connection(
    page: Page, server: Server
) -> None:
    on_the_way: list[Route] = []
    page.route("**/static/js/index.*.js", lambda route: on_the_way.append(route))
    page.goto(server.url, wait_until="commit")
    expect(notice(page)).to_be_attached()
    page.clock.fast_forward(PATIENCE)
    said = page.get_by_role("alert")
    expect(said).to_contain_text("still on its way")
    expect(said).not_to_contain_text("WebSocket")
    for each in on_the_way:
        each.continue_()
    wait_until_idle(page)
    expect(notice(page)).to_have_count(0)


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_an_answer_that_does_not_come_is_not_called_a_refused_connection(
    page: Page, server: Server
) -> None:
    page.route_web_socket("**/_stcore/stream", lambda _: None)  # opens, and says nothing
    page.goto(server.url)
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-connection-state", "CONNECTED"
    )
    page.clock.fast_forward(PATIENCE)
    expect(page.get_by_role("alert")).to_contain_text("The server is busy")


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_a_class_that_is_full_says_so_instead(page: Page, server: Server) -> None:
    with network(server.url, "refuses") as between:
        page.goto(between.url)
        assert between.refused.wait(60)
        page.route(between.url, lambda route: route.fulfill(
            status=503, headers={"Retry-After": "10", "Content-Type": "text/html"}, body=FULL,
        ))  # fmt: skip
        page.clock.fast_forward(PATIENCE)
        expect(page).to_have_title(f"{TITLE} · The Visualizer")
        expect(notice(page)).to_have_count(0)


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_a_connection_lost_later_is_told_by_streamlit_and_comes_back(
    page: Page, server: Server
) -> None:
    with network(server.url, "lets through") as between:
        page.goto(between.url + "neuron")
        wait_until_idle(page)
        page.clock.fast_forward(PATIENCE)
        expect(notice(page)).to_have_count(0)
        between.manner = "refuses"
        between.cut()
        expect(page.get_by_test_id("stConnectionStatus")).to_have_text("Connecting")
        page.clock.fast_forward(PATIENCE)
        assert between.refused.wait(60)
        expect(notice(page)).to_have_count(0)
        between.manner = "lets through"
        page.clock.fast_forward(LONG)
        expect(page.get_by_test_id("stConnectionStatus")).to_have_count(0)
