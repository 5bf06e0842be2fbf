"""Pages, links, a drag, the menu and the way back, on the lowest Streamlit and on the newest."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import WITHOUT_STAGE, wait_until_idle
from tests.browser.test_pages import grab, let_go, number
from tests.conftest import Server
from tests.versions.conftest import Open
from visualizer.chapters import BESIDE, CHAPTERS

TROUBLE = '[data-testid="stAlert"], [data-testid="stException"]'


def test_every_page_opens_from_the_menu(open_page: Open, other_server: Server) -> None:
    page = open_page("")
    page.set_viewport_size({"width": 1800, "height": 900})  # where every release shows all pages
    for chapter in (*CHAPTERS[1:], *BESIDE):
        page.get_by_role("link", name=chapter.title, exact=True).first.click()
        page.wait_for_url(f"**/{chapter.path}*")
        wait_until_idle(page, stages=int(chapter.path not in WITHOUT_STAGE))
        expect(page).to_have_title(f"{chapter.title} · The Visualizer")
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator(TROUBLE)).to_have_count(0)
    assert not any("Traceback" in line for line in other_server.log)


def test_a_link_a_drag_the_menu_and_the_way_back(open_page: Open, other_server: Server) -> None:
    page = open_page("neuron?w1=-0.9&b=1")
    before = number(page, "z").get_attribute("data-value")
    grab(page, "weight_1", 0.8)
    let_go(page)
    page.wait_for_url(re.compile(r"neuron\?.*w1=[^-]"))
    expect(number(page, "z")).not_to_have_attribute("data-value", before or "")
    dragged = page.url.removeprefix(other_server.url)
    page.get_by_role("link", name="Loss").first.click()
    page.wait_for_url(re.compile(r"loss\?.*w1=[^-]"))
    wait_until_idle(page)
    page.go_back()
    wait_until_idle(page)
    expect(page).to_have_url(other_server.url + dragged)
    expect(page.locator("h1")).to_have_text("Inside the neuron")
    expect(page.locator(TROUBLE)).to_have_count(0)
    assert not any("Traceback" in line for line in other_server.log)
