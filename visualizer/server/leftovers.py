"""What a run leaves behind goes as soon as it ends, not when Python looks for garbage.

A run of Streamlit's, and each look at what a component said, end as circles of objects, which only
that search finds. With three hundred sessions it has to look at so much that everybody waits, and
what it overlooks at first stays for long: ten megabytes more in every minute of a lecture.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import cache, wraps

from streamlit.components.v2.bidi_component import main as components
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import (
    SCRIPT_RUN_CONTEXT_ATTR_NAME,
)
from streamlit.runtime.state import SessionState


@cache
def leave_nothing_behind() -> None:
    """Let runs and looks leave no circles. Called again it does nothing."""
    ScriptRunner._run_script_thread = _untied_at_its_end(ScriptRunner._run_script_thread)
    components.make_bidi_component_presenter = show_plainly


def _untied_at_its_end(run: Callable[[ScriptRunner], None]) -> Callable[[ScriptRunner], None]:
    @wraps(run)
    def run_and_untie(self: ScriptRunner) -> None:
        try:
            run(self)
        finally:
            # The run holds its thread, the thread its context, and that the run, in two ways.
            vars(threading.current_thread()).pop(SCRIPT_RUN_CONTEXT_ATTR_NAME, None)
            object.__setattr__(self._session_state, "_yield_callback", _no_longer)

    return run_and_untie


def _no_longer() -> None:
    """What there is to do for the requests of a run that has ended."""


def show_plainly(aggregator_id: str, *_unused: object) -> Callable[[object, SessionState], object]:
    """Return how ``st.session_state`` shows what a component said: as a dictionary.

    Streamlit makes a class of its own for each look, so that a script could also write there.

    Args:
        aggregator_id: Of the widget that holds what the component said in this run only.
    """

    def show(lasting: object, state: SessionState) -> object:
        if not isinstance(lasting, Mapping):
            return lasting
        try:
            said = state._new_widget_state[aggregator_id]
        except KeyError:
            said = None
        said = said if isinstance(said, list) else [said]
        events = [each for each in said if isinstance(each, Mapping)]
        named = [each for each in events if isinstance(each.get("event"), str)]
        return {each["event"]: each.get("value") for each in named} | dict(lasting)

    return show
