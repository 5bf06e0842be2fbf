"""Codes that are read off a wall, and secrets that nobody reads."""

import hashlib
import re
import secrets

from visualizer.words.rooms import NO_CODE

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what is taken for another: O, 0, I, 1
LENGTH = 6  # letters; with 32 kinds of them 30 bits
SECRET_BYTES = 16

_BETWEEN = re.compile(r"[\s-]+")


def new_code() -> str:
    """Return a random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(text: str) -> str:
    """Return the code that somebody typed, as codes are written.

    Raises:
        ValueError: If it is none; the message is a sentence for people.

    >>> read_code(" k7p-q2m ")
    'K7PQ2M'
    """
    code = _BETWEEN.sub("", text[: 4 * LENGTH]).upper()
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise ValueError(NO_CODE)
    return code


def new_secret() -> str:
    """Return a random text that only its owner's browser keeps."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hashed(secret: str) -> str:
    """Return by what a room recognizes ``secret``, without being able to tell it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_same(secret: str, known: str) -> bool:
    """Tell whether ``secret`` is the one whose :func:`hashed` is ``known``."""
    return secrets.compare_digest(hashed(secret), known)
