"""What a hand lets go of reaches the server by its own route, in any order and whatever fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Response, expect
from playwright.sync_api import Route as Request

from tests.browser.conftest import OpenPage, make_guess, open_guess, wait_until_idle
from tests.browser.test_pages import (
    control,
    grab,
    let_go,
    number,
    sent_frames,
    set_number,
    slider,
    tool,
)
from tests.conftest import MakeServer, Server, start_server

ROUTE = "**/live/moment"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page in which requests may fail: the browser's console says so."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def field(page: Page, key: str) -> Locator:
    return control(page, key).get_by_role("textbox")


def value(page: Page, key: str) -> str:
    return field(page, key).input_value()


def press(page: Page, key: str, times: int = 1) -> None:
    """Move a slider by keys, each let go of before the next."""
    for _ in range(times):
        before = page.url
        slider(page, key).press("ArrowRight")
        expect(page).not_to_have_url(before)
        wait_until_idle(page)


def status_of(answers: list[Response]) -> list[int]:
    return [each.status for each in answers]


def test_a_release_asks_for_no_run_and_each_is_one_step_back(
    page: Page, open_page: OpenPage
) -> None:
    frames = sent_frames(page)
    answers: list[Response] = []
    page.on("response", lambda each: answers.append(each) if "live/moment" in each.url else None)
    open_page("neuron")
    press(page, "bias")
    expect(tool(page, "Undo")).to_be_enabled()
    wait_until_idle(page)
    before = len(frames)
    press(page, "bias", 3)
    assert len(frames) == before
    assert status_of(answers) == [200] * 4
    assert value(page, "bias") == "0.90"
    shown = number(page, "z").inner_text()
    for wanted in ("0.80", "0.70", "0.60"):
        page.go_back()
        expect(page).to_have_url(re.compile(rf"b={float(wanted):g}$"))
        expect(field(page, "bias")).to_have_value(wanted)
        wait_until_idle(page)  # the next step back would overtake an answer that is on its way
    page.go_forward()
    page.go_forward()
    page.go_forward()
    expect(page).to_have_url(re.compile("b=0.9$"))
    expect(field(page, "bias")).to_have_value("0.90")
    expect(number(page, "z")).to_have_text(shown)


def test_many_releases_from_a_link_outlive_the_next_click(page: Page, open_page: OpenPage) -> None:
    open_page("neuron?b=-1.5")
    press(page, "bias", 22)
    assert value(page, "bias") == "0.70"
    open_guess(page)
    make_guess(page)
    assert value(page, "bias") == "0.70"
    expect(tool(page, "Undo")).to_be_enabled()
    expect(page).to_have_url(re.compile(r"b=0.7(&|$)"))


def test_undo_takes_the_address_along(page: Page, open_page: OpenPage) -> None:
    open_page("neuron?b=-1.5")
    press(page, "bias", 2)
    for wanted in ("-1.4", "-1.5"):
        tool(page, "Undo").click()
        expect(page).to_have_url(re.compile(rf"b={wanted}$"))
        wait_until_idle(page)
        assert float(value(page, "bias").replace("−", "-")) == float(wanted)
    page.reload()
    wait_until_idle(page)
    assert value(page, "bias") == "−1.50"


def test_what_is_said_below_the_stage_is_renewed_with_it(page: Page, open_page: OpenPage) -> None:
    open_page("neuron")
    open_guess(page)
    make_guess(page)
    answer = page.locator(".st-key-explain")
    expect(answer).to_contain_text("You guessed “Yes, a negative one”. Not quite.")
    expect(answer.locator("strong")).to_have_text("Not quite.")
    expect(answer.get_by_role("heading", level=3)).to_have_text(["Explain", "Code"])
    set_number(page, "bias", "-1.25", "b")
    expect(answer.locator("pre")).to_contain_text("bias = torch.tensor(-1.25)")


@pytest.mark.parametrize("status", [404, 500, None])
def test_where_the_route_fails_the_page_takes_the_release(
    tab: Page, open_page: OpenPage, status: int | None
) -> None:
    def fail(request: Request) -> None:
        if status is None:
            request.abort()
        else:
            request.fulfill(status=status)

    tab.route(ROUTE, fail)
    open_page("neuron", on=tab)
    set_number(tab, "bias", "1.5", "b")
    expect(tool(tab, "Undo")).to_be_enabled()
    set_number(tab, "bias", "1.75", "b")
    shown = number(tab, "z").inner_text()
    tab.unroute(ROUTE)
    set_number(tab, "bias", "1.5", "b")
    set_number(tab, "bias", "1.75", "b")
    assert number(tab, "z").inner_text() == shown
    tool(tab, "Undo").click()
    expect(tab).to_have_url(re.compile("b=1.5$"))


class Held:
    """Holds releases back on their way to the server until they are let through."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[Request] = []
        page.route(ROUTE, lambda request: self.requests.append(request))

    def let_through(self) -> None:
        for each in self.requests:
            each.continue_()
        self.page.unroute(ROUTE)


