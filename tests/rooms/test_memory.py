"""A student takes little memory, with as much as a session tells of itself."""

from __future__ import annotations

import gc
import tracemalloc
from dataclasses import replace
from functools import partial

import pytest

from benchmarks.load.store import Store
from visualizer.rooms.in_process import RoomsInProcess
from visualizer.rooms.in_redis import RoomsInRedis
from visualizer.rooms.room import Student
from visualizer.rooms.rooms import Rooms
from visualizer.state.class_report import LONGEST_QUERY
from visualizer.state.guesses import LESSONS

MOST_BYTES = 20_000
N_STUDENTS = 100
N_SETTINGS = 30


def told(number: int, student: Student) -> Student:
    """Return what the longest link and a guess on every page, twice, make of a student."""
    length = LONGEST_QUERY // N_SETTINGS
    names = [f"{number}.{each}" for each in range(N_SETTINGS)]
    query = {name: "7" * (length - len(name)) for name in names}
    guesses = {page: {1: number, 2: -1} for page in LESSONS}
    return replace(student, page="training", query=query, guesses=guesses, pages=tuple(LESSONS))


def fill(rooms: Rooms) -> None:
    """Have a class of students who have told as much as there is."""
    code = rooms.open().code
    for number in range(N_STUDENTS):
        student = rooms.join(code).student
        rooms.tell(code, student.who, partial(told, number))


def test_in_a_process() -> None:
    rooms = RoomsInProcess()
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        fill(rooms)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert LONGEST_QUERY < (after - before) / N_STUDENTS < MOST_BYTES


@pytest.mark.usefixtures("patience")
def test_on_a_server(store: Store) -> None:
    rooms = RoomsInRedis(store.address)
    with store.client() as client:
        before = client.info("memory")["used_memory"]
        fill(rooms)
        after = client.info("memory")["used_memory"]
    rooms.close()
    assert LONGEST_QUERY < (after - before) / N_STUDENTS < MOST_BYTES
