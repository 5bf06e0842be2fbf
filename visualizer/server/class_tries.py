"""A limit of wrong codes, so that nobody finds a class by trying.

All of a school may come from one address: what is counted is only what belongs to no class, and
somebody who types badly shuts nobody else out.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_SECONDS = 600
MOST_OF_SESSION = 12
MOST_OF_ADDRESS = 300
MOST_OF_ALL = 2_000
MOST_COUNTED = 4_000  # sessions and addresses; the one that was quiet longest is forgotten


class Tries:
    """Counts wrong codes by session, by address and in all."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Start with nothing counted; ``now`` tells seconds from any moment on."""
        self._now = now
        self._wrong: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def may_try(self, session: str, address: str) -> bool:
        """Tell whether one more code is looked up."""
        return all(len(self._recent(of)) < most for of, most in _counted(session, address))

    def note_wrong(self, session: str, address: str) -> None:
        """Count a code that belongs to no class."""
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
