"""What a process knows of students without asking for it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from redis import Redis

from benchmarks.load.store import Store
from tests.rooms.conftest import in_redis
from visualizer.rooms.in_redis import RoomsInRedis
from visualizer.rooms.known_texts import KnownTexts
from visualizer.rooms.room import Student

N_MOVES = 20


def moved(student: Student) -> Student:
    return replace(student, moves=student.moves + 1)


def test_what_was_kept_is_given_once_and_the_oldest_goes_first() -> None:
    texts = KnownTexts(2)
    for who in ("a", "b", "a", "c"):
        texts.keep("ROOM", who, f"of {who}")
    assert [texts.take("ROOM", who) for who in ("a", "b", "c")] == ["of a", None, "of c"]
    assert texts.take("ROOM", "a") is None
    assert texts.take("ELSE", "c") is None


def requests(server: Redis) -> int:
    """Return how many commands of our own a server has carried out."""
    own = ("cmdstat_hmget", "cmdstat_evalsha")
    said = server.info("commandstats")
    return sum(said[name]["calls"] for name in own if name in said)


@pytest.mark.parametrize("how", [moved, lambda student: replace(student, is_here=True)])
def test_a_student_who_is_told_of_again_costs_one_request(
    store: Store, patience: None, how: Callable[[Student], Student]
) -> None:
    made: list[RoomsInRedis] = []
    rooms = in_redis(store, made).rooms
    code = rooms.open().code
    who = rooms.join(code).student.who
    rooms.tell(code, who, how)
    with store.client() as client:
        before = requests(client)
        for _ in range(N_MOVES):
            rooms.tell(code, who, moved)
        assert requests(client) - before == N_MOVES
    found = rooms.student(code, who)
    assert found is not None
    assert found.moves == N_MOVES + (how is moved)
    for each in made:
        each.close()
