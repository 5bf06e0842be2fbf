"""Everything that a process does once before its first visitor, in one place."""

from __future__ import annotations

import threading
from functools import cache

from visualizer.server.headers import hide_server_name
from visualizer.server.long_links import accept_long_links
from visualizer.server.memory import keep_memory_together
from visualizer.server.no_delay import send_without_delay
from visualizer.server.sessions import adapt_sessions
from visualizer.server.warm_up import warm_up

_one_at_a_time = threading.Lock()


def prepare() -> None:
    """Make the process ready. Called again it does nothing; called at once by several, they wait.

    The server calls it as it starts. A plain script has no such moment: its first run calls it, and
    two visitors may be the first.
    """
    with _one_at_a_time:
        _prepare()


@cache
def _prepare() -> None:
    keep_memory_together()
    accept_long_links()
    send_without_delay()
    hide_server_name()
    adapt_sessions()
    warm_up()
