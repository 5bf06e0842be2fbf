"""Codes that are read off a wall, and secrets that nobody reads."""

import hashlib
import re
import secrets
import unicodedata

from visualizer.words.rooms import NO_CODE

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what is taken for another: O, 0, I, 1
LENGTH = 6  # letters; with 32 kinds of them 30 bits
SECRET_BYTES = 16
WHO_BYTES = 4

_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
_BETWEEN = re.compile(r"[\s\-‐-―]+")  # spaces, and dashes of any width
_LONGEST = 40  # characters of a code as somebody types it


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
    code = _BETWEEN.sub("", unicodedata.normalize("NFKC", text[: _LONGEST + 1]))
    # What is no letter of a code must not become two of them, as ß does.
    if len(text) > _LONGEST or not code.isascii() or not is_code(code.upper()):
        raise ValueError(NO_CODE)
    return code.upper()


def is_code(text: str) -> bool:
    """Tell whether ``text`` is a code as they are written."""
    return _CODE.fullmatch(text) is not None


def new_secret() -> str:
    """Return a random text that only its owner's browser keeps."""
    return secrets.token_urlsafe(SECRET_BYTES)


def new_who() -> str:
    """Return a random name of a student for the room's own use; no secret."""
    return secrets.token_hex(WHO_BYTES)


def hashed(secret: str) -> str:
    """Return by what a room recognizes ``secret``, without being able to tell it."""
    # Whatever text a browser sends: half of a pair of surrogates is none in UTF-8.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(secret: str, known: str) -> bool:
    """Tell whether ``secret`` is the one whose :func:`hashed` is ``known``."""
    return secrets.compare_digest(hashed(secret), known)
