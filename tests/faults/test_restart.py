"""A server that is killed, or has forgotten a session, and the tabs that are still open."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from benchmarks.load.protocol import RunError
from tests.conftest import MakeServer, Server, start_server
from tests.faults.students import SLIDERS, Numbers, Student, do_alone, gather, look, numbers_of, run

N_STUDENTS = 12
PAGES = ("neuron", "training", "surface", "learning_rate")
EVERY_PAGE = tuple(SLIDERS)


def last_wish(page: str) -> dict[str, float]:
    """Return what a student lets go of while nobody is there to answer."""
    return {SLIDERS[page][1]: 0.75}


class Pupil(Student):
    """A student who remembers the last answer, and the link that the browser had with it."""

    known: tuple[str, Numbers] = ("", {})

    async def work(self, number: int) -> None:
        """Let go of one slider after the other until the server is gone."""
        with suppress(ConnectionClosed, RunError):
            for step in count():
                value = round(0.01 + number / 10 + step % 90 / 1000, 3)
                seen = numbers_of(await self.commit({SLIDERS[self.page][0]: value}))
                self.known = (self.query, seen)
        await self.close()


def kill(server: Server) -> int:
    """Kill the server at once, as nothing can be prepared for; return its port."""
    server.process.kill()
    server.process.wait()
    return urlsplit(server.url).port


def test_a_killed_server_comes_back_with_everybody_s_numbers(make_server: MakeServer) -> None:
    first = make_server()

    async def work_until_killed(pupils: list[Pupil]) -> None:
        for pupil in pupils:
            await pupil.connect()
            await pupil.open()
        working = [asyncio.create_task(p.work(number)) for number, p in enumerate(pupils)]
        while not all(pupil.known[0] for pupil in pupils):
            await asyncio.sleep(0.01)
        kill(first)
        await asyncio.gather(*working)

    async def come_back(pupil: Pupil) -> None:
        (query, before), page = pupil.known, pupil.page
        await pupil.connect()
        assert numbers_of(await pupil.open(query=query)) == before
        after = numbers_of(await pupil.commit(last_wish(page)))
        assert after == await do_alone(first.url, page, query, last_wish(page))
        await pupil.close()

    pupils = [Pupil(first.url, PAGES[place % len(PAGES)]) for place in range(N_STUDENTS)]
    run(work_until_killed(pupils))
    second = make_server(args=("--server.port", str(urlsplit(first.url).port)))
    assert second.url == first.url
    run(gather([come_back(pupil) for pupil in pupils], N_STUDENTS))
    assert "Traceback" not in "".join(second.log)


@pytest.fixture(scope="module")
def restarted() -> Iterator[tuple[Server, dict[str, Student]]]:
    """A server that was killed and started again, and tabs from before with something set."""
    first = start_server()

    async def sit_down() -> dict[str, Student]:
        tabs = {page: Student(first.url, page) for page in EVERY_PAGE}
        for page, tab in tabs.items():
            await tab.connect()
            await tab.open()
            await tab.commit({SLIDERS[page][0]: 0.25})
            await tab.cut()
        return tabs

    try:
        tabs = run(sit_down())
        port = kill(first)
    finally:
        first.stop()
    second = start_server(args=("--server.port", str(port)))
    yield second, tabs
    second.stop()


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_a_tab_from_before_the_restart_is_answered(
    restarted: tuple[Server, dict[str, Student]], page: str
) -> None:
    """Its first word is a release to a stage that the server has never shown."""
    server, tabs = restarted
    tab = tabs[page]

    async def story() -> None:
        link = tab.query
        await tab.connect()
        assert tab.stages
        seen = numbers_of(await tab.commit(last_wish(page)))
        assert tab.session_id
        assert seen == await do_alone(server.url, page, link, last_wish(page))
        assert await tab.commit({SLIDERS[page][0]: 0.5})
        await tab.close()

    run(story())


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_a_tab_whose_session_is_forgotten_is_answered(quiet_server: Server, page: str) -> None:
    """As after two minutes without a network: the server runs, but knows no such session."""
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, page) as tab:
            await tab.open()
            await tab.commit({SLIDERS[page][0]: 0.25})
            link = tab.query
            await tab.cut()
            old = tab.session_id = str(uuid4())
            tab.lose_tokens()
            await tab.connect()
            seen = numbers_of(await tab.commit(last_wish(page)))
            assert tab.session_id != old
            assert seen == await do_alone(url, page, link, last_wish(page))
            if page != "loss":  # whose contest counts the moves of a session
                assert seen == await look(url, page, tab.query)

    run(story())


def test_a_button_in_a_forgotten_tab_does_what_it_says(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "training", "seed=7") as tab:
            await tab.open()
            await tab.cut()
            tab.session_id = str(uuid4())
            await tab.connect()
            seen = numbers_of(await tab.run(tab.press("New random start")))
            assert tab.query == "seed=8"
            assert seen == await look(url, "training", "seed=8")

    run(story())
