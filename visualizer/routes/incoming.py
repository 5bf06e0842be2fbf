"""What comes in at a route: how much of a stranger's it reads, and as what."""

from __future__ import annotations

import json

from starlette.requests import Request


async def body_of(request: Request, most_bytes: int, too_long: str) -> bytes:
    """Return the body of a request.

    Args:
        request: Whose body has not been read.
        most_bytes: How much of it there may be; no more is read.
        too_long: What is said where there is more.

    Raises:
        ValueError: If it is too long, with that sentence.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise ValueError(too_long)
    return body


def object_in(body: bytes, no_object: str) -> dict[str, object]:
    """Return the object that a body holds as JSON.

    Args:
        body: Whatever a browser sent.
        no_object: What is said where there is none.

    Raises:
        ValueError: If there is none, with that sentence; it quotes nothing.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError(no_object) from None
    if not isinstance(found, dict):
        raise ValueError(no_object)
    return found
