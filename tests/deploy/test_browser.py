"""A real browser whose replica is killed while its page is open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.load.replicas import COOKIE, Replicas
from tests.browser.conftest import (  # noqa: F401
    CHROMIUM_FLAGS,
    find_chromium,
    make_page,
    page,
    wait_until_idle,
)
from tests.browser.test_pages import all_numbers, grab, let_go

PATIENCE = 15.0  # s


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for this file only: its driver's event loop would be in the others' way."""
    with sync_playwright() as driver:
        flags = list(CHROMIUM_FLAGS)
        chromium = driver.chromium.launch(executable_path=find_chromium(), args=flags)
        yield chromium
        chromium.close()


def home_of(page: Page) -> str:  # noqa: F811
    """Return where the proxy sends this browser, from its cookie."""
    return {each["name"]: each["value"] for each in page.context.cookies()}[COOKIE]


def drag(page: Page, share: float) -> None:  # noqa: F811
    """Drag a weight, let go of it, and wait for the server's answer: the new address."""
    link = page.url
    grab(page, "weight_1", share)
    let_go(page)
    page.wait_for_url(lambda url: url != link)
    wait_until_idle(page)


def test_a_page_survives_its_replica_with_all_its_numbers(
    replicas: Replicas,
    page: Page,  # noqa: F811
) -> None:
    page.goto(replicas.url + "training?seed=3")
    wait_until_idle(page)
    drag(page, 0.2)
    before, link, home = all_numbers(page), page.url, home_of(page)
    replicas.kill(f"replica-{home}")
    waited = 0.0
    while home_of(page) == home and waited < PATIENCE:
        page.wait_for_timeout(50)
        waited += 0.05
    assert home_of(page) != home
    connected = page.locator('[data-test-connection-state="CONNECTED"]')
    connected.wait_for(state="attached")
    wait_until_idle(page)
    assert all_numbers(page) == before
    assert page.url == link
    drag(page, 0.8)
    assert all_numbers(page) != before
