"""Animals and colours: who somebody is in a class, without a name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

ANIMALS = (
    "ant", "badger", "bear", "beaver", "bee", "bison", "camel", "cat", "crab", "crane", "deer",
    "dolphin", "duck", "eagle", "fox", "frog", "giraffe", "goat", "goose", "hamster", "hare",
    "hedgehog", "heron", "horse", "koala", "lion", "lizard", "lynx", "mole", "moose", "mouse",
    "newt", "otter", "owl", "panda", "parrot", "penguin", "puffin", "rabbit", "raven", "seal",
    "sheep", "snail", "swan", "tiger", "toad", "turtle", "whale", "wolf", "zebra",
)  # fmt: skip
COLOURS = ("blue", "green", "orange", "purple", "red", "yellow", "brown", "grey")


@dataclass(frozen=True)
class Look:
    """How a student is seen by the teacher.

    Attributes:
        animal: One of ``ANIMALS``.
        colour: One of ``COLOURS``.
    """

    animal: str
    colour: str


def look_at(place: int) -> Look:
    """Return one of the looks; the first ``len(ANIMALS)`` places have different animals.

    >>> look_at(0), look_at(50) == look_at(0)
    (Look(animal='ant', colour='blue'), False)
    """
    round_, animal = divmod(place, len(ANIMALS))
    return Look(ANIMALS[animal], COLOURS[(animal + round_) % len(COLOURS)])


def free_look(taken: Collection[Look], start: int) -> Look:
    """Return the first look from place ``start`` on that nobody has; any if all are taken."""
    count = len(ANIMALS) * len(COLOURS)
    places = ((start + place) % count for place in range(count))
    return next((look_at(each) for each in places if look_at(each) not in taken), look_at(start))