def test_a_release_on_its_way_while_the_page_is_left_counts(
    page: Page, open_page: OpenPage
) -> None:
    open_page("neuron")
    held = Held(page)
    grab(page, "bias", 0.9)
    page.mouse.up()
    expect(page.locator(".live-stage")).to_have_attribute("data-stage", "waiting")
    moved = value(page, "bias")
    page.get_by_test_id("stTopNavLink").filter(has_text="Start").click()
    expect(page).to_have_title(re.compile("^Start"))
    wait_until_idle(page)
    assert value(page, "bias") == "0.50"
    held.let_through()
    expect(page).to_have_url(re.compile(rf"\?b={float(moved):g}$"))
    wait_until_idle(page)
    assert value(page, "bias") == moved


def test_a_click_waits_for_the_release_before_it(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    set_number(page, "bias", "0.25", "b")
    held = Held(page)
    control(page, "step").locator('[data-action="forward-10"]').click()
    expect(page.locator(".live-stage")).to_have_attribute("data-stage", "waiting")
    page.get_by_role("button", name="Branch at this step").click()
    held.let_through()
    expect(page).to_have_url(re.compile("branch=10"))


@pytest.mark.parametrize("query", ["", "?w2=-0.6"], ids=["plain", "link"])
def test_a_restart_in_the_middle_of_a_drag_loses_nothing(
    query: str, tab: Page, make_server: MakeServer
) -> None:
    first = make_server()
    port = urlsplit(first.url).port
    tab.goto(first.url + "neuron" + query)
    wait_until_idle(tab)
    set_number(tab, "weight_1", "0.75", "w1")
    set_number(tab, "weight_2", "-0.9", "w2")
    grab(tab, "bias", 0.9)
    first.process.kill()
    first.process.wait()
    second = make_server(args=("--server.port", str(port)))
    moved = value(tab, "bias")
    tab.mouse.up()
    expect(tab).to_have_url(re.compile(rf"b={float(moved):g}"), timeout=60_000)
    wait_until_idle(tab)
    weights = [value(tab, key) for key in ("weight_1", "weight_2")]
    assert (*weights, value(tab, "bias")) == ("0.75", "−0.90", moved)
    expect(tab).to_have_url(re.compile(r"w2=-0\.9"))
    assert second.process.poll() is None
    let_go(tab)
    set_number(tab, "bias", "-0.25", "b")
    assert [value(tab, key) for key in ("weight_1", "weight_2")] == ["0.75", "−0.90"]


def test_a_restart_that_nobody_noticed_loses_nothing(tab: Page, make_server: MakeServer) -> None:
    first = make_server()
    port = urlsplit(first.url).port
    tab.goto(first.url + "neuron?w1=-0.6")
    wait_until_idle(tab)
    set_number(tab, "bias", "2.4", "b")
    set_number(tab, "weight_2", "-0.9", "w2")
    first.process.kill()
    first.process.wait()
    make_server(args=("--server.port", str(port)))
    set_number(tab, "bias", "1.2", "b")
    wait_until_idle(tab)
    assert [value(tab, key) for key in ("weight_1", "weight_2", "bias")] == [
        "−0.60",
        "−0.90",
        "1.20",
    ]
    for said in ("w1=-0.6", "w2=-0.9", "b=1.2"):
        expect(tab).to_have_url(re.compile(re.escape(said)))


def test_what_was_chosen_in_a_drawing_survives_a_restart(
    tab: Page, make_server: MakeServer
) -> None:
    first = make_server()
    port = urlsplit(first.url).port
    tab.goto(first.url + "network?h1=3")
    wait_until_idle(tab)
    first.process.kill()
    first.process.wait()
    part = tab.get_by_role("radio", name="Bias of the output", exact=False)
    part.focus()
    tab.keyboard.press("Enter")
    make_server(args=("--server.port", str(port)))
    expect(tab).to_have_url(re.compile(r"part=72"), timeout=60_000)
    wait_until_idle(tab)
    expect(part).to_have_attribute("aria-checked", "true")
    expect(tab).to_have_url(re.compile(r"h1=3"))


@pytest.fixture(scope="module")
def plain_server() -> Iterator[Server]:
    running = start_server("visualizer/app.py")
    yield running
    running.stop()


@pytest.mark.parametrize("is_plain", [False, True], ids=["server", "plain script"])
def test_a_release_and_a_click_at_one_moment_come_in_this_order(
    is_plain: bool, page: Page, open_page: OpenPage, server: Server, plain_server: Server
) -> None:
    open_page("training", base=plain_server.url if is_plain else server.url)
    page.evaluate(
        """() => {
          document.querySelector('[data-control="step"] [data-action="forward-10"]').click();
          document.querySelector(".st-key-branch button").click();
        }"""
    )
    expect(page).to_have_url(re.compile("branch=10"))


@pytest.mark.parametrize(("path", "key", "address"), [("loss", "bias", "b")])
def test_a_plain_script_gives_the_same_answers(
    path: str, key: str, address: str, page: Page, open_page: OpenPage, plain_server: Server
) -> None:
    found = []
    for base in ({}, {"base": plain_server.url}):
        open_page(path, **base)
        set_number(page, key, "-0.5", address)
        set_number(page, key, "1.25", address)
        found.append(
            [
                page.locator(".live-stage").inner_text(),
                page.locator(".st-key-explain").inner_text(),
                urlsplit(page.url).query,
            ]
        )
    assert found[0] == found[1]
