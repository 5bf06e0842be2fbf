"""Where rooms are kept is said by one setting; a wrong one is said in one line."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import ROOT, START_SECONDS
from visualizer.rooms.in_process import RoomsInProcess
from visualizer.rooms.in_redis import RoomsInRedis
from visualizer.rooms.news import news
from visualizer.rooms.once import Once
from visualizer.rooms.place import SETTING, SettingError, keeper_at, rooms

SECONDS = 10
WRONG = (
    "foo", "localhost:6379", "http://localhost", "redis://localhost:port", "redis:",
    "redis://localhost?nonsense=1", "redis://localhost?db=x",
)  # fmt: skip


@pytest.fixture
def afresh() -> Iterator[None]:
    """The rooms of a process that has just begun."""
    for each in (rooms, news):
        each.cache_clear()
    yield
    for each in (rooms, news):
        each.cache_clear()


@pytest.mark.usefixtures("afresh")
@pytest.mark.parametrize("setting", [None, "", "  "])
def test_without_a_setting_rooms_are_kept_in_this_process(
    setting: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    if setting is not None:
        monkeypatch.setenv(SETTING, setting)
    assert isinstance(rooms(), RoomsInProcess)
    assert rooms() is rooms()


@pytest.mark.usefixtures("afresh")
@pytest.mark.parametrize(
    "address", ["redis://nowhere:6379/0", "rediss://:secret@nowhere", "unix:///nowhere?db=2"]
)
def test_with_an_address_they_are_kept_there_and_nobody_is_asked_yet(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, address)
    found = rooms()
    assert isinstance(found, RoomsInRedis)
    found.close()


@pytest.mark.parametrize("address", WRONG)
def test_a_setting_that_is_no_address_is_said_in_one_line(address: str) -> None:
    with pytest.raises(SettingError) as caught:
        keeper_at(address)
    said = str(caught.value)
    assert said.startswith(f"{SETTING} must be empty or the address of a Redis or Valkey server")
    assert repr(address) in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("redis://user:pass/w@rd@localhost:port", "redis://…@localhost:port"),
        ("unix:///nowhere?password=pass&db=x", "unix:///nowhere?password=…&db=x"),
    ],
)
def test_a_password_is_not_said(address: str, said: str) -> None:
    with pytest.raises(SettingError) as caught:
        keeper_at(address)
    assert repr(said) in str(caught.value)


def run_python(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, timeout=START_SECONDS,
    )  # fmt: skip


def test_the_library_is_loaded_only_where_it_is_needed() -> None:
    program = """
import sys
from visualizer.rooms.news import news
from visualizer.rooms.place import rooms
news(), rooms().open()
print("redis" in sys.modules)
"""
    assert run_python(program, **{SETTING: ""}).stdout == "False\n"
    with_setting = program.replace("news(), rooms().open()", "rooms()")
    assert run_python(with_setting, **{SETTING: "redis://nowhere"}).stdout == "True\n"


def test_a_library_that_is_missing_is_said_in_one_line() -> None:
    program = """
import sys
sys.modules["redis"] = None
from visualizer.rooms.place import SettingError, keeper_at
keeper_at("")
try:
    keeper_at("redis://nowhere")
except SettingError as said:
    print(said)
"""
    said = run_python(program)
    assert said.stderr == ""
    assert said.stdout == (
        f"{SETTING} is set, and that needs the package redis: "
        "pip install -r deploy/requirements.txt\n"
    )
    assert (ROOT / "deploy" / "requirements.txt").exists()


@pytest.mark.served
def test_a_server_with_a_wrong_setting_ends_with_that_line() -> None:
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py",
               "--server.port", "8830", "--server.address", "127.0.0.1",
               "--server.headless", "true"]  # fmt: skip
    ended = subprocess.run(
        command, cwd=ROOT, env={**os.environ, SETTING: "foo"},
        capture_output=True, text=True, timeout=START_SECONDS,
    )  # fmt: skip
    assert ended.returncode == 1
    with pytest.raises(SettingError) as caught:
        keeper_at("foo")
    assert ended.stderr == f"{caught.value}\n"


def test_what_a_process_has_one_of_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    begin, made = threading.Barrier(8), []

    def make() -> object:
        made.append(threading.get_ident())
        threading.Event().wait(0.05)  # long enough for the others to come
        return object()

    once = Once(make)

    def ask(_: int) -> object:
        begin.wait(SECONDS)
        return once()

    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(ask, range(8)))
    assert len(found) == len(made) == 1
    once.cache_clear()
    assert once() not in found
