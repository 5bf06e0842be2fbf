"""Orders and students travel as text, and come back as they were or not at all."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import MISSING, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.rooms import records
from visualizer.rooms.looks import ANIMALS, COLOURS, Look
from visualizer.rooms.records import (
    LONGEST,
    UnreadableRecordError,
    read_orders,
    read_student,
    write_orders,
    write_student,
)
from visualizer.rooms.room import Orders, Student, Task, TooMuchError

TEXTS = st.text(max_size=12)
COUNTS = st.integers(0, 10**9)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
QUERIES = st.dictionaries(TEXTS, TEXTS, max_size=4)
LISTS = st.lists(TEXTS, max_size=4).map(tuple)
TASKS = st.builds(Task, COUNTS, TEXTS, QUERIES, LISTS, NUMBERS, COUNTS, TEXTS)
ORDERS = st.builds(
    Orders, COUNTS, COUNTS, TEXTS, QUERIES, st.booleans(), st.booleans(), TEXTS, LISTS, LISTS,
    LISTS, st.dictionaries(TEXTS, COUNTS, max_size=4), st.none() | TASKS, LISTS,
)  # fmt: skip
LOOKS = st.builds(Look, st.sampled_from(ANIMALS), st.sampled_from(COLOURS))
GUESSES = st.dictionaries(
    TEXTS, st.dictionaries(st.integers(1, 10**6), st.integers(-1, 9), max_size=3), max_size=3
)
STUDENTS = st.builds(
    Student, TEXTS, TEXTS, LOOKS, TEXTS, QUERIES, st.booleans(), GUESSES, LISTS, COUNTS, COUNTS,
    st.none() | NUMBERS, COUNTS, st.booleans(), NUMBERS, TEXTS,
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
STUDENT = Student("w", "k", Look("fox", "blue"))
LEAST = {"who": "w", "known_by": "k", "look": {"animal": "fox", "colour": "blue"}}


@given(ORDERS)
def test_orders_come_back_as_they_were(orders: Orders) -> None:
    text = write_orders(orders)
    assert text.isascii()
    assert read_orders(text) == orders


@given(STUDENTS)
def test_a_student_comes_back_as_they_were(student: Student) -> None:
    text = write_student(student)
    assert text.isascii()
    assert read_student(text) == student


@pytest.mark.parametrize(
    ("kind", "known"),
    [(Task, records.TASK), (Orders, records.ORDERS), (Student, records.STUDENT)],
)
def test_every_field_travels(kind: type, known: dict[str, object]) -> None:
    """A field that was added needs a line in the table of ``records.py``."""
    assert list(known) == [each.name for each in fields(kind)]


@given(JSON)
def test_whatever_json_is_read_is_a_whole_thing_or_refused(record: object) -> None:
    for read in (read_orders, read_student):
        with suppress(UnreadableRecordError):
            read(json.dumps(record))


@given(st.sampled_from([each.name for each in fields(Student)]), JSON)
def test_a_student_with_any_field_damaged_is_whole_or_refused(name: str, value: object) -> None:
    try:
        found = read_student(json.dumps({**LEAST, name: value}))
    except UnreadableRecordError:
        return
    assert read_student(write_student(found)) == found


@given(st.sampled_from([each.name for each in fields(Orders)]), JSON)
def test_orders_with_any_field_damaged_are_whole_or_refused(name: str, value: object) -> None:
    try:
        found = read_orders(json.dumps({name: value}))
    except UnreadableRecordError:
        return
    assert read_orders(write_orders(found)) == found


@pytest.mark.parametrize("text", ["", "{", "null", "[]", "7", '"x"', "[" * 9_000, "\ud800", "NaN"])
@pytest.mark.parametrize("read", [read_orders, read_student])
def test_what_is_no_record_is_refused(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(UnreadableRecordError):
        read(text)


WRONG: dict[str, list[Any]] = {
    "who": [None, 7, ["w"]],
    "look": [None, {}, {"animal": "fox"}, {"animal": "dragon", "colour": "blue"},
             {"animal": "fox", "colour": "blau"}],
    "query": [[], {"w1": 1}, {"w1": None}, {str(n): "" for n in range(1_001)}],
    "owns": [0, 1, "true", None],
    "guesses": [{"loss": 1}, {"loss": {"x": 1}}, {"loss": {"-1": 1}}, {"loss": {"01": 1}},
                {"loss": {"1": 1.0}}, {"loss": {"1": True}}, {"loss": {"²": 1}}],
    "pages": ["loss", {"loss": 1}, [1], [[]]],
    "moves": ["7", 7.0, True, None, 10**16],
    "loss": ["0.1", True, [], math.nan, math.inf, 10**400],
    "seen": [None, "now", -math.inf],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_field_of_the_wrong_kind_makes_it_unreadable(name: str, value: object) -> None:
    assert read_student(json.dumps(LEAST)) == STUDENT
    with pytest.raises(UnreadableRecordError):
        read_student(json.dumps({**LEAST, name: value}))


@pytest.mark.parametrize("name", LEAST)
def test_what_has_no_beginning_must_be_there(name: str) -> None:
    with pytest.raises(UnreadableRecordError):
        read_student(json.dumps({key: value for key, value in LEAST.items() if key != name}))


def test_a_record_of_an_older_or_newer_version_is_read_as_far_as_it_goes() -> None:
    assert read_orders("{}") == Orders()
    assert read_orders('{"paused": true, "music": [1]}') == Orders(paused=True)
    assert all(each.default is not MISSING or each.default_factory is not MISSING
               for each in fields(Orders))  # fmt: skip


def test_what_is_longer_than_a_record_may_be_is_neither_written_nor_read() -> None:
    much = {"w1": "1" * LONGEST}
    with pytest.raises(TooMuchError):
        write_orders(Orders(query=much))
    with pytest.raises(TooMuchError):
        write_student(replace(STUDENT, query=much))
    with pytest.raises(UnreadableRecordError):
        read_orders("{}" + " " * LONGEST)
