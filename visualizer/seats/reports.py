"""What sessions tell their classes while nobody waits for it.

Rooms may lie behind a network, and be away for a while: a student's answer must not wait for that.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from visualizer.seats.talk import has_nothing_to_tell, tell_class
from visualizer.state.session import Session

MOST_AT_ONCE = 4  # threads that tell

_logger = logging.getLogger(__name__)


class Reports:
    """Tells for each session one thing at a time, and always the latest in the end."""

    def __init__(self, tell: Callable[[Session], object]) -> None:
        """Start with nothing to tell; ``tell`` reads what the session holds when it is called."""
        self._tell = tell
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="report")
        self._lock = threading.Lock()
        # Those whose turn is to come or who are being told of: whether there was news since.
        self._is_news: dict[str, bool] = {}

    def tell_later(self, session: Session) -> None:
        """Have the class of ``session`` told soon, if it may be news. Called in any thread."""
        if has_nothing_to_tell(session.now):
            return
        with self._lock:
            is_under_way = session.token in self._is_news
            self._is_news[session.token] = True
        if not is_under_way:
            self._pool.submit(self._tell_all, session)

    def close(self) -> None:
        """Wait until all is told."""
        self._pool.shutdown()

    def _tell_all(self, session: Session) -> None:
        while self._has_news(session.token):
            try:
                self._tell(session)
            except Exception:  # whatever its cause: the next report knows more
                _logger.exception("a class was not told of a session")

    def _has_news(self, token: str) -> bool:
        with self._lock:
            if self._is_news[token]:
                self._is_news[token] = False
                return True
            del self._is_news[token]
            return False


REPORTS = Reports(tell_class)
"""Those of this process."""
