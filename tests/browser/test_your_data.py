"""Somebody's own data in a real browser: upload, drag, share, and the link on another server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.test_pages import (
    all_numbers,
    click,
    grab,
    let_go,
    number,
    sent_frames,
    set_number,
    shown,
    tool,
)
from tests.browser.typed_cells import add_row, cell, grid, select_cell, set_cell, shared_link
from tests.conftest import Server, start_server
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

CLASS = b"""\xef\xbb\xbfname;hours;cups;passed
Ann;1,5;2;0
Bo;4;three;1
<img src=x onerror=alert(1)>;6,25;1;1
"=1+1";7;0;1
Cy;2;4;0
"""
NAMED = Table(
    ("<img src=x onerror=alert(1)>", "$x$ [a](javascript:alert(1))", "{loss}"),
    ("=1+1", "**b**", ":red[x]", "</script>"),
    ((1, 2, 0), (2, 1, 1), (3, 3, 1), (0, 1, 0)),
)


@pytest.fixture(scope="module")
def cold_server() -> Iterator[Server]:
    """A second server that has never seen any of these tables."""
    running = start_server()
    yield running
    running.stop()


def upload(page: Page, name: str, content: bytes) -> None:
    page.get_by_role("button", name="Open a file or paste").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def test_an_uploaded_file_becomes_the_data_and_its_faults_are_named(
    page: Page, open_page: OpenPage
) -> None:
    open_page("your_data")
    upload(page, "class.csv", CLASS)
    expect(page).to_have_url(re.compile(r"data=own\."))
    notice = page.get_by_role("alert").filter(has_text="three")
    expect(notice).to_contain_text("Row 3")
    wait_until_idle(page)
    expect(page.locator('[data-figure="plane"]')).to_contain_text("cups")
    assert number(page, "verdict").inner_text().startswith("It gets")


def test_a_drag_moves_the_line_and_the_server_hears_nothing(
    page: Page, open_page: OpenPage
) -> None:
    frames = sent_frames(page)
    open_page(f"your_data?data={keep_table(NAMED)}")
    before, loss = len(frames), shown(page, "loss")
    line = page.locator('[data-figure="plane"] .scatterlayer path.js-line').first
    path = line.get_attribute("d")
    grab(page, "bias", 0.9)
    expect(line).not_to_have_attribute("d", path)
    assert shown(page, "loss") != loss
    assert len(frames) == before
    let_go(page)
    expect(tool(page, "Undo")).to_be_enabled()
    assert len(frames) == before  # the page has not run for that


def test_a_shared_run_shows_the_same_numbers_on_a_server_that_never_saw_it(
    page: Page, make_page: Callable[..., Page], open_page: OpenPage, cold_server: Server
) -> None:
    open_page(f"training?data={keep_table(NAMED)}&scaling=standardized&seed=5&activation=silu")
    click(page, "forward-10")
    expect(page).to_have_url(re.compile("step=10"))
    wait_until_idle(page)
    page.get_by_role("button", name="Share").click()
    link = shared_link(page).inner_text().strip()
    assert link.startswith(page.url.split("?")[0])
    assert len(link) < 2000
    other = make_page()
    open_page(link.split("/", 3)[3], on=other, base=cold_server.url)
    assert all_numbers(other) == all_numbers(page)
    assert shown(other, "step") == 10


@pytest.mark.parametrize("path", ["your_data", "training", "loss", "surface", "activations"])
def test_markup_in_names_is_never_run(page: Page, open_page: OpenPage, path: str) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    open_page(f"{path}?data={keep_table(NAMED)}")
    assert page.locator('main img[src="x"], [data-stage] img, [href^="javascript"]').count() == 0
    assert said == []


def test_a_run_file_is_opened_again(page: Page, open_page: OpenPage) -> None:
    run = (
        b'{"format": "visualizer run", "version": 1, "page": "training", "settings": {"seed": "7"}}'
    )
    open_page("your_data")
    page.get_by_role("button", name="Open a file or paste").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").nth(1).set_input_files(
        {"name": "run.json", "mimeType": "application/json", "buffer": run}
    )
    expect(page).to_have_url(re.compile(r"/training\?seed=7"))
    wait_until_idle(page)
    expect(page.get_by_label("Random start", exact=True)).to_have_value("7")
    set_number(page, "bias", "0.5", "b")  # the session has followed to the other page
    expect(page).to_have_title(re.compile("^Training"))


def test_the_program_to_take_home_is_the_run_on_screen(page: Page, open_page: OpenPage) -> None:
    open_page("training?seed=3")
    page.get_by_role("button", name="Take it home").click()
    dialog = page.get_by_role("dialog")
    with page.expect_download() as download:
        dialog.get_by_role("button", name="train.py").click()
    program = download.value.path().read_text("utf-8")
    printed: list[str] = []
    exec(
        compile(program, "train.py", "exec"),
        {"__name__": "__main__", "print": lambda *words: printed.append(" ".join(map(str, words)))},
    )
    first = next(line for line in printed if "loss" in line and re.search(r"\bstep\s+0\b", line))
    assert float(first.split()[-1]) == pytest.approx(shown(page, "loss"), abs=1e-6)


def test_an_edited_cell_changes_the_data_and_the_download_is_safe(
    page: Page, open_page: OpenPage
) -> None:
    open_page(f"your_data?data={keep_table(NAMED)}")
    loss = shown(page, "loss")
    set_cell(page, 0, 1, "7")
    expect(number(page, "loss")).not_to_have_attribute("data-value", str(loss))
    wait_until_idle(page)
    assert page.locator('[aria-label^="Download as CSV"]:visible').count() == 0
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV", exact=True).click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("'=1+1,7,2,0")


def test_rows_are_numbered_and_what_was_emptied_is_blank(page: Page, open_page: OpenPage) -> None:
    open_page(f"your_data?data={keep_table(NAMED)}")
    numbers = [cell(page, row, -1).inner_text() for row in range(4)]
    assert numbers == ["1", "2", "3", "4"]
    select_cell(page, 2, 1)
    page.keyboard.press("Delete")
    expect(page.get_by_role("alert").filter(has_text="has nothing in")).to_contain_text("Row 3")
    page.keyboard.press("ArrowDown")  # the grid renews what is read aloud when one moves on
    expect(cell(page, 2, 1)).to_have_text("")
    add_row(page)
    expect(cell(page, 4, 0)).to_have_text("")
    expect(grid(page)).not_to_contain_text("None")


def test_a_line_that_is_dragged_off_the_picture_says_what_brings_it_back(
    page: Page, open_page: OpenPage
) -> None:
    open_page(f"your_data?data={keep_table(NAMED)}&w1=0.5&w2=0.5&b=-1.5&x1=1&x2=1")
    verdict = number(page, "verdict")
    expect(verdict).not_to_contain_text("outside")
    slider = page.get_by_role("slider").first
    before = slider.bounding_box()
    grab(page, "bias", 0.99)
    expect(verdict).to_contain_text("The line is outside the picture; a bias of about −1.")
    assert slider.bounding_box() == before
    grab(page, "bias", 0.25)
    expect(verdict).not_to_contain_text("outside")
    let_go(page)
