"""The guesses of a session. They are no part of its address, which is copied and handed on.

An address may still bring some: a link that was made to show a page with its answer.
"""

from collections.abc import Mapping
from dataclasses import replace

from visualizer.state.guesses import GUESSES, read_guesses
from visualizer.state.session import Contents


def recalled(contents: Contents) -> Contents:
    """Return ``contents`` with the guesses that its address brought."""
    brought = read_guesses(str(contents.memory.chosen.get(GUESSES.name, GUESSES.default)))
    return remembered(contents, brought)


def remembered(contents: Contents, guesses: Mapping[str, int]) -> Contents:
    """Return ``contents`` with guesses that were made before; what it knows better stays."""
    return _with({**guesses, **contents.guesses}, contents)


def guessed(contents: Contents, page: str, option: int) -> Contents:
    """Return ``contents`` with a guess on ``page``; the first one stays."""
    return _with({page: option, **contents.guesses}, contents)


def asked_anew(contents: Contents, page: str) -> Contents:
    """Return ``contents`` with the question of ``page`` open again."""
    others = {name: option for name, option in contents.guesses.items() if name != page}
    return _with(others, contents)


def _with(guesses: Mapping[str, int], contents: Contents) -> Contents:
    chosen = {name: each for name, each in contents.memory.chosen.items() if name != GUESSES.name}
    if chosen == contents.memory.chosen and guesses == contents.guesses:
        return contents
    return replace(contents, guesses=guesses, memory=replace(contents.memory, chosen=chosen))
