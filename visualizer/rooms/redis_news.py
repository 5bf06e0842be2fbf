"""Hears of changes in any process, over the pub/sub of a Redis or Valkey server."""

from __future__ import annotations

import logging
import threading

from redis import Redis
from redis.exceptions import RedisError

from visualizer.rooms.listeners import Listeners
from visualizer.rooms.redis_line import REST, SECONDS, connections
from visualizer.rooms.redis_scripts import NEWS
from visualizer.rooms.rooms import ORDERS, STUDENTS, Listener

BEAT = 1.0  # seconds of silence after which the server is asked whether it is there
MOST_KNOWN = 1_000  # rooms

_logger = logging.getLogger(__name__)


def news_message(code: str, kind: str) -> str:
    """Return what is said on the channel when a room has changed."""
    return f"{code} {kind}"


class RedisNews:
    """Listens in a thread of its own, and begins again by itself whenever the line breaks."""

    def __init__(self, address: str) -> None:
        """Listen to the server at ``address`` once somebody is to be told."""
        self._address = address
        self._listeners = Listeners()
        self._lock = threading.Lock()
        self._known: dict[str, None] = {}  # what was asked for in this process, the latest last
        self._thread: threading.Thread | None = None
        self._begins, self._is_closed = threading.Event(), threading.Event()

    def knows(self, code: str) -> None:
        """Tell the listeners of this room too, when something may have been missed."""
        with self._lock:
            self._known.pop(code, None)
            self._known[code] = None
            if len(self._known) > MOST_KNOWN:
                del self._known[next(iter(self._known))]

    def add(self, listener: Listener) -> None:
        """Tell ``listener`` of every change from now on; wait a moment until that is so."""
        self._listeners.add(listener)
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._stay, name="news of rooms", daemon=True
                )
                self._thread.start()
        self._begins.wait(SECONDS)

    def close(self) -> None:
        """End, within a beat."""
        self._is_closed.set()
        if self._thread is not None:
            self._thread.join()

    def _stay(self) -> None:
        while not self._is_closed.is_set():
            try:
                self._listen()
            except RedisError:  # who asks for something meanwhile says so in the log
                self._is_closed.wait(REST)
            except Exception:
                _logger.exception("the news of rooms failed, and begin again")
                self._is_closed.wait(REST)

    def _listen(self) -> None:
        pool = connections(self._address, 0, 1)
        try:
            with Redis(connection_pool=pool).pubsub() as channel:
                channel.subscribe(NEWS)
                is_asked = False
                while not self._is_closed.is_set():
                    message = channel.get_message(timeout=BEAT)
                    if message is not None:
                        is_asked = False
                        self._hear(message)
                    elif is_asked:
                        return  # no answer: the line is dead, whatever it looks like
                    else:
                        channel.ping()
                        is_asked = True
        finally:
            pool.disconnect()

    def _hear(self, message: dict[str, str]) -> None:
        if message["type"] == "message":
            code, _, kind = message["data"].partition(" ")
            self._listeners.tell(code, kind)
        elif message["type"] == "subscribe":  # what was said before was not heard
            with self._lock:
                known = list(self._known)
            for code in known:
                for kind in (ORDERS, STUDENTS):
                    self._listeners.tell(code, kind)
            self._begins.set()
