"""Those who have asked to be told of changes."""

from __future__ import annotations

import logging

from visualizer.rooms.rooms import Listener

_logger = logging.getLogger(__name__)


class Listeners:
    """Tells each of them; called in any thread, and under no lock."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._all: tuple[Listener, ...] = ()

    def add(self, listener: Listener) -> None:
        """Tell this one, too."""
        self._all = (*self._all, listener)

    def tell(self, code: str, kind: str) -> None:
        """Tell all. One who fails neither undoes the change nor keeps it from the others."""
        for each in self._all:
            try:
                each(code, kind)
            except Exception:
                _logger.exception("a listener to the news of a room failed")
