"""The worker and who asks it: what is overtaken, what goes wrong, and how it ends."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.load.server import family_of
from tests.conftest import ROOT
from tests.worker.conftest import PATIENCE, Asking
from tests.worker.questions import opened, question
from visualizer.stages.reply import Question, reply_to
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.worker import worker as module
from visualizer.worker.messages import HEADER, Kind, packed, packed_question
from visualizer.worker.worker import NoWorkerError

ROWS = tuple((place % 10, place % 7, place % 2) for place in range(500))
HEAVY = {
    "dataset": keep_table(Table(("first", "second", "passed"), ("",) * len(ROWS), ROWS)),
    "n_steps": 300,
    "optimizer": "adam",
    "batch_size": 1,
    "branch_step": 0,
}


def simple(bias: float = 0.25) -> Question:
    return question(opened("neuron"), "neuron", "ab-1", {"bias": bias})


def heavy(rate: float) -> Question:
    """Return a question that takes seconds."""
    return question(opened("training"), "training", "ab-1", {**HEAVY, "learning_rate": rate})


def test_before_it_is_started_nobody_is_asked(own_worker: Asking) -> None:
    assert not own_worker.worker.is_ready
    with pytest.raises(NoWorkerError):
        own_worker.reply_to(simple())


def test_what_nobody_wants_is_given_up_when_its_session_asks_again(shared_worker: Asking) -> None:
    wanted = {"first"}
    with ThreadPoolExecutor() as threads:
        first = threads.submit(
            shared_worker.reply_to, heavy(0.011), "one", lambda: "first" in wanted
        )
        other = threads.submit(shared_worker.reply_to, heavy(0.012), "another")
        shared_worker.wait_until(lambda: len(shared_worker.worker._waiting) == 2)
        wanted.clear()
        assert not first.done()
        newer = shared_worker.reply_to(simple(), "one")
        assert first.result(PATIENCE) is None
        assert newer == reply_to(simple())
        assert other.result(PATIENCE) == reply_to(heavy(0.012))


def test_what_is_still_wanted_is_not_given_up(shared_worker: Asking) -> None:
    with ThreadPoolExecutor() as threads:
        first = threads.submit(shared_worker.reply_to, heavy(0.013), "one")
        shared_worker.wait_until(lambda: len(shared_worker.worker._waiting) == 1)
        assert shared_worker.reply_to(simple(0.5), "one") is not None
        assert first.result(PATIENCE) is not None


def test_a_short_question_does_not_wait_for_a_long_one(shared_worker: Asking) -> None:
    with ThreadPoolExecutor() as threads:
        long = threads.submit(shared_worker.reply_to, heavy(0.014), "one")
        shared_worker.wait_until(lambda: len(shared_worker.worker._waiting) == 1)
        assert shared_worker.reply_to(simple(0.75), "another") is not None
        assert not long.done()
        assert long.result(PATIENCE) is not None


def test_a_question_that_fails_is_left_to_who_asks_and_the_next_is_answered(
    shared_worker: Asking,
) -> None:
    with pytest.raises(NoWorkerError):
        shared_worker.reply_to(replace(simple(), stage="neither"))
    assert shared_worker.reply_to(simple()) == reply_to(simple())


def test_when_it_is_killed_who_waits_is_told_and_another_takes_its_place(
    own_worker: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "REST", 0.0)
    others = children()
    before = started(own_worker)
    with ThreadPoolExecutor() as threads, caplog.at_level(logging.WARNING):
        waiting = threads.submit(own_worker.reply_to, heavy(0.015))
        own_worker.wait_until(lambda: len(own_worker.worker._waiting) == 1)
        os.kill(before, signal.SIGKILL)
        with pytest.raises(NoWorkerError):
            waiting.result(PATIENCE)
    own_worker.wait_until(lambda: own_worker.worker.is_ready)
    [after] = {*children()} - {*others}
    assert after != before
    assert own_worker.reply_to(simple()) == reply_to(simple())
    [said] = [each.getMessage() for each in caplog.records if each.name == "visualizer"]
    assert said == "the process that computes releases is gone: this one computes them"


def test_one_that_is_stuck_is_ended_and_its_questions_are_left_to_who_asks(
    own_worker: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK", 1.0)
    stuck = started(own_worker)
    os.kill(stuck, signal.SIGSTOP)
    with pytest.raises(NoWorkerError):
        own_worker.reply_to(simple())
    own_worker.wait_until(lambda: stuck not in children())
    assert not own_worker.worker.is_ready


def test_one_that_is_stuck_does_not_hold_up_the_end(own_worker: Asking) -> None:
    others = children()
    os.kill(started(own_worker), signal.SIGSTOP)
    own_worker.run(own_worker.worker.end())
    assert children() == others


def test_it_may_be_ended_before_it_is_ready(own_worker: Asking) -> None:
    others = children()
    own_worker.loop.call_soon_threadsafe(own_worker.worker.start)
    own_worker.wait_until(lambda: {*children()} - {*others})
    own_worker.run(own_worker.worker.end())
    assert children() == others


def test_what_makes_no_sense_ends_it(
    own_worker: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = packed(0, Kind.READY) + HEADER.pack(0, 99, 0) + HEADER.pack(1, 99, 0)

    async def babbling() -> asyncio.subprocess.Process:
        program = f"import sys; sys.stdout.buffer.write({said!r}); sys.stdout.flush(); input()"
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", program),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )

    monkeypatch.setattr(module, "_started", babbling)
    waiting = own_worker.loop.create_future()
    own_worker.worker._waiting[1] = module._Waiting("somebody", lambda: True, waiting)
    with caplog.at_level(logging.WARNING):
        own_worker.loop.call_soon_threadsafe(own_worker.worker.start)
        own_worker.wait_until(lambda: len(caplog.records) == 2)
    assert "makes no sense" in caplog.records[0].getMessage()
    assert waiting.result() == (Kind.FAILED, b"")


def test_one_that_has_stood_still_together_with_its_server_is_not_stuck(
    own_worker: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK", 1.0)
    worker = started(own_worker)
    os.kill(worker, signal.SIGSTOP)
    own_worker.loop.call_soon_threadsafe(time.sleep, 4.0)  # the loop, which looks once after that
    own_worker.loop.call_soon_threadsafe(os.kill, worker, signal.SIGCONT)
    assert own_worker.reply_to(simple()) == reply_to(simple())
    assert worker in children()


def test_where_it_cannot_be_started_the_log_says_so_once(
    own_worker: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with caplog.at_level(logging.WARNING):
        own_worker.loop.call_soon_threadsafe(own_worker.worker.start)
        own_worker.wait_until(lambda: bool(caplog.records))
    [said] = [each.getMessage() for each in caplog.records]
    assert said.startswith("runs without a process that computes releases: ")
    with pytest.raises(NoWorkerError):
        own_worker.reply_to(simple())


def children() -> list[int]:
    """Return the workers that this process has started and that have not ended."""
    return [each for each in family_of(os.getpid())[1:] if b"visualizer.worker" in command_of(each)]


def started(own_worker: Asking) -> int:
    """Start a worker and return which of the children it is."""
    others = children()
    own_worker.start()
    [new] = {*children()} - {*others}
    return new


def command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def test_once_it_is_ended_no_process_is_left(own_worker: Asking) -> None:
    others = children()
    own_worker.start()
    assert len(children()) == len(others) + 1
    own_worker.run(own_worker.worker.end())
    assert children() == others
    assert not own_worker.worker.is_ready


@pytest.fixture
def bare_worker() -> Iterator[subprocess.Popen[bytes]]:
    """The worker's own process, spoken to over its pipes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "visualizer.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert read(process) == (0, Kind.READY, b"")
        yield process
    finally:
        process.kill()
        process.communicate()


