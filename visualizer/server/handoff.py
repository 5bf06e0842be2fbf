"""What a run has to say, handed over to the server in few pieces.

Streamlit wakes the server's thread for every element of a page. Each time that thread asks for the
interpreter, gets it in the middle of the run, finds one message and gives it back. So the messages
of a part of a page that runs alone are held until there is something that must not wait, or for as
long as nobody notices. Those of a whole page are not: its browser has much to load for each of them
and is ready most of a second later if it hears of all of them at the end.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial, wraps

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

LONGEST = 0.02  # s, that a message is held while others follow

Events = deque[Callable[[], None]]

_speaking: ContextVar[Callable[[], None] | None] = ContextVar("speaking", default=None)


def say_what_is_held() -> None:
    """Hand over what this thread's run has said so far: what comes next may take long."""
    if (speak := _speaking.get()) is not None:
        speak()


def held(_on_event: Callable[..., None]) -> Callable[..., None]:
    """Return what takes the place of a session's way to take the events of a run."""

    @wraps(_on_event)
    def on_event(
        self: AppSession, sender: object, event: ScriptRunnerEvent, **parts: object
    ) -> None:
        events: Events = self.__dict__.setdefault("held_events", deque())
        if not events:
            self.held_since = time.monotonic()
            _speaking.set(partial(_hand_over, self))
        handle = self._handle_scriptrunner_event_on_event_loop
        events.append(partial(handle, sender, event, **parts))
        if event is ScriptRunnerEvent.SCRIPT_STARTED:
            self.holds_back = bool(parts.get("fragment_ids_this_run"))
        holds_back = getattr(self, "holds_back", False)  # a run may be ended before it began
        may_wait = holds_back and event is ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
        if not may_wait or time.monotonic() - self.held_since >= LONGEST:
            _hand_over(self)

    return on_event


def _hand_over(session: AppSession) -> None:
    if session.held_events:
        session._call_soon_on_event_loop(partial(_take, session))


def _take(session: AppSession) -> None:
    """Take all that was handed over, and what was said meanwhile, in its order."""
    events: Events = session.held_events
    try:
        while events:
            events.popleft()()
    finally:
        _hand_over(session)  # the rest, if one of them failed
