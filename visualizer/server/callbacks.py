"""What a browser asked for is carried out whole, whatever it asks for next.

Streamlit ends a run that another one follows wherever it can, in the middle of a callback too: a
click that has begun to act, or a release that is noted as answered, would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache, wraps

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState

_acting: ContextVar[bool] = ContextVar("acting", default=False)


@cache
def carry_out_callbacks() -> None:
    """Let no run end while its callbacks act; it ends right after. Called again it does nothing."""
    SafeSessionState.on_script_will_rerun = _marked(SafeSessionState.on_script_will_rerun)
    ScriptRunner._maybe_handle_execution_control_request = _afterwards(
        ScriptRunner._maybe_handle_execution_control_request
    )


def _marked(act: Callable[..., None]) -> Callable[..., None]:
    @wraps(act)
    def act_marked(self: SafeSessionState, *args: object, **options: object) -> None:
        before = _acting.set(True)
        try:
            act(self, *args, **options)
        finally:
            _acting.reset(before)

    return act_marked


def _afterwards(end: Callable[..., None]) -> Callable[..., None]:
    @wraps(end)
    def end_afterwards(self: ScriptRunner) -> None:
        if not _acting.get():
            end(self)

    return end_afterwards
