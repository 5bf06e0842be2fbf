"""Anything that JSON can say as a text of letters that a link can hold, and the safe way back."""

import base64
import json
import re
import zlib

_MOST_BRACKETS = 100_000  # a table has some twenty; names may hold some, a million take a second


def pack_json(content: object) -> str:
    """Return ``content`` as text of letters, digits, ``-`` and ``_``, however long it gets.

    >>> unpack_json(pack_json([1, "a"]), 99, 99)
    [1, 'a']
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(text.encode(), level=9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def unpack_json(text: str, most_packed: int, most_unpacked: int) -> object:
    """Return what :func:`pack_json` made ``text`` from.

    Any text is safe to unpack: its size is limited before and while it is. A letter that was
    changed on the way is noticed, by the checksum that all compressed texts have.

    Args:
        text: A stranger's.
        most_packed: The most characters that it may have.
        most_unpacked: The most bytes that its content may have, as JSON.

    Raises:
        ValueError: If it is no such text.
    """
    if len(text) > most_packed or re.fullmatch("[A-Za-z0-9_-]+", text) is None:
        raise ValueError("no text that was packed here")
    unpacker = zlib.decompressobj()
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacked = unpacker.decompress(packed, most_unpacked)
        if not unpacker.eof or unpacker.unused_data:
            raise ValueError("cut off, too large, or with something behind it")
        if unpacked.count(b"[") + unpacked.count(b"{") > _MOST_BRACKETS:
            raise ValueError("too many lists")
        return json.loads(unpacked.decode())
    except (RecursionError, zlib.error) as error:
        raise ValueError("no text that was packed here") from error
