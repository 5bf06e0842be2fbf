"""What browsers send about a class, read as a stranger's, and how it is answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from visualizer.rooms.room import (
    AwayError,
    FullError,
    NoRoomError,
    NotTheTeacherError,
    RoomError,
)
from visualizer.routes.incoming import body_of, object_in
from visualizer.seats.joining import NotInError, PutOutError
from visualizer.state.session import Session, find_session
from visualizer.words.class_line import FAILED, NO_SESSION, NOT_READABLE

MOST_BYTES = 4_096  # of a request
LONGEST_TEXT = 128
NO_STORE = {"Cache-Control": "no-store"}
OURS = {**NO_STORE, "X-Class": "said"}
"""Of a refusal: what a proxy or a filter refuses is no word of the app."""

log = logging.getLogger("visualizer")
Found = Mapping[str, object]
Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class NoSessionError(Exception):
    """Nobody knows the session; its text is a sentence for people."""

    def __init__(self) -> None:
        super().__init__(NO_SESSION)


class TooManyError(Exception):
    """Something was asked for too often; its text is a sentence for people."""


STATUS: tuple[tuple[type[Exception], int], ...] = (
    (AwayError, 503),
    (NoRoomError, 404),
    (PutOutError, 410),
    (NotInError, 404),
    (NotTheTeacherError, 403),
    (FullError, 429),
    (RoomError, 429),
    (TooManyError, 429),
    (NoSessionError, 409),
    (ValueError, 400),
)


async def answered(request: Request, how: Callable[[Found], Found]) -> Response:
    """Answer a request with what ``how`` makes of it in a thread of its own, or with a sentence."""
    try:
        return JSONResponse(await in_thread(how, await read_body(request)), headers=NO_STORE)
    except ClientDisconnect:
        return Response(status_code=400)
    except Exception as error:  # whatever its cause
        return refusal(error)


def refusal(error: Exception) -> Response:
    """Return the answer to a request that failed."""
    status, sentence = refused(error)
    return PlainTextResponse(sentence, status, OURS)


def refused(error: Exception) -> tuple[int, str]:
    """Return what is said of what failed, after its status; what is the app's fault is logged."""
    for kind, status in STATUS:
        if isinstance(error, kind):
            return status, str(error)
    log.error("a request of a class failed", exc_info=error)
    return 500, FAILED


async def read_body(request: Request) -> Found:
    """Return what a browser says.

    Raises:
        ValueError: If it is too long or no object; a sentence for people.
    """
    return object_in(await body_of(request, MOST_BYTES, NOT_READABLE), NOT_READABLE)


def text_in(found: Found, key: str, default: str | None = None) -> str:
    """Return a text of a request.

    Raises:
        ValueError: If it is none, and there has to be one.
    """
    text = found.get(key, default)
    if isinstance(text, str) and len(text) <= LONGEST_TEXT:
        return text
    raise ValueError(NOT_READABLE)


def count_in(found: Found, key: str) -> int:
    """Return a count of a request; 0 for whatever is none."""
    count = found.get(key, 0)
    return count if type(count) is int and 0 <= count < 2**31 else 0


def session_of(found: Found) -> Session:
    """Return the session that a request names by its token.

    Raises:
        NoSessionError: If there is none.
    """
    session = find_session(text_in(found, "token"))
    if session is None:
        raise NoSessionError
    return session


async def in_thread(
    how: Callable[Parameters, Result], *args: Parameters.args, **more: Parameters.kwargs
) -> Result:
    """Return what ``how`` returns in a thread: rooms may lie behind a network."""
    return await asyncio.get_running_loop().run_in_executor(_workers(), lambda: how(*args, **more))


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(4, thread_name_prefix="class")
