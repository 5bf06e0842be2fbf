"""Machines with few files, a quarter of a core, or little memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.conftest import MakeServer, Server
from tests.faults.processes import ask, memory_mb, share_of_a_core
from tests.faults.students import (
    SLIDERS,
    Student,
    do_alone,
    gather,
    heaviest_link,
    look,
    numbers_of,
    run,
    wait_until,
)
from visualizer.server.full_page import RETRY_SECONDS, TITLE

MOST_FILES = 1024
N_SESSIONS = 300
MOST_MEMORY = 690  # MB, of the smallest host that the app is made for
QUARTER = 0.25


@pytest.fixture
def few_files(
    make_server: MakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """A server that may never have more than ``MOST_FILES`` files open, from its start on."""
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nulimit -n {MOST_FILES}\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", str(python))
        return make_server()


def test_a_server_short_of_files_turns_the_last_ones_away_and_serves_the_rest(
    few_files: Server,
) -> None:
    url = few_files.url

    statuses: list[int] = []

    async def enter(number: int) -> Student | None:
        student = Student(url, "neuron", f"w1={number / 1000}")
        try:
            await student.connect()
        except InvalidStatus as refusal:
            statuses.append(refusal.response.status_code)
            return None
        await student.open()
        return student

    async def story() -> None:
        found = await gather([enter(number) for number in range(N_SESSIONS)])
        inside = [student for student in found if student is not None]
        first, *others = inside
        assert set(statuses) == {503}
        assert N_SESSIONS / 2 < len(inside) < N_SESSIONS
        await gather([student.commit({"bias": 1.0}) for student in inside])
        status, headers, page = ask(url + "neuron?w1=0.5", headers={"Accept": "text/html"})
        assert status == 503
        assert TITLE in page.decode()
        assert headers["retry-after"] == str(RETRY_SECONDS)
        # Who loses the network for a moment comes back into the full class.
        session = first.session_id
        await first.cut()
        await first.connect()
        seen = numbers_of(await first.commit({"bias": 0.5}))
        assert first.session_id == session
        await gather([student.close() for student in others])
        await wait_until(lambda: has_room(url))
        assert seen == await look(url, "neuron", first.query)
        await first.close()

    run(story())
    said = "".join(few_files.log)
    assert "Traceback" not in said
    assert said.count("no more sessions fit in") == 1
    assert len(said) < 10_000


def has_room(url: str) -> bool:
    """Tell whether a page is served again."""
    return ask(url, headers={"Accept": "text/html"})[0] == 200


def test_a_quarter_of_a_core_and_little_memory_do(make_server: MakeServer) -> None:
    """Slower, but every answer is right, nobody is cut off, and the memory is enough."""
    small = make_server()
    url = small.url

    async def attend(page: str) -> None:
        async with Student(url, page) as student:
            await student.open()
            for place in range(3):
                values = {SLIDERS[page][0]: 0.01 + place / 10}
                seen = numbers_of(await student.commit(values))
            if page != "loss":  # whose contest counts the moves of a session
                assert seen == await do_alone(url, page, "", values)

    async def toil(seed: int) -> None:
        link = heaviest_link(seed)
        seen = await do_alone(url, "training", link, {"weight_1": 0.2})
        assert seen == await do_alone(url, "training", link, {"weight_1": 0.2})

    with share_of_a_core(small, QUARTER):
        run(gather([*map(attend, SLIDERS), *map(toil, range(20, 24))]))
    assert memory_mb(small, "VmHWM") < MOST_MEMORY
    assert "Traceback" not in "".join(small.log)
