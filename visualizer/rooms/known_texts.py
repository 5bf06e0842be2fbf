"""What a process last wrote or read of students, which may be out of date."""

from __future__ import annotations

import threading


class KnownTexts:
    """Keeps texts of students. Called from any thread."""

    def __init__(self, most: int) -> None:
        """Keep at most ``most`` of them: those that were kept last."""
        self._most = most
        self._texts: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    def keep(self, code: str, who: str, text: str) -> None:
        """Keep the text of a student."""
        with self._lock:
            self._texts.pop((code, who), None)
            self._texts[code, who] = text
            if len(self._texts) > self._most:
                del self._texts[next(iter(self._texts))]

    def take(self, code: str, who: str) -> str | None:
        """Return what was kept of a student and keep it no longer, nothing if there is none."""
        with self._lock:
            return self._texts.pop((code, who), None)
