"""A real server with a worker: when it starts it, and that nobody notices when it is gone."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.load.protocol import Visitor
from benchmarks.load.server import family_of
from tests.conftest import ROOT, MakeServer, Server
from visualizer.worker.setting import FEWEST_CORES, SETTING, cores

PATIENCE = 60.0  # s
N_CALM = 3  # looks in a row at which it does nothing


def workers_of(server: Server) -> list[int]:
    return family_of(server.process.pid)[1:]


def wait_until(is_so: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


def seconds_of(process: int) -> float:
    """Return how long a process was on a core."""
    return time.clock_gettime((~process << 3) | 2)


async def until_it_answers(visitor: Visitor, worker: int) -> None:
    """Let go of something until the worker has computed what that leads to."""
    until, calm = time.monotonic() + PATIENCE, 0.0
    while calm < N_CALM:  # it has loaded what it needs
        before = seconds_of(worker)
        await asyncio.sleep(0.2)
        calm = calm + 1 if seconds_of(worker) - before < 0.02 else 0
        assert time.monotonic() < until
    before = seconds_of(worker)
    await biases_after(visitor, [place / 4 for place in range(-8, 9)])
    assert seconds_of(worker) - before > 0.01, "it was not asked"


def is_gone(process: int) -> bool:
    """Tell whether a process has ended, whoever is to read how."""
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


async def biases_after(visitor: Visitor, biases: list[float]) -> list[float]:
    """Set the bias again and again; return where its control stood after each answer."""
    found = []
    for bias in biases:
        answer = await visitor.commit({"bias": bias})
        [told] = [each for each in answer.moments.values() if "bias" in each["settings"]]
        setting = told["settings"]["bias"]
        found.append(setting["positions"][setting["index"]])
    return found


def test_when_the_worker_is_killed_releases_are_answered_all_the_same(
    make_server: MakeServer,
) -> None:
    server = make_server(env={SETTING: "on"})
    wait_until(lambda: workers_of(server))
    [worker] = workers_of(server)
    biases = [place / 4 for place in range(-8, 9)]

    async def go() -> None:
        async with Visitor(server.url, "neuron") as visitor:
            await visitor.open()
            await until_it_answers(visitor, worker)
            assert await biases_after(visitor, biases) == biases
            os.kill(worker, signal.SIGKILL)
            assert await biases_after(visitor, biases) == biases

    asyncio.run(go())
    wait_until(lambda: any("is gone: this one computes" in line for line in server.log))
    assert is_gone(worker)


async def asked_once(server: Server, worker: int) -> None:
    async with Visitor(server.url, "neuron") as visitor:
        await visitor.open()
        await until_it_answers(visitor, worker)


def test_the_worker_goes_with_its_server(make_server: MakeServer) -> None:
    for kind in (signal.SIGTERM, signal.SIGKILL):
        server = make_server(env={SETTING: "on"})
        wait_until(lambda server=server: workers_of(server))
        [worker] = workers_of(server)
        asyncio.run(asked_once(server, worker))
        server.process.send_signal(kind)
        server.process.wait(PATIENCE)
        wait_until(lambda worker=worker: is_gone(worker))


@pytest.mark.skipif(cores() < FEWEST_CORES, reason="one core has no room for a worker")
def test_a_worker_comes_once_two_pages_are_open(make_server: MakeServer) -> None:
    server = make_server(env={SETTING: ""})

    async def go() -> None:
        biases = [place / 4 for place in range(-8, 8)]
        async with Visitor(server.url, "neuron") as one:
            await one.open()
            assert await biases_after(one, biases) == biases
            assert workers_of(server) == [], "one works alone"
            async with Visitor(server.url, "neuron") as two:
                await two.open()
                wait_until(lambda: workers_of(server))
                [worker] = workers_of(server)
                await until_it_answers(one, worker)

    asyncio.run(go())


def test_a_wrong_word_ends_the_server_with_one_line() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import streamlit_app"],
        cwd=ROOT,
        env={**os.environ, SETTING: "yes"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert run.returncode == 1
    said = [line for line in run.stderr.splitlines() if SETTING in line]
    assert said == [f"{SETTING} is 'yes': it must be 'on', 'off' or not there at all."]
    assert "Traceback" not in run.stderr


def test_it_runs_the_code_of_its_server_wherever_that_was_started(
    make_server: MakeServer, tmp_path: Path
) -> None:
    other = tmp_path / "visualizer"
    other.mkdir()
    (other / "__init__.py").write_text("raise SystemExit('another visualizer')")
    shutil.copytree(ROOT / ".streamlit", tmp_path / ".streamlit")
    server = make_server(ROOT / "streamlit_app.py", env={SETTING: "on"}, cwd=tmp_path)
    wait_until(lambda: workers_of(server))
    [worker] = workers_of(server)
    asyncio.run(asked_once(server, worker))
    assert not is_gone(worker)
