"""What a process last wrote or read of students, which may be out of date."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

MOST_SECONDS = 60.0
"""For which a text is kept. Who is there has moved by then; of who has gone nothing is to stay."""


class KnownTexts:
    """Keeps texts of students for a while. Called from any thread."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Keep nothing yet; ``now`` tells seconds."""
        self._now = now
        self._texts: dict[tuple[str, str], tuple[float, str]] = {}  # the latest last
        self._lock = threading.Lock()

    def keep(self, code: str, who: str, text: str) -> None:
        """Keep the text of a student."""
        with self._lock:
            self._drop()
            self._texts.pop((code, who), None)
            self._texts[code, who] = self._now(), text

    def take(self, code: str, who: str) -> str | None:
        """Return what was kept of a student and keep it no longer, nothing if there is none."""
        with self._lock:
            self._drop()
            return self._texts.pop((code, who), (0.0, None))[1]

    def forget(self, code: str) -> None:
        """Keep nothing more of the students of a room."""
        with self._lock:
            self._drop()
            for known in [each for each in self._texts if each[0] == code]:
                del self._texts[known]

    def drop_old(self) -> None:
        """Keep no longer what has been kept for a while."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        until = self._now() - MOST_SECONDS
        while self._texts:
            first = next(iter(self._texts))
            if self._texts[first][0] > until:
                return
            del self._texts[first]
