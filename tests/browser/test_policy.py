"""Every page under its own security policy, in a browser that enforces it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_pages import click, grab, let_go
from tests.browser.test_your_data import CLASS, upload
from tests.conftest import Server

LISTEN = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(
    `${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
DRAGGED = {
    "": "weight_1",
    "neuron": "bias",
    "activations": "bias",
    "loss": "weight_1",
    "surface": "learning_rate",
    "learning_rate": "learning_rate_mid",
    "training": "learning_rate",
    "your_data": "bias",
}
# Plotly's own canvas, with a picture that is not of one colour.
DRAWS_3D = """() => [...document.querySelectorAll(".js-plotly-plot")].some((plot) => {
    const glplot = plot._fullLayout?.scene?._scene?.glplot;
    return glplot && glplot.objects.length > 0 && !glplot.gl.isContextLost();
})"""
# What a page would try if somebody's text had become part of it.
TRY_EVERYTHING = """async (elsewhere) => {
    window.ran = [];
    const script = document.createElement("script");
    script.text = "window.ran.push('a script inside')";
    document.head.append(script);
    document.body.insertAdjacentHTML("beforeend", `
        <p onclick="window.ran.push('a handler')" id="trap">x</p>
        <a href="javascript:window.ran.push('a link')" id="link">x</a>
        <img src="${elsewhere}/a.png"><iframe src="${elsewhere}"></iframe>`);
    document.getElementById("trap").click();
    document.getElementById("link").click();
    setTimeout("window.ran.push('text')");
    try { await fetch(elsewhere); window.ran.push("a request"); } catch { /* as it should */ }
    await new Promise((done) => setTimeout(done, 300));
    return window.ran;
}"""


@contextmanager
def other_site(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder as another site; yield its address and a list of what it was asked for."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, _form: str, *words: object) -> None:
            asked.append(str(words[0]))

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder)) as site:
        thread = Thread(target=site.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{site.server_port}", asked
        finally:
            site.shutdown()
            thread.join()


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page in which the policy has nothing to refuse, besides what every page must not do."""
    page.add_init_script(LISTEN)
    yield page
    assert page.evaluate("window.violations") == []


def test_text_that_became_part_of_a_page_could_do_nothing(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    """And so the tests below are not content with no policy at all."""
    page = browser.new_context().new_page()
    page.add_init_script(LISTEN)
    page.goto(server.url + "neuron")
    wait_until_idle(page)
    assert page.evaluate("window.violations") == []
    with other_site(tmp_path) as (elsewhere, asked):
        assert page.evaluate(TRY_EVERYTHING, elsewhere) == []
    assert asked == []
    refused = {each.split(":")[0] for each in page.evaluate("window.violations")}
    page.context.close()
    assert refused >= {
        "script-src-elem", "script-src-attr", "script-src", "img-src", "frame-src", "connect-src"
    }  # fmt: skip


@pytest.mark.parametrize(("path", "key"), DRAGGED.items(), ids=lambda each: each or "start")
def test_a_page_is_drawn_and_dragged(page: Page, open_page: OpenPage, path: str, key: str) -> None:
    open_page(path)
    if path == "surface":
        page.wait_for_function(DRAWS_3D)
    grab(page, key, 0.7)
    let_go(page)
    assert page.locator("[data-figure] .js-plotly-plot, [data-figure] svg").count() > 0
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Run file").click()
    assert b"visualizer run" in download.value.path().read_bytes()


def test_what_is_taken_home_arrives(page: Page, open_page: OpenPage) -> None:
    open_page("training?seed=3")
    page.get_by_role("button", name="Take it home").click()
    dialog = page.get_by_role("dialog")
    for name in ("train.py", "Notebook", "Parameters", "History"):
        with page.expect_download() as download:
            dialog.get_by_role("button", name=name).click()
        assert download.value.path().stat().st_size > 100


def test_a_kept_run_is_drawn_by_streamlit_s_own_plotly(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    click(page, "forward-10")
    wait_until_idle(page)
    page.get_by_role("button", name=re.compile("^Keep")).first.click()
    wait_until_idle(page)
    page.get_by_test_id("stTopNavLink").filter(has_text="Runs").click()
    expect(page).to_have_title(re.compile("^Runs"))
    expect(page.locator(".js-plotly-plot .scatterlayer path.js-line").first).to_be_visible()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()


def test_kept_runs_are_stored_and_read_under_the_policy(browser: Browser, server: Server) -> None:
    """In a page that Playwright does not let out of its policy, unlike those of the other tests."""
    page = browser.new_context().new_page()
    page.add_init_script(LISTEN)
    page.goto(server.url + "training")
    wait_until_idle(page)
    page.get_by_role("button", name="Keep this run").click()
    expect(page.get_by_text("is kept as")).to_be_visible()
    wait_until_idle(page)
    for _ in range(2):
        page.goto(server.url + "runs")
        expect(page.get_by_label("Name of run 1")).to_be_visible()
        assert page.evaluate("window.violations") == []
    page.context.close()


def test_a_table_is_uploaded_and_downloaded(page: Page, open_page: OpenPage) -> None:
    open_page("your_data")
    upload(page, "class.csv", CLASS)
    expect(page).to_have_url(re.compile(r"data=own\."))
    wait_until_idle(page)
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV", exact=True).click()
    assert b"cups" in download.value.path().read_bytes()


@pytest.mark.parametrize("where", ["another site", "a disk"])
def test_the_page_can_be_shown_within_a_page_of_the_school(
    page: Page, open_page: OpenPage, browser: Browser, tmp_path: Path, where: str
) -> None:
    open_page("neuron?bias=1")
    page.get_by_role("button", name="Share").click()
    snippet = page.get_by_role("dialog").locator("code", has_text="<iframe").inner_text()
    lesson = tmp_path / "lesson.html"
    lesson.write_text(f"<!doctype html><title>Our lesson</title>{snippet}", "utf-8")
    with other_site(tmp_path) as (school, _):
        around = browser.new_context().new_page()
        around.add_init_script(LISTEN)
        around.goto(f"{school}/lesson.html" if where == "another site" else lesson.as_uri())
        around.frame_locator("iframe").locator('[data-stage="ready"]').wait_for(state="attached")
        assert around.frames[1].evaluate("window.violations") == []
        around.context.close()
