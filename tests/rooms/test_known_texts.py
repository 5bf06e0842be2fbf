"""What a process knows of students without asking for it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from redis import Redis

from benchmarks.load.store import Store
from tests.rooms.conftest import in_redis
from visualizer.rooms.in_redis import RoomsInRedis
from visualizer.rooms.known_texts import MOST_SECONDS, KnownTexts
from visualizer.rooms.room import Student

N_MOVES = 20


def moved(student: Student) -> Student:
    return replace(student, moves=student.moves + 1)


def test_what_was_kept_is_given_once_and_goes_with_its_room() -> None:
    texts = KnownTexts()
    for code, who in (("ROOM", "a"), ("ROOM", "b"), ("ROOM", "c"), ("ELSE", "a")):
        texts.keep(code, who, f"{who} in {code}")
    assert texts.take("ROOM", "a") == "a in ROOM"
    assert texts.take("ROOM", "a") is None
    texts.forget("ROOM")
    assert [texts.take("ROOM", who) for who in "bc"] == [None, None]
    assert texts.take("ELSE", "a") == "a in ELSE"


def test_what_was_kept_is_gone_after_a_while() -> None:
    now = 0.0
    texts = KnownTexts(lambda: now)
    texts.keep("ROOM", "a", "of a")
    now = 0.75 * MOST_SECONDS
    texts.keep("ROOM", "b", "of b")
    now = 1.5 * MOST_SECONDS
    texts.keep("ROOM", "c", "of c")
    assert len(vars(texts)["_texts"]) == 2
    assert [texts.take("ROOM", who) for who in "abc"] == [None, "of b", "of c"]


def test_of_who_has_left_and_of_a_class_that_has_ended_nothing_is_kept(
    store: Store, patience: None
) -> None:
    made: list[RoomsInRedis] = []
    rooms = in_redis(store, made).rooms
    opened = rooms.open()
    for ends in (False, True):
        who = rooms.join(opened.code).student.who
        rooms.tell(opened.code, who, moved)
        texts = vars(made[0])["_texts"]
        assert vars(texts)["_texts"]
        if ends:
            rooms.end(opened.code, opened.key)
        else:
            rooms.leave(opened.code, who)
        assert not vars(texts)["_texts"]
    for each in made:
        each.close()


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
