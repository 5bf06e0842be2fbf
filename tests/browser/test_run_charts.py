"""The chart of the kept runs, while a page that has changed it is still under way."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.late import LateServer
from tests.browser.test_runs import expect_names, keep

COUNT_CHARTS = """() => {
    window.most = 0; // charts that were to be seen at once
    const count = () => {
        const shown = [...document.querySelectorAll(".stPlotlyChart")];
        window.most = Math.max(window.most, shown.filter((each) => each.checkVisibility()).length);
    };
    const options = { subtree: true, childList: true, attributes: true };
    new MutationObserver(count).observe(document.body, options);
}"""


def test_a_rename_shows_one_chart_at_every_moment(page: Page, open_page: OpenPage) -> None:
    late = LateServer(page)
    open_page("training")
    keep(page, "old")
    page.get_by_test_id("stTopNavLink").filter(has_text="Runs").click()
    expect_names(page, "old")
    page.evaluate(COUNT_CHARTS)
    page.get_by_label("Name of run 1").fill("new")
    with late.holds():
        late.answers("script_finished", lambda: page.keyboard.press("Enter"))
    expect(page.locator(".legendtext").filter(visible=True)).to_have_text("1: new")
    wait_until_idle(page, 0)
    assert page.evaluate("window.most") == 1
