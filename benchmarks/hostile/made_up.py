"""Further inputs, made up from those that are listed."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import AnyStr, TypeVar

from tests.security import hostile

Input = TypeVar("Input")
Change = Callable[[Input, Input, random.Random], Input]


def mixed(listed: Sequence[Input], count: int, seed: int, change: Change[Input]) -> Iterator[Input]:
    """Yield the listed inputs, then ``count`` that ``change`` makes of two of them."""
    yield from listed
    chance = random.Random(seed)
    short = [each for each in listed if not isinstance(each, bytes | str) or len(each) < 20_000]
    for _ in range(count):
        yield change(chance.choice(short), chance.choice(short), chance)


def damaged(one: AnyStr, other: AnyStr, chance: random.Random) -> AnyStr:
    """Return ``one`` with something of ``other`` in it, or otherwise damaged."""
    begin, end = sorted(chance.choices(range(len(one) + 1), k=2))
    piece = other[: chance.randrange(1, 40)]
    way = chance.randrange(5)
    if way == 0:
        return one[:begin] + piece + one[begin:]
    if way == 1:
        return one[:begin] + one[end:]
    if way == 2:
        return one[:end] + one[begin:end] * chance.randrange(1, 9) + one[end:]
    if way == 3:
        return one[:begin] + other[begin:]
    noise = chance.randbytes(3)
    inside = noise if isinstance(one, bytes) else noise.decode("utf-16-le", "replace")
    return one[:begin] + inside + one[begin + 1 :]


def mutated(one: object, other: object, chance: random.Random) -> object:
    """Return ``one`` damaged if it is text or bytes, else with other values."""
    if isinstance(one, str):
        return damaged(one, other if isinstance(other, str) else one, chance)
    if isinstance(one, bytes):
        return damaged(one, other if isinstance(other, bytes) else one, chance)
    return other_values(one, other, chance)


def other_values(one: object, other: object, chance: random.Random) -> object:
    """Return a commit with some other control, or with another commit's values."""
    if isinstance(one, dict) and isinstance(one.get("values"), dict):
        name = chance.choice(list(hostile.PARAMETERS))
        value = chance.choice(hostile.values())
        return {"name": f"made up {chance.random()}", "values": {**one["values"], name: value}}
    return {"name": f"made up {chance.random()}", "values": other}
