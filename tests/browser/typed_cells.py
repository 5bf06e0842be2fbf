"""The hands of a student on the table of My data: a grid that is drawn, with a hidden one to read.

Streamlit draws the cells on a canvas. Keys move from cell to cell, and what a screen reader gets is
what the cells say.
"""

from __future__ import annotations

import re
from contextlib import suppress

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import wait_until_idle
from visualizer.tables.own_data import find_table
from visualizer.tables.table import Table


def grid(page: Page) -> Locator:
    return page.get_by_test_id("stDataFrame").first


def cell(page: Page, row: int, column: int) -> Locator:
    """Return what a screen reader finds in a cell; both count from 0, the name in column 0."""
    return grid(page).get_by_test_id(f"glide-cell-{column + 2}-{row}")


def select_cell(page: Page, row: int, column: int) -> None:
    """Move to a cell, from the first one on by the keys, and wait until it is the one."""
    wanted = cell(page, row, column)
    for _ in range(4):  # a grid that was just drawn may lose a click or a key
        grid(page).click(position={"x": 130, "y": 52})  # right of the numbers of the rows
        page.keyboard.press("Control+Home")
        for key, times in (("ArrowDown", row), ("ArrowRight", column + 1)):  # after the numbers
            for _ in range(times):
                page.keyboard.press(key)
        with suppress(AssertionError):
            expect(wanted).to_be_focused(timeout=5_000)
            return
    expect(wanted).to_be_focused()


def type_cell(page: Page, row: int, column: int, text: str) -> None:
    """Type into a cell and leave it open."""
    select_cell(page, row, column)
    page.keyboard.press("Enter")
    field = page.locator("#portal textarea")
    # What a screen reader gets follows a little later than what is drawn.
    expect(cell(page, row, column)).to_have_text(field.input_value())
    field.fill(text)


def add_row(page: Page) -> None:
    """Begin a new row below the others, by the key: the buttons come from under the grid."""
    page.get_by_role("button", name="Add row").press("Enter")


def set_cell(page: Page, row: int, column: int, text: str) -> None:
    """Type into a cell, and wait until the page has answered."""
    type_cell(page, row, column, text)
    page.keyboard.press("Enter")
    wait_until_idle(page)


def data_of(page: Page) -> Table:
    """Return the table that is in the link."""
    expect(page).to_have_url(re.compile(r"[?&]data=own\."))
    return find_table(re.search(r"[?&]data=([^&]*)", page.url)[1])


def shared_link(page: Page) -> Locator:
    """Return the link in the dialog that shares the page."""
    return page.get_by_role("dialog").locator(".live-listing code").first


def parts(table: Table) -> list[tuple[float, ...]]:
    """Return the rows as the neuron gets them: first input, second input, answer."""
    first, second = table.inputs
    return [(row[first], row[second], row[table.target]) for row in table.rows]
