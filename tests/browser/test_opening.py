"""A page that opens: sliders and numbers before any picture, and of Plotly what it draws."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from benchmarks.opening.measure import Received
from tests.browser.conftest import OpenPage, show_in_space, wait_until_idle
from tests.conftest import Server
from visualizer.routes.plotly_scripts import WHOLE_URL, route_url, scripts

FIRST, FURTHER = (route_url(script) for script in scripts())


def asked_for(page: Page) -> list[str]:
    """Return a list that fills with the scripts of Plotly that ``page`` asks for."""
    found: list[str] = []
    page.on("request", lambda asked: "plotly" in asked.url and found.append(asked.url))
    return found


def held(page: Page, *urls: str) -> list[Route]:
    """Hold back what ``page`` asks for at these addresses; return what is held."""
    waiting: list[Route] = []
    for url in urls:
        page.route(f"**/{url}", lambda route: waiting.append(route))
    return waiting


@pytest.mark.parametrize("path", ["neuron", "surface", "training"])
def test_sliders_move_numbers_before_plotly_has_come(server: Server, page: Page, path: str) -> None:
    waiting = held(page, FIRST)
    page.goto(server.url + path)
    slider = page.locator('[data-control="bias"] input[type=range]')
    prediction = page.locator("[data-stage] [data-quantity]").first
    expect(prediction).to_be_visible()
    expect(page.locator("[data-stage]")).to_have_attribute("data-stage", "loading")
    before = slider.input_value()
    numbers = page.locator("[data-stage]").evaluate("stage => stage.innerText")
    slider.press("ArrowRight")
    expect(slider).not_to_have_value(before)
    page.wait_for_function(
        "old => document.querySelector('[data-stage]').innerText !== old", arg=numbers
    )
    assert page.locator(".js-plotly-plot").count() == 0
    for route in waiting:
        route.continue_()
    wait_until_idle(page)
    assert page.locator(".js-plotly-plot").count() > 0


def test_a_drawing_that_needs_no_library_waits_for_none(server: Server, page: Page) -> None:
    held(page, FIRST)
    page.goto(server.url + "network")
    expect(page.locator(".live-diagram .live-weight[d]").first).to_be_attached()
    assert page.locator(".js-plotly-plot").count() == 0
    page.unroute_all(behavior="ignoreErrors")


def test_pictures_in_the_plane_are_drawn_before_what_space_needs_has_come(
    server: Server, page: Page
) -> None:
    waiting = held(page, FURTHER)
    page.goto(server.url + "surface")
    expect(page.locator('[data-figure="contour"] .main-svg').first).to_be_visible()
    expect(page.locator(".live-wake")).to_have_text("It is on its way …")  # by itself
    assert page.locator('[data-figure="surface"] canvas').count() == 0
    page.wait_for_function("Plotly.further && !Plotly.further.kinds")
    for route in waiting:
        route.continue_()
    expect(page.locator(".live-wake")).to_have_count(0)
    assert page.locator('[data-figure="surface"] canvas').count() > 0


def test_a_page_without_space_asks_for_the_first_script_only(
    open_page: OpenPage, page: Page
) -> None:
    asked = asked_for(page)
    open_page("loss")
    assert {url.rpartition("/")[2] for url in asked} == {FIRST.rpartition("/")[2]}


def test_a_page_with_space_asks_for_both_and_never_for_the_whole(
    open_page: OpenPage, page: Page
) -> None:
    asked = asked_for(page)
    open_page("surface", space=False)
    first, further = (each.rpartition("/")[2] for each in (FIRST, FURTHER))
    assert {url.rpartition("/")[2] for url in asked} == {first}
    show_in_space(page)
    assert {url.rpartition("/")[2] for url in asked} == {first, further}


@pytest.mark.parametrize("broken", [FIRST, FURTHER], ids=["first", "further"])
def test_a_script_that_does_not_do_its_work_gives_way_to_the_whole(
    open_page: OpenPage, page: Page, broken: str
) -> None:
    page.route(f"**/{broken}", lambda route: route.fulfill(body="", content_type="text/javascript"))
    asked = asked_for(page)
    open_page("surface")
    assert any(url.endswith(WHOLE_URL) for url in asked)
    expect(page.locator('[data-figure="contour"] .main-svg').first).to_be_visible()
    assert page.locator('[data-figure="surface"] canvas').count() > 0
    expect(page.locator(".live-trouble")).to_have_text("")


def test_what_draws_in_the_plane_outlives_a_lost_connection(
    server: Server, browser: Browser
) -> None:
    page = browser.new_page()  # whose errors are wanted
    lost = [f"**/{url}" for url in (FURTHER, WHOLE_URL)]
    for url in lost:
        page.route(url, lambda route: route.abort())
    page.goto(server.url + "surface")
    expect(page.locator('[data-figure="contour"] .main-svg').first).to_be_visible()
    expect(page.locator(".live-trouble")).not_to_have_text("")
    expect(page.locator(".live-wake")).to_have_text("Show it in space")  # to be tried again
    assert page.evaluate("typeof Plotly.react") == "function"
    for url in lost:
        page.unroute(url)
    page.get_by_test_id("stTopNavLink").filter(has_text="Loss").click()
    expect(page.locator('[data-figure="squares"] .main-svg').first).to_be_visible()
    page.get_by_test_id("stTopNavLink").filter(has_text="The surface").click()
    expect(page.locator('[data-figure="surface"] canvas').first).to_be_attached()
    page.close()


def test_pictures_that_were_drawn_follow_when_the_rest_comes_whole(
    open_page: OpenPage, page: Page
) -> None:
    page.route(
        f"**/{FURTHER}", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    open_page("surface")
    slider = page.locator('[data-control="bias"] input[type=range]')
    slider.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"\bb="))
    wait_until_idle(page)
    expect(page.locator(".live-trouble")).to_have_text("")


def test_a_browser_that_cannot_unpack_what_comes_says_so(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script("delete globalThis.DecompressionStream")
    page.goto(server.url + "neuron")
    expect(page.locator(".live-trouble")).to_contain_text("too old")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.close()


@pytest.mark.parametrize(
    ("first", "after"), [("", "neuron"), ("loss", "surface"), ("learning_rate", "training")]
)
def test_a_first_page_and_the_next_weigh_little(
    server: Server, browser: Browser, first: str, after: str
) -> None:
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    weighed = Received(session)
    session.send("Network.enable")
    page.goto(server.url + first)
    wait_until_idle(page)
    before = weighed.bytes
    assert 1_000_000 < before < 2_200_000
    page.locator(f'a[href$="/{after}"]').last.click()
    expect(page).to_have_url(re.compile(f"/{after}"))
    expect(page.locator('[data-control="bias"]')).to_be_visible()
    wait_until_idle(page)
    assert 5_000 < weighed.bytes - before < 100_000
    page.close()
