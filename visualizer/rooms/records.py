"""Orders and students as text that travels between processes, and the checked way back.

A record may be from another version of the app: what is not known is left out, and what is missing
is as it is at the beginning. What is of the wrong kind makes it unreadable.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from visualizer.rooms.looks import ANIMALS, COLOURS, Look
from visualizer.rooms.room import Orders, Student, Task, TooMuchError
from visualizer.words.rooms import TOO_MUCH

LONGEST = 16_000  # characters of a record
MOST = 1_000  # entries of a list or a mapping in it
LARGEST = 10**15  # of a number

_ROUND = re.compile("[1-9][0-9]{0,8}")

T = TypeVar("T")
Check = Callable[[object], Any]


class UnreadableRecordError(ValueError):
    """A text describes no such thing."""


def write_orders(orders: Orders) -> str:
    """Return orders as text.

    Raises:
        TooMuchError: If it is longer than ``LONGEST``.
    """
    return _write(orders)


def write_student(student: Student) -> str:
    """Return a student as text.

    Raises:
        TooMuchError: If it is longer than ``LONGEST``.
    """
    return _write(student)


def read_orders(text: str) -> Orders:
    """Return the orders that :func:`write_orders` wrote.

    Raises:
        UnreadableRecordError: If it wrote no such thing.
    """
    return _read(Orders, ORDERS, _parsed(text))


def read_student(text: str) -> Student:
    """Return the student that :func:`write_student` wrote.

    Raises:
        UnreadableRecordError: If it wrote no such thing.
    """
    return _read(Student, STUDENT, _parsed(text))


def _write(value: Orders | Student) -> str:
    text = json.dumps(_plain(value), separators=(",", ":"), allow_nan=False)
    if len(text) > LONGEST:
        raise TooMuchError(TOO_MUCH)
    return text


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _parsed(text: str) -> object:
    if len(text) > LONGEST:
        raise UnreadableRecordError
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableRecordError from None


def _read(kind: Callable[..., T], checks: Mapping[str, Check], record: object) -> T:
    if not isinstance(record, dict):
        raise UnreadableRecordError
    values = {name: check(record[name]) for name, check in checks.items() if name in record}
    try:
        return kind(**values)
    except TypeError:  # something is missing that has no beginning
        raise UnreadableRecordError from None


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise UnreadableRecordError
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnreadableRecordError
    if isinstance(value, int):
        return float(_whole(value))
    if not math.isfinite(value):
        raise UnreadableRecordError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UnreadableRecordError
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise UnreadableRecordError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST:
        raise UnreadableRecordError
    return tuple(_text(each) for each in value)


def _by_name(check: Callable[[object], T]) -> Callable[[object], dict[str, T]]:
    def read(value: object) -> dict[str, T]:
        if not isinstance(value, dict) or len(value) > MOST:
            raise UnreadableRecordError
        return {name: check(each) for name, each in value.items()}

    return read


def _by_round(value: object) -> dict[int, int]:
    numbers = _by_name(_whole)(value)
    if not all(_ROUND.fullmatch(key) for key in numbers):
        raise UnreadableRecordError
    return {int(key): number for key, number in numbers.items()}


def _perhaps(check: Callable[[object], T]) -> Callable[[object], T | None]:
    return lambda value: None if value is None else check(value)


def _look(value: object) -> Look:
    look = _read(Look, {"animal": _text, "colour": _text}, value)
    if look.animal not in ANIMALS or look.colour not in COLOURS:
        raise UnreadableRecordError
    return look


TASK: Mapping[str, Check] = {
    "number": _whole,
    "page": _text,
    "query": _by_name(_text),
    "free": _texts,
    "below": _number,
    "moves": _whole,
    "sentence": _text,
}
ORDERS: Mapping[str, Check] = {
    "version": _whole,
    "called": _whole,
    "page": _text,
    "query": _by_name(_text),
    "follows": _switch,
    "paused": _switch,
    "open_up_to": _text,
    "hidden": _texts,
    "locked": _texts,
    "shown": _texts,
    "rounds": _by_name(_whole),
    "task": _perhaps(lambda value: _read(Task, TASK, value)),
    "out": _texts,
}
STUDENT: Mapping[str, Check] = {
    "who": _text,
    "known_by": _text,
    "look": _look,
    "page": _text,
    "query": _by_name(_text),
    "owns": _switch,
    "guesses": _by_name(_by_round),
    "pages": _texts,
    "task": _whole,
    "moves": _whole,
    "loss": _perhaps(_number),
    "reached": _whole,
    "is_here": _switch,
    "seen": _number,
    "tried": _text,
}
"""What is read of each, by the names of its fields."""
