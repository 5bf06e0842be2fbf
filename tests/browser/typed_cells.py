"""The hands of a student on the table of My data: a grid that is drawn, with a hidden one to read.

Streamlit draws the cells on a canvas. Keys move from cell to cell, and what a screen reader gets is
what the cells say.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import wait_until_idle
from visualizer.core.own_data import find_table
from visualizer.core.table import Table

ROW = 35.0  # px, at the size of type that the app has


def grid(page: Page) -> Locator:
    return page.get_by_test_id("stDataFrame").first


def select_cell(page: Page, row: int, column: int) -> None:
    """Move to a cell; both count from 0, the name of a row being its column 0."""
    grid(page).scroll_into_view_if_needed()
    box = grid(page).bounding_box()
    page.mouse.click(box["x"] + 30, box["y"] + 1.5 * ROW)
    expect(grid(page).locator('[role="gridcell"][aria-selected="true"]')).to_have_count(1)
    for key, times in (("ArrowDown", row), ("ArrowRight", column)):
        for _ in range(times):
            page.keyboard.press(key)


def type_cell(page: Page, row: int, column: int, text: str) -> None:
    """Type into a cell and leave it open."""
    select_cell(page, row, column)
    page.keyboard.type(text)
    expect(page.locator("#portal textarea, #portal input").first).to_be_visible()


def set_cell(page: Page, row: int, column: int, text: str) -> None:
    """Type into a cell, and wait until the page has answered."""
    type_cell(page, row, column, text)
    page.keyboard.press("Enter")
    wait_until_idle(page)


def cell(page: Page, row: int, column: int) -> Locator:
    """Return what a screen reader finds in a cell."""
    return grid(page).locator(f'[role="gridcell"][aria-colindex="{column + 1}"]').nth(row)


def data_of(page: Page) -> Table:
    """Return the table that is in the link."""
    expect(page).to_have_url(re.compile(r"[?&]data=own\."))
    return find_table(re.search(r"[?&]data=([^&]*)", page.url)[1])


def parts(table: Table) -> list[tuple[float, ...]]:
    """Return the rows as the neuron gets them: first input, second input, answer."""
    first, second = table.inputs
    return [(row[first], row[second], row[table.target]) for row in table.rows]
