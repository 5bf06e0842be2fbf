"""Everything that a process does once before its first visitor, in one place."""

from __future__ import annotations

import threading
from functools import cache

from visualizer.server.adaptations.adapting import adapt
from visualizer.server.memory import keep_memory_together
from visualizer.server.warm_up import warm_up

_one_at_a_time = threading.Lock()
_is_ready = threading.Event()


def prepare(*, as_script: bool = True) -> bool:
    """Make the process ready; return whether it was not. Called at once by several, they wait.

    The server calls it as it starts. A plain script has no such moment: its first script run
    calls it, and two visitors may be the first. What these script runs have told their browsers so
    far, they have told in Streamlit's own way; one from the beginning tells it in ours.
    """
    if _is_ready.is_set():
        return False
    with _one_at_a_time:
        _prepare(as_script)
        _is_ready.set()
    return True


@cache
def _prepare(as_script: bool) -> None:
    keep_memory_together()
    adapt(as_script)
    warm_up()
