"""Two processes, each with rooms of its own, on one server: a class is one class."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.load.store import Store, running_store
from tests.conftest import ROOT
from visualizer.rooms.place import SETTING
from visualizer.rooms.rooms import ORDERS, STUDENTS
from visualizer.words import rooms as words

PATIENCE = 20  # s


@dataclass
class Replica:
    """A process that does what it is told."""

    process: subprocess.Popen[str]

    def ask(self, *what: str) -> dict[str, object]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(what), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def __call__(self, *what: str) -> object:
        return self.ask(*what)["answer"]


@contextmanager
def replica(address: str) -> Iterator[Replica]:
    command = [sys.executable, "-m", "tests.rooms.process"]
    environment = {**os.environ, SETTING: address}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            yield Replica(process)
        finally:
            process.kill()


@pytest.fixture
def own_store(redis_server: str, tmp_path: Path) -> Iterator[Store]:
    """A server that a test may kill."""
    with running_store(tmp_path) as store:
        yield store


@pytest.fixture
def two(own_store: Store) -> Iterator[tuple[Replica, Replica]]:
    """Two processes that listen to the news."""
    with ExitStack() as stack:
        first, second = [stack.enter_context(replica(own_store.address)) for _ in range(2)]
        first("listen")
        second("listen")
        yield first, second


def test_a_class_is_one_class_in_both(two: tuple[Replica, Replica]) -> None:
    teacher, student = two
    code, key = teacher("open")
    who, secret = student("join", code)
    assert teacher("hear", code, STUDENTS)
    student("tell", code, who, "loss")
    assert teacher("hear", code, STUDENTS)
    assert teacher("pages", code) == {who: "loss"}
    teacher("call", code, key, "training")
    assert student("hear", code, ORDERS)
    assert student("orders", code) == "training"
    assert teacher("join", code, secret) == [who, secret]
    assert student.ask("end", code, "forged")["error"] == "NotTheTeacherError"
    student("end", code, key)
    assert teacher("hear", code, ORDERS)
    assert teacher.ask("orders", code) == {"error": "NoRoomError", "sentence": words.NO_ROOM}


def test_when_the_server_ends_all_classes_are_gone_and_new_ones_can_be_opened(
    two: tuple[Replica, Replica], own_store: Store
) -> None:
    teacher, student = two
    code, key = teacher("open")
    who, secret = student("join", code)
    assert teacher("hear", code, STUDENTS)
    own_store.kill()
    away = {"error": "AwayError", "sentence": words.AWAY}
    assert student.ask("tell", code, who, "loss") == away
    assert teacher.ask("call", code, key, "loss") == away
    own_store.start()
    # Who waits for news of the class is told, and so finds out that it is gone.
    assert teacher("hear", code, ORDERS)
    assert student("hear", code, ORDERS)
    until = time.monotonic() + PATIENCE
    while teacher.ask("orders", code) == away or student.ask("orders", code) == away:
        assert time.monotonic() < until
        time.sleep(0.01)
    gone = {"error": "NoRoomError", "sentence": words.NO_ROOM}
    for what in (("orders", code), ("join", code, secret), ("tell", code, who, "loss"),
                 ("call", code, key, "loss"), ("pages", code), ("end", code, key)):  # fmt: skip
        assert teacher.ask(*what) == student.ask(*what) == gone
    code, key = teacher("open")
    who, _ = student("join", code)
    assert teacher("hear", code, STUDENTS)
    teacher("call", code, key, "loss")
    assert student("hear", code, ORDERS)
