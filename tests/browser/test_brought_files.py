"""Tables as people have them, through the real page: what comes out, what is said and asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle, watch
from tests.browser.typed_cells import data_of, parts
from tests.conftest import Server
from tests.tables.samples import SAMPLES
from tests.tables.workbook_files import ods, xls, xlsx
from visualizer.server.uploads import MOST_UPLOADS

CLASS = [
    ["Class 9b, November"],
    [],
    ["name", "study", "sleep", "passed", None, "mean"],
    ["Ann", 2, 7, "no", None, 3.75],
    ["Bo", 5, 6.5, "yes"],
    ["Cy", 7, 5, "yes"],
    ["Di", 1, 9, "no"],
]
SCORES = [["study", "sleep", "score"], [2, 7, 38], [5, 6, 60], [7, 5, 78]]
BOOK = {"Notes": [["Results of the class, see the next sheet"]], "Class": CLASS, "Scores": SCORES}
IN_CLASS = [(2, 7, 0), (5, 6.5, 1), (7, 5, 1), (1, 9, 0)]
OLD_BOOK = {
    (row, column): cell
    for row, cells in enumerate([["study", "sleep", "pass"], [2, 7, 0], [5, 6, 1]])
    for column, cell in enumerate(cells)
}
brought: Counter[Page] = Counter()  # how many files each page may have brought so far
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(50)


@pytest.fixture(scope="module")
def data_page(browser: Browser, server: Server) -> Iterator[Page]:
    """My data, open for one file after the other."""
    page = browser.new_context(bypass_csp=True, locale="en-US").new_page()
    faults = watch(page)
    page.goto(server.url + "your_data")
    wait_until_idle(page)
    yield page
    page.context.close()
    assert faults == []


def open_file(page: Page, name: str, content: bytes, kind: str = "text/csv") -> None:
    page.get_by_role("button", name="Open a file or paste").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
        {"name": name, "mimeType": kind, "buffer": content}
    )


def start_with_other_data(page: Page) -> None:
    """Use the app's own data, so that every table that comes is another one.

    One session may bring so many files in ten minutes and no more: a page that is loaded anew is
    another one.
    """
    brought[page] += 1
    if brought[page] % MOST_UPLOADS == 0:
        page.reload()
        wait_until_idle(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Twelve students").click()
    expect(page).to_have_url(re.compile("data=twelve_students"))
    wait_until_idle(page)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_table_as_people_have_it_comes_out_right(data_page: Page, name: str) -> None:
    text, wanted = SAMPLES[name]
    start_with_other_data(data_page)
    open_file(data_page, "table.csv", text.encode())
    assert parts(data_of(data_page)) == [tuple(row) for row in wanted]


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("book.xlsx", xlsx(BOOK), IN_CLASS),
        ("book.ods", ods(BOOK), IN_CLASS),
        ("book.xls", xls(OLD_BOOK), [(2, 7, 0), (5, 6, 1)]),
    ],
)
def test_a_workbook_comes_out_right(
    data_page: Page, name: str, content: bytes, wanted: list[tuple]
) -> None:
    start_with_other_data(data_page)
    open_file(data_page, name, content)
    assert parts(data_of(data_page)) == wanted


def test_another_sheet_is_one_click_away(data_page: Page) -> None:
    start_with_other_data(data_page)
    open_file(data_page, "book.xlsx", xlsx(BOOK))
    assert parts(data_of(data_page)) == IN_CLASS
    wait_until_idle(data_page)
    data_page.keyboard.press("Escape")
    first = data_page.get_by_role("radio", name="Class")
    other = data_page.get_by_role("radio", name="Scores")
    expect(first).to_be_checked()
    before = data_page.url
    other.click()
    expect(data_page).not_to_have_url(before)
    assert parts(data_of(data_page)) == [(2, 7, 38), (5, 6, 60), (7, 5, 78)]
    expect(other).to_be_checked()
    calm = data_page.get_by_role("status").filter(has_text="How your table was read")
    expect(calm).to_contain_text("the output is now “Linear”")


def test_a_last_row_of_totals_is_asked_about_and_left_out_by_a_click(data_page: Page) -> None:
    text, wanted = SAMPLES["a last row of sums"]
    start_with_other_data(data_page)
    open_file(data_page, "table.csv", text.encode())
    assert len(data_of(data_page).rows) == len(wanted)
    wait_until_idle(data_page)
    data_page.keyboard.press("Escape")
    group = data_page.get_by_role("radiogroup", name=re.compile("last row", re.IGNORECASE))
    before = data_page.url
    group.get_by_role("radio", name=re.compile("leave", re.IGNORECASE)).click()
    expect(data_page).not_to_have_url(before)
    assert parts(data_of(data_page)) == [tuple(row) for row in wanted[:-1]]
    expect(group.get_by_role("radio", checked=True)).to_contain_text(
        re.compile("leave", re.IGNORECASE)
    )


def test_a_file_of_another_kind_is_refused_in_a_sentence(page: Page, open_page: OpenPage) -> None:
    open_page("your_data")
    open_file(page, "cat.png", PICTURE, "image/png")
    notice = page.get_by_role("alert").filter(has_text="picture")
    expect(notice).to_contain_text("The table that was there before is still used.")
    expect(page.get_by_text(re.compile("image/png|not allowed"))).to_have_count(0)
    wait_until_idle(page)
    page.get_by_role("button", name="Open a file or paste").click()  # it closes by itself
    page.get_by_test_id("stFileUploaderDropzoneInput").nth(1).set_input_files(
        {"name": "cat.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    expect(page.get_by_role("alert").filter(has_text="no run file")).to_be_visible()
    expect(page.get_by_text(re.compile("image/png|not allowed"))).to_have_count(0)
