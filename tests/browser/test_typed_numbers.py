"""What is typed on My data: read as it was meant, kept where it stands, never lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, wait_until_idle
from tests.browser.typed_cells import (
    add_row,
    cell,
    data_of,
    parts,
    select_cell,
    set_cell,
    shared_link,
    type_cell,
)
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

TABLE = Table(("study", "sleep", "pass"), ("Ann", "Bo", "Cy"), ((2, 7, 0), (5, 6.25, 1), (7, 5, 1)))
PATH = f"your_data?data={keep_table(TABLE)}"


def my_row(page: Page, label: str):
    return page.get_by_role("textbox", name=f"My row: {label}")


@pytest.mark.parametrize(
    ("typed", "number"), [(".5", 0.5), (",5", 0.5), ("1,4", 1.4), ("2:30", 2.5), ("−3", -3)]
)
def test_a_typed_cell_is_the_number_that_was_meant(
    page: Page, open_page: OpenPage, typed: str, number: float
) -> None:
    open_page(PATH)
    set_cell(page, 0, 1, typed)
    expect(page).not_to_have_url(re.compile(re.escape(keep_table(TABLE))))
    assert parts(data_of(page)) == [(number, 7, 0), (5, 6.25, 1), (7, 5, 1)]


def test_pasted_cells_are_the_numbers_that_were_meant(page: Page, open_page: OpenPage) -> None:
    open_page(PATH)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("() => navigator.clipboard.writeText('1,4\\t,5\\n.5\\t1.250,50')")
    select_cell(page, 0, 1)
    page.keyboard.press("Control+v")
    expect(page).not_to_have_url(re.compile(re.escape(keep_table(TABLE))))
    wait_until_idle(page)
    assert parts(data_of(page)) == [(1.4, 0.5, 0), (0.5, 1250.5, 1), (7, 5, 1)]


def test_a_bad_cell_is_named_keeps_its_text_and_can_be_mended(
    page: Page, open_page: OpenPage
) -> None:
    open_page(PATH)
    set_cell(page, 1, 2, "8")
    expect(page).not_to_have_url(re.compile(re.escape(keep_table(TABLE))))
    set_cell(page, 1, 2, "abc")
    notice = page.get_by_role("alert").filter(has_text="abc")
    expect(notice).to_contain_text("Row 2")
    expect(notice).to_contain_text("“sleep”")
    expect(notice).to_contain_text("8 still holds")
    expect(cell(page, 1, 2)).to_have_text("abc")
    assert parts(data_of(page))[1] == (5, 8, 1)
    set_cell(page, 1, 2, "6,5")
    expect(notice).to_have_count(0)
    assert parts(data_of(page))[1] == (5, 6.5, 1)


def test_a_new_row_counts_once_it_is_whole(page: Page, open_page: OpenPage) -> None:
    open_page(PATH)
    add_row(page)
    for column, text in ((1, "1,5"), (2, ".25")):
        set_cell(page, 3, column, text)
    expect(page.get_by_role("alert").filter(has_text="Row 4")).to_contain_text("“pass”")
    assert len(data_of(page).rows) == 3
    set_cell(page, 3, 3, "0")
    expect(page.get_by_role("alert").filter(has_text="Row 4")).to_have_count(0)
    assert parts(data_of(page))[3] == (1.5, 0.25, 0)


def test_my_row_is_the_number_that_was_meant(page: Page, open_page: OpenPage) -> None:
    open_page(PATH)
    field = my_row(page, "study")
    field.fill("2,5")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]x1=2\.5(&|$)"))
    expect(field).to_have_value("2.5")


@pytest.mark.parametrize(
    ("typed", "words"), [("abc", "not a number"), ("4e6", "between −3000000 and 3000000")]
)
def test_a_bad_number_in_my_row_is_named_beside_it_and_the_old_one_holds(
    page: Page, open_page: OpenPage, typed: str, words: str
) -> None:
    open_page(f"{PATH}&x1=3")
    field = my_row(page, "study")
    field.fill(typed)
    field.press("Enter")
    said = page.get_by_role("alert").filter(has_text="still holds")
    expect(said).to_contain_text(words)
    expect(said).to_contain_text(f"“{typed}”")
    expect(said).to_contain_text("3 still holds")
    expect(field).to_have_value(typed)
    expect(page).to_have_url(re.compile(r"[?&]x1=3(&|$)"))
    field.fill("4")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]x1=4(&|$)"))
    expect(said).to_have_count(0)


def test_a_cell_that_is_open_counts_in_the_download(page: Page, open_page: OpenPage) -> None:
    open_page(PATH)
    type_cell(page, 0, 1, "9,5")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV", exact=True).click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[1] == "Ann,9.5,7,0"


def test_a_cell_that_is_open_counts_on_the_next_page_and_back(
    page: Page, open_page: OpenPage
) -> None:
    open_page(PATH)
    type_cell(page, 0, 1, "9,5")
    page.get_by_role("link", name="Training").first.click()
    expect(page).to_have_url(re.compile(r"/training\?"))
    wait_until_idle(page)
    assert parts(data_of(page))[0] == (9.5, 7, 0)
    page.get_by_role("link", name="My data").first.click()
    expect(page).to_have_url(re.compile(r"/your_data\?"))
    wait_until_idle(page)
    assert parts(data_of(page))[0] == (9.5, 7, 0)
    expect(cell(page, 0, 1)).to_have_text("9,5")


def test_a_cell_that_is_open_counts_when_a_button_is_clicked(
    page: Page, open_page: OpenPage
) -> None:
    open_page(PATH)
    type_cell(page, 0, 1, "9,5")
    page.get_by_role("button", name="Share").click()
    link = shared_link(page)
    expect(link).to_contain_text("data=own.")
    name = re.search(r"data=([^&\s]*)", link.inner_text())[1]
    assert name != keep_table(TABLE)


def test_my_row_that_is_being_typed_counts_on_the_next_page(
    page: Page, open_page: OpenPage
) -> None:
    open_page(PATH)
    my_row(page, "study").fill("2,5")
    page.get_by_role("link", name="Training").first.click()
    expect(page).to_have_url(re.compile(r"/training\?"))
    wait_until_idle(page)
    expect(page).to_have_url(re.compile(r"[?&]x1=2\.5(&|$)"))


def test_my_row_that_is_being_typed_counts_when_a_button_is_clicked(
    page: Page, open_page: OpenPage
) -> None:
    open_page(PATH)
    my_row(page, "sleep").fill("2,5")
    page.get_by_role("button", name="Share").click()
    expect(shared_link(page)).to_contain_text("x2=2.5")
