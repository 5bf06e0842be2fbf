"""The line to a Redis or Valkey server: quick to give up, and back by itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from redis import BlockingConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.commands.core import Script
from redis.exceptions import ConnectionError as LostError
from redis.exceptions import OutOfMemoryError, RedisError
from redis.retry import Retry

from visualizer.rooms.room import AwayError, FullError
from visualizer.words.rooms import ALL_ROOMS_ARE_FULL, AWAY

SECONDS = 0.5  # to wait for a free connection, for a new one, and for an answer
REST = 1.0  # seconds in which a server that did not answer is not asked again
MOST_CONNECTIONS = 16

T = TypeVar("T")
_logger = logging.getLogger(__name__)


def connections(address: str, retries: int, most: int) -> BlockingConnectionPool:
    """Return a pool of connections to the server at ``address``; none is opened yet.

    Args:
        address: As ``redis://…``, ``rediss://…`` or ``unix://…``.
        retries: How often a connection that is found broken is opened anew. What takes too long
            is never tried again.
        most: How many there may be.

    Raises:
        ValueError: If it is no address.
    """
    pool = BlockingConnectionPool.from_url(
        address,
        max_connections=most,
        timeout=SECONDS,
        socket_connect_timeout=SECONDS,
        socket_timeout=SECONDS,
        retry=Retry(NoBackoff(), retries, supported_errors=(LostError,)),
        decode_responses=True,
        encoding_errors="replace",
        protocol=2,
    )
    try:
        pool.connection_class(**pool.connection_kwargs)  # what it is told may be no option of it
    except TypeError as error:
        raise ValueError(str(error)) from None
    return pool


class Line:
    """Asks the server, for all threads of this process."""

    def __init__(self, address: str) -> None:
        """Ask the server at ``address``, which need not be there yet.

        Raises:
            ValueError: If it is no address.
        """
        self._client = Redis(connection_pool=connections(address, 1, MOST_CONNECTIONS))
        self._scripts: dict[str, Script] = {}
        self._lock = threading.Lock()
        self._is_away = False
        self._rests_until = 0.0

    def ask(self, do: Callable[[Redis], T]) -> T:
        """Return what ``do`` returns; it may be called again after a broken connection.

        Raises:
            AwayError: If the server does not answer, or cannot; for a while afterwards without
                asking it, so that a server that is gone holds nobody up.
            FullError: If the server has no memory left.
        """
        with self._lock:
            if time.monotonic() < self._rests_until:
                raise AwayError(AWAY)
            if self._is_away:  # one tries it, the others need not wait for what comes of it
                self._rests_until = time.monotonic() + REST
        try:
            answer = do(self._client)
        except OutOfMemoryError:
            raise FullError(ALL_ROOMS_ARE_FULL) from None
        except RedisError as error:
            self._is_lost(error)
            raise AwayError(AWAY) from None
        if self._is_away:
            self._is_back()
        return answer

    def values(self, key: str, fields: Sequence[str]) -> list[str | None]:
        """Return fields of a hash, each nothing if it is not there.

        Raises:
            AwayError: As :meth:`ask`.
        """
        return self.ask(lambda server: cast("list[str | None]", server.hmget(key, list(fields))))

    def fields(self, key: str) -> dict[str, str]:
        """Return all fields of a hash, none if it is not there.

        Raises:
            AwayError: As :meth:`ask`.
        """
        return self.ask(lambda server: cast("dict[str, str]", server.hgetall(key)))

    def run(self, script: str, keys: Sequence[str], *words: str | int) -> object:
        """Return what the server answers to a program of its own language.

        Raises:
            AwayError: As :meth:`ask`.
            FullError: As :meth:`ask`.
        """
        program = self._scripts.get(script)
        if program is None:
            program = self._scripts[script] = self._client.register_script(script)
        return self.ask(lambda _: program(list(keys), list(words)))

    def close(self) -> None:
        """Close all connections."""
        self._client.connection_pool.disconnect()

    def _is_lost(self, error: Exception) -> None:
        with self._lock:
            self._rests_until = time.monotonic() + REST
            was_away, self._is_away = self._is_away, True
        if not was_away:
            # The text of an error may name the place, and never the password.
            _logger.warning("the rooms of classes cannot be reached: %s", error)

    def _is_back(self) -> None:
        with self._lock:
            was_away, self._is_away, self._rests_until = self._is_away, False, 0.0
        if was_away:
            _logger.warning("the rooms of classes can be reached again")
