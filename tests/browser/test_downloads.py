"""Every file that the app offers arrives, also where the network is slow and the class is busy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute

from tests.browser.conftest import MakePage, OpenPage
from tests.browser.test_runs import keep


class SlowNetwork:
    """What the server says to one page; it can be held back for a while."""

    def __init__(self, page: Page) -> None:
        self._browser: WebSocketRoute | None = None
        self._held: list[str | bytes] | None = None
        page.route_web_socket(re.compile("_stcore/stream"), self._join)

    def hold(self) -> None:
        self._held = []

    def let_go(self) -> None:
        held, self._held = self._held or [], None
        assert held, "the server has said nothing"
        for message in held:
            self._tell(message)

    def _join(self, browser: WebSocketRoute) -> None:
        self._browser = browser
        browser.connect_to_server().on_message(self._tell)

    def _tell(self, message: str | bytes) -> None:
        assert self._browser
        if self._held is None:
            self._browser.send(message)
        else:
            self._held.append(message)


def to_the_table(page: Page, open_page: OpenPage) -> None:
    open_page("your_data")


def to_the_runs(page: Page, open_page: OpenPage) -> None:
    open_page("training")
    keep(page, "mine")
    open_page("runs", stages=0)


def to_the_run_file(page: Page, open_page: OpenPage) -> None:
    open_page("neuron")
    page.get_by_role("button", name="Share").click()


def to_the_program(page: Page, open_page: OpenPage) -> None:
    open_page("training?seed=3")
    page.get_by_role("button", name="Take it home").click()


@pytest.mark.parametrize(
    ("way", "label"),
    [
        (to_the_table, "Download as CSV"),
        (to_the_runs, "Take them along as a file"),
        (to_the_run_file, "Run file"),
        (to_the_program, "train.py"),
    ],
)
def test_a_file_arrives_though_others_were_served_since_the_click(
    page: Page,
    open_page: OpenPage,
    make_page: MakePage,
    way: Callable[[Page, OpenPage], None],
    label: str,
) -> None:
    network = SlowNetwork(page)
    way(page, open_page)
    button = page.get_by_role("button", name=label, exact=True)
    button.wait_for()
    with page.expect_download() as download:
        network.hold()
        button.click()
        for _ in range(3):
            open_page("neuron", on=make_page())
        network.let_go()
    assert download.value.path().stat().st_size > 50