def read(process: subprocess.Popen[bytes]) -> tuple[int, int, bytes]:
    assert process.stdout is not None
    kind = Kind.ALIVE
    while kind == Kind.ALIVE:
        number, kind, size = HEADER.unpack(process.stdout.read(HEADER.size))
        body = process.stdout.read(size)
    return number, kind, body


def test_it_ends_with_its_pipe_whatever_it_computes(bare_worker: subprocess.Popen[bytes]) -> None:
    assert bare_worker.stdin is not None
    bare_worker.stdin.write(packed_question(7, heavy(0.016), {}))
    bare_worker.stdin.close()
    assert bare_worker.wait(PATIENCE) == 0
    bare_worker.stdin = None
    assert bare_worker.stdout is not None
    assert len(bare_worker.stdout.read()) < 10 * HEADER.size, "it has computed it to its end"


def test_a_question_that_is_given_up_while_it_is_computed_has_no_reply(
    bare_worker: subprocess.Popen[bytes],
) -> None:
    assert bare_worker.stdin is not None

    def say(*messages: bytes) -> None:
        bare_worker.stdin.write(b"".join(messages))
        bare_worker.stdin.flush()

    say(packed_question(1, heavy(0.017), {}), packed_question(2, simple(), {}))
    assert read(bare_worker)[0] == 2, "the first one has begun, and makes room"
    say(packed(1, Kind.GIVEN_UP), packed_question(3, heavy(0.018), {}))
    assert read(bare_worker)[0] == 3
    asked = packed_question(4, heavy(0.019), {}) + packed_question(5, simple(), {})
    given_up = packed(5, Kind.GIVEN_UP) + packed(4, Kind.GIVEN_UP)
    say(asked, given_up, packed_question(6, simple(), {}))
    assert read(bare_worker) == (6, Kind.REPLY, reply_to(simple()))


def test_the_worker_is_told_of_what_is_given_up(own_worker: Asking) -> None:
    told = []

    class Pipe:
        write = staticmethod(told.append)

    worker = own_worker.worker
    worker._questions = Pipe()
    with ThreadPoolExecutor() as threads:
        first = threads.submit(own_worker.reply_to, simple(), "one", lambda: False)
        own_worker.wait_until(lambda: len(told) == 1)
        second = threads.submit(own_worker.reply_to, simple(0.5), "one")
        own_worker.wait_until(lambda: len(told) == 3)
        assert told[1] == packed(1, Kind.GIVEN_UP)
        assert first.result(PATIENCE) is None
        own_worker.loop.call_soon_threadsafe(
            worker._waiting[2].reply.set_result, (Kind.REPLY, b"found")
        )
        assert second.result(PATIENCE) == b"found"
    worker._questions = None


def test_questions_of_many_at_once_find_their_own_replies(shared_worker: Asking) -> None:
    asked = [simple(place / 8) for place in range(-40, 40)]

    async def ask_all() -> list[bytes | None]:
        every = [
            shared_worker.worker.reply_to(each, str(place), lambda: True)
            for place, each in enumerate(asked)
        ]
        return await asyncio.gather(*every)

    assert shared_worker.run(ask_all()) == [reply_to(each) for each in asked]
