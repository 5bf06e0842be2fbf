"""Everything that a process does once before its first visitor, in one place."""

from __future__ import annotations

import threading
from functools import cache

from visualizer.server.callbacks import carry_out_callbacks
from visualizer.server.headers import hide_server_name
from visualizer.server.left_pages import keep_fields
from visualizer.server.leftovers import leave_nothing_behind
from visualizer.server.long_links import accept_long_links
from visualizer.server.memory import keep_memory_together
from visualizer.server.no_delay import send_without_delay
from visualizer.server.sessions import adapt_sessions
from visualizer.server.warm_up import warm_up

_one_at_a_time = threading.Lock()
_is_ready = threading.Event()


def prepare() -> bool:
    """Make the process ready; return whether it was not. Called at once by several, they wait.

    The server calls it as it starts. A plain script has no such moment: its first run calls it, and
    two visitors may be the first. What these runs have told their browsers so far, they have told
    in Streamlit's own way; a run from the beginning tells it in ours.
    """
    if _is_ready.is_set():
        return False
    with _one_at_a_time:
        _prepare()
        _is_ready.set()
    return True


@cache
def _prepare() -> None:
    keep_memory_together()
    accept_long_links()
    send_without_delay()
    hide_server_name()
    adapt_sessions()
    carry_out_callbacks()
    keep_fields()
    leave_nothing_behind()
    warm_up()
