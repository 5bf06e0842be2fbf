"""A limit of wrong codes, so that nobody finds a class by trying.

All of a school, or all of the world, may come from one address, as from a proxy: what is tried from
there shuts nobody out who has not tried codes themselves. A session costs more than a try.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_SECONDS = 600
MOST_OF_SESSION = 12
FEW = 3  # of a session, beyond which it is asked to wait where many others try as well
MOST_OF_ADDRESS = 300
MOST_OF_ALL = 2_000
MOST_COUNTED = 4_000  # sessions and addresses; the one that was quiet longest is forgotten


class Tries:
    """Counts wrong codes by session, by address and in all; used in any thread."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing counted; ``now`` tells seconds from any moment on."""
        self._now = now
        self._lock = threading.RLock()
        self._wrong: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def may_try(self, session: str, address: str) -> bool:
        """Tell whether one more code is looked up."""
        (own, most), *others = _counted(session, address)
        with self._lock:
            tried = len(self._recent(own))
            many = any(len(self._recent(of)) >= limit for of, limit in others)
        return tried < (FEW if many else most)

    def note(self, session: str, address: str) -> None:
        """Count one, as a code that belongs to no class."""
        with self._lock:
            for of, most in _counted(session, address):
                self._recent(of)
                self._wrong.setdefault(of, deque(maxlen=most)).append(self._now())
                self._wrong.move_to_end(of)
            while len(self._wrong) > MOST_COUNTED:
                self._wrong.popitem(last=False)

    def _recent(self, of: tuple[str, str]) -> deque[float]:
        wrong = self._wrong.get(of, deque())
        while wrong and self._now() - wrong[0] >= WINDOW_SECONDS:
            wrong.popleft()
        if not wrong:
            self._wrong.pop(of, None)
        return wrong


def _counted(session: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    return (
        (("session", session), MOST_OF_SESSION),
        (("address", address), MOST_OF_ADDRESS),
        (("all", ""), MOST_OF_ALL),
    )
