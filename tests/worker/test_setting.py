"""When a server has a worker."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from visualizer.worker import setting
from visualizer.worker.of_server import WORKER, StartedForTwo, WorkerOfServer
from visualizer.worker.setting import SETTING, Wish, WorkerSettingError, wish
from visualizer.worker.worker import Worker


@pytest.mark.parametrize(
    ("said", "wished"),
    [
        ("on", Wish.AT_ONCE),
        (" ON ", Wish.AT_ONCE),
        ("off", Wish.NEVER),
        ("", Wish.WHEN_NEEDED),
    ],
)
def test_the_environment_says_when(
    said: str, wished: Wish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting, "cores", lambda: 2)
    monkeypatch.setenv(SETTING, said)
    assert wish() is wished


def test_without_a_word_two_cores_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setattr(setting, "cores", lambda: 1)
    assert wish() is Wish.NEVER
    monkeypatch.setenv(SETTING, "on")
    assert wish() is Wish.AT_ONCE, "whoever runs it knows better"


@pytest.mark.parametrize("said", ["yes", "2", "önn"])
def test_another_word_is_refused_in_a_sentence(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, said)
    with pytest.raises(WorkerSettingError, match=r"must be 'on', 'off' or not there at all\.$"):
        wish()


def test_the_cores_are_those_that_this_process_may_use() -> None:
    assert setting.cores() == min(len(os.sched_getaffinity(0)), setting._quota())


@pytest.mark.parametrize(
    ("told", "cores"),
    [("max 100000\n", 4), ("150000 100000\n", 1.5), ("800000 100000\n", 4), ("?", 4), (None, 4)],
)
def test_a_container_may_have_a_part_of_them(
    told: str | None, cores: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "cpu.max"
    if told is not None:
        place.write_text(told)
    monkeypatch.setattr(setting, "QUOTA", place)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3})
    assert setting.cores() == cores


def test_who_works_alone_gets_no_worker_and_two_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setattr(setting, "cores", lambda: 2)
    started: list[Worker] = []
    monkeypatch.setattr(Worker, "start", lambda self: started.append(self))
    leaving = asyncio.Event()

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await leaving.wait()

    async def serve() -> None:
        app = StartedForTwo(page)

        def visit(kind: str) -> asyncio.Task[None]:
            return asyncio.create_task(app({"type": kind}, None, None))

        async with WORKER.allowed():
            await asyncio.gather(*(visit("http") for _ in range(3)))
            for _ in range(3):  # one after the other
                alone = visit("websocket")
                await asyncio.sleep(0)
                leaving.set()
                await alone
                leaving.clear()
            assert started == []
            both = [visit("websocket"), visit("websocket")]
            await asyncio.sleep(0)
            assert len(started) == 1
            leaving.set()
            await asyncio.gather(*both)

    asyncio.run(serve())
    assert WORKER.ready is None


def test_where_there_shall_be_none_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "off")

    async def serve() -> None:
        place = WorkerOfServer()
        async with place.allowed():
            place.start()
            assert place.ready is None

    asyncio.run(serve())
