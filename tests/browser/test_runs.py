"""Kept runs in a real browser: they outlive a reload, and travel as a file."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MakePage, OpenPage, wait_until_idle
from tests.browser.test_network import SEEN
from tests.browser.test_pages import grab, let_go, shown, slider
from tests.conftest import MakeServer

PREFIX = "visualizer.kept_run."
BRANCHED = "training?lr=0.1&step=40&branch=40&branch_lr=2"
REFUSE = """
Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("no", "SecurityError"); },
});
"""
FULL = """
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, text) {
    if (key.startsWith("visualizer.")) throw new DOMException("full", "QuotaExceededError");
    set.call(this, key, text);
};
"""
IS_FITTED = """() => {
    const plot = document.querySelector(".js-plotly-plot").getBoundingClientRect();
    const drawn = document.querySelector(".js-plotly-plot .main-svg").getBoundingClientRect();
    return Math.abs(plot.width - drawn.width) < 2 && plot.right <= innerWidth;
}"""
CURVE_OF_RUN_1 = """() => {
    const plot = document.querySelector(".legendtext").closest(".js-plotly-plot");
    return Array.from(plot.data.find((trace) => trace.name?.startsWith("Run 1:")).y);
}"""


def stored(page: Page) -> dict[str, dict]:
    """Return what the browser keeps, by id."""
    entries = page.evaluate("Object.entries(localStorage)")
    return {
        key.removeprefix(PREFIX): json.loads(text)
        for key, text in entries
        if key.startswith(PREFIX)
    }


def wait_for_stored(page: Page, count: int) -> None:
    page.wait_for_function(
        "([prefix, count]) => Object.keys(localStorage)"
        ".filter((key) => key.startsWith(prefix)).length === count",
        arg=[PREFIX, count],
    )


def keep(page: Page, name: str = "") -> None:
    """Keep what is on screen, and wait until the page says so."""
    if name:
        page.get_by_label("Keep it under the name").fill(name)
        page.keyboard.press("Tab")
        wait_until_idle(page)
    page.get_by_role("button", name="Keep this run").click()
    said = f"is kept as “{name}" if name else "is kept as “"
    expect(page.get_by_text(said)).to_be_visible()
    wait_until_idle(page)


def names(page: Page) -> list[str]:
    return [field.input_value() for field in page.get_by_label(re.compile("^Name of run")).all()]


def expect_names(page: Page, *expected: str) -> None:
    expect(page.get_by_label(re.compile("^Name of run"))).to_have_count(len(expected))
    wait_until_idle(page, 0)
    assert names(page) == list(expected)


def open_run(page: Page, number: int) -> None:
    page.get_by_role("link", name=f"Open run {number}").click()
    expect(page).to_have_title(re.compile("^Training"))
    wait_until_idle(page)


def test_a_run_with_its_branch_is_there_after_a_reload_and_opens(
    page: Page, open_page: OpenPage
) -> None:
    open_page(BRANCHED)
    keep(page, "two futures")
    wait_for_stored(page, 1)
    open_page("runs", stages=0)
    expect_names(page, "two futures")
    expect(page.locator(".legendtext").nth(1)).to_have_text("1′: Branch at step 40, lr′ 2")
    page.reload()
    expect_names(page, "two futures")
    expect(page.locator(".legendtext")).to_have_count(2)
    open_run(page, 1)
    expect(page.get_by_role("button", name="Remove the branch")).to_be_visible()
    expect(page).to_have_url(re.compile("branch=40&branch_lr=2"))
    assert [run["name"] for run in stored(page).values()] == ["two futures"]


def test_a_run_is_there_in_a_new_tab_under_the_name_that_it_was_given(
    page: Page, open_page: OpenPage
) -> None:
    open_page("training")
    keep(page)
    open_page("runs", stages=0)
    expect_names(page, "Run 1: lr 0.1, No activation")
    page.get_by_label("Name of run 1").fill("mine")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "(prefix) => Object.entries(localStorage).some(([key, text]) =>"
        " key.startsWith(prefix) && JSON.parse(text).name === 'mine')",
        arg=PREFIX,
    )
    tab = page.context.new_page()
    open_page("runs", stages=0, on=tab)
    expect_names(tab, "mine")


def test_what_is_deleted_stays_deleted_and_what_came_back_is_back(
    page: Page, open_page: OpenPage
) -> None:
    open_page("training")
    keep(page, "a")
    keep(page, "b")
    wait_for_stored(page, 2)
    open_page("runs", stages=0)
    expect_names(page, "a", "b")
    page.get_by_role("button", name="Delete run 1").click()
    wait_for_stored(page, 1)
    page.reload()
    expect_names(page, "b")
    page.get_by_role("button", name="Delete run 2").click()
    wait_for_stored(page, 0)
    page.get_by_role("button", name="Bring it back").click()
    wait_for_stored(page, 1)
    page.reload()
    expect_names(page, "b")


def test_all_runs_are_deleted_with_one_click(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    keep(page, "a")
    keep(page, "b")
    open_page("runs", stages=0)
    page.get_by_role("button", name="Delete all 2 runs").click()
    wait_for_stored(page, 0)
    page.reload()
    expect(page.get_by_text("The shelf is still empty")).to_be_visible()


def test_a_network_is_kept_seen_with_its_curve_and_opens_with_the_same_numbers(
    page: Page, open_page: OpenPage
) -> None:
    open_page("network")
    grab(page, "network_weight", 0.9)
    let_go(page)
    expect(page).to_have_url(re.compile("net_w=w."))
    wait_until_idle(page)
    scrubbed = slider(page, "step_network")
    scrubbed.focus()
    page.keyboard.press("End")
    expect(page).not_to_have_url(re.compile("net_step="))
    wait_until_idle(page)
    before = {key: shown(page, key) for key in ("step", "loss", "chosen_value", "chosen_gradient")}
    pictures = page.evaluate(SEEN)
    keep(page)
    wait_for_stored(page, 1)
    (kept,) = stored(page).values()
    assert (kept["page"], len(kept["losses"])) == ("network", 301)
    assert kept["losses"][-1] == pytest.approx(before["loss"], abs=1e-6)
    address = page.url.partition("?")[2]

    open_page("runs", stages=0)  # a new session, which has only what the browser kept
    expect_names(page, "Run 1: 2-2-1, tanh, lr 1")
    expect(page.locator(".legendtext")).to_have_text("Run 1: 2-2-1, tanh, lr 1")
    drawn = page.evaluate(CURVE_OF_RUN_1)
    assert drawn == kept["losses"]
    page.get_by_role("link", name="Open run 1").click()
    expect(page).to_have_title(re.compile("^A network"))
    wait_until_idle(page)
    assert page.url.partition("?")[2] == address
    assert {key: shown(page, key) for key in before} == before
    assert page.evaluate(SEEN) == pictures


def test_two_tabs_delete_nothing_of_each_other(page: Page, open_page: OpenPage) -> None:
    """Each writes its own runs only, and a page that comes back to them repeats no old change."""
    open_page("training")
    other = page.context.new_page()
    open_page("training?lr=0.3", on=other)
    keep(page, "first tab")
    keep(other, "second tab")
    wait_for_stored(page, 2)
    page.get_by_test_id("stTopNavLink").filter(has_text="Runs").click()
    expect_names(page, "first tab")
    page.get_by_role("button", name="Delete run 1").click()
    wait_for_stored(page, 1)
    other.get_by_test_id("stTopNavLink").filter(has_text="Runs").click()
    expect_names(other, "second tab")
    other.get_by_label("Name of run 1").fill("renamed")
    other.keyboard.press("Enter")
    # Until the run is over Streamlit keeps the old chart beside the new one, hidden.
    expect(other.locator(".legendtext").filter(visible=True)).to_have_text("1: renamed")
    wait_until_idle(other, 0)
    page.reload()
    expect_names(page, "renamed")
    assert [run["name"] for run in stored(page).values()] == ["renamed"]


def test_runs_travel_as_a_file_into_another_browser(
    page: Page, open_page: OpenPage, make_page: MakePage
) -> None:
    open_page(BRANCHED)
    keep(page, "two futures")
    open_page("runs", stages=0)
    expect_names(page, "two futures")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take them along as a file").click()
    assert download.value.suggested_filename == "kept_runs.json"
    file = download.value.path().read_bytes()

    other = make_page()
    open_page("training?lr=0.3", on=other)
    keep(other, "two futures")
    open_page("runs", stages=0, on=other)
    expect_names(other, "two futures")
    bring(other, file)
    expect(other.get_by_text("1 run came from the file.")).to_be_visible()
    expect_names(other, "two futures", "two futures (2)")
    wait_for_stored(other, 2)
    bring(other, file)
    expect(other.get_by_text("No runs came from the file. 1 was here already.")).to_be_visible()
    other.reload()
    expect_names(other, "two futures", "two futures (2)")
    open_run(other, 2)
    expect(other.get_by_role("button", name="Remove the branch")).to_be_visible()


def bring(page: Page, file: bytes) -> None:
    """Bring a file, and wait until it was read: a new field stands in the place of its own then."""
    page.get_by_role("button", name="Bring runs back").click()
    field = page.get_by_test_id("stPopoverBody").locator('[class*="st-key-runs_file_"]')
    key = re.search(r"st-key-runs_file_\d+", field.get_attribute("class"))[0]
    field.locator('input[type="file"]').set_input_files(
        {"name": "kept_runs.json", "mimeType": "application/json", "buffer": file}
    )
    expect(page.locator(f".{key}")).to_have_count(0)
    wait_until_idle(page, 0)
    page.keyboard.press("Escape")


def test_a_file_that_is_none_changes_nothing(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    keep(page, "mine")
    open_page("runs", stages=0)
    expect_names(page, "mine")
    bring(page, b"<script>alert(1)</script>")
    expect(page.get_by_role("alert")).to_contain_text("This is no file of kept runs of this app.")
    expect_names(page, "mine")


def test_of_a_damaged_storage_the_rest_is_kept(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    keep(page, "whole")
    wait_for_stored(page, 1)
    page.evaluate(
        """(prefix) => {
            localStorage.setItem(prefix + "00000000000000aa", "{<img src=x onerror=alert(1)>");
            localStorage.setItem(prefix + "not an id", "ignored");
            localStorage.setItem("another app's", "untouched");
        }""",
        PREFIX,
    )
    open_page("runs", stages=0)
    expect_names(page, "whole")
    expect(page.get_by_role("alert")).to_contain_text("left out, since it is damaged")
    page.get_by_role("button", name="Remove the damaged run from this browser").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    wait_for_stored(page, 2)
    page.reload()
    expect_names(page, "whole")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert page.evaluate('localStorage.getItem("another app\'s")') == "untouched"


@pytest.mark.parametrize("refusal", [REFUSE, FULL], ids=["no storage", "no room"])
def test_where_nothing_can_be_stored_the_page_says_so_and_works_on(
    page: Page, open_page: OpenPage, refusal: str
) -> None:
    page.add_init_script(refusal)
    open_page("training")
    keep(page, "for now")
    expect(page.get_by_text("does not let the page store anything")).to_be_visible()
    page.get_by_test_id("stTopNavLink").filter(has_text="Runs").click()
    expect_names(page, "for now")
    expect(page.get_by_role("alert")).to_contain_text("does not let the page store anything")
    expect(page.get_by_text("stay until this tab is closed or loaded anew")).to_be_visible()
    page.reload()
    expect(page.get_by_text("The shelf is still empty")).to_be_visible()


def test_every_name_can_be_read_whole_at_every_width(page: Page, open_page: OpenPage) -> None:
    alike = [f"Our longest name of them all, {place} of two" for place in (1, 2)]
    open_page("training?branch=40")
    for name in alike:
        keep(page, name)
    open_page("runs", stages=0)
    expected = [
        f"1:{alike[0]}",
        "1′:Branchatstep40,lr′1",
        f"2:{alike[1]}",
        "2′:Branchatstep40,lr′1",
    ]
    for width in (390, 1366, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        chart = page.locator(".js-plotly-plot")
        chart.scroll_into_view_if_needed()
        page.wait_for_function(IS_FITTED)
        texts = page.locator(".legendtext")
        shown = [text.replace(" ", "").replace("\n", "") for text in texts.all_text_contents()]
        assert shown == [each.replace(" ", "") for each in expected]
        plot = chart.bounding_box()
        for text in (*texts.all(), *page.locator(".textpoint text").all()):
            box = text.bounding_box()
            assert plot["x"] <= box["x"]
            assert box["x"] + box["width"] <= plot["x"] + plot["width"]
            assert box["y"] + box["height"] <= plot["y"] + plot["height"]
        assert sorted(page.locator(".textpoint text").all_text_contents()) == ["1", "1′", "2", "2′"]


def test_a_server_that_starts_anew_finds_the_runs_in_the_browser(
    browser: Browser, open_page: OpenPage, make_server: MakeServer
) -> None:
    first = make_server()
    port = first.url.rstrip("/").rpartition(":")[2]
    page = browser.new_context(bypass_csp=True).new_page()  # its console tells of the lost server
    open_page("training", on=page, base=first.url)
    keep(page, "older than the server")
    wait_for_stored(page, 1)
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    first.stop()
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    make_server(args=("--server.port", port))
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=60_000)
    page.get_by_test_id("stTopNavLink").filter(has_text="Runs").click()
    expect(page).to_have_title(re.compile("^Runs"))
    expect_names(page, "older than the server")
    page.context.close()


def test_who_keeps_nothing_stores_nothing(page: Page, open_page: OpenPage) -> None:
    for path in ("training", "runs", ""):
        open_page(path, stages=path != "runs")
        assert stored(page) == {}
