"""What a browser asked for is carried out whole, whatever it asks for next.

Streamlit ends a script run that another one follows wherever it can, in the middle of a callback
too: a click that has begun to act would be lost without a word. And of two messages that reach a
busy server it keeps the fields of the newer one only.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps

from streamlit.proto.WidgetStates_pb2 import WidgetStates

from visualizer.messages.left_pages import is_click

_acting: ContextVar[bool] = ContextVar("acting", default=False)


def marked(act: Callable[..., None]) -> Callable[..., None]:
    """Note, while the callbacks of a script run act, that they do."""

    @wraps(act)
    def act_marked(self: object, *args: object, **options: object) -> None:
        before = _acting.set(True)
        try:
            act(self, *args, **options)
        finally:
            _acting.reset(before)

    return act_marked


def afterwards(end: Callable[..., None]) -> Callable[..., None]:
    """Let no run end while its callbacks act; it ends right after."""

    @wraps(end)
    def end_afterwards(self: object) -> None:
        if not _acting.get():
            end(self)

    return end_afterwards


def with_all_fields(coalesce: Callable[..., WidgetStates | None]) -> Callable[..., object]:
    """Keep the fields of the older message that the newer one says nothing about.

    Streamlit keeps its clicks only; but one that asks for another page names no field of the old.
    """

    @wraps(coalesce)
    def coalesce_all(
        old_states: WidgetStates | None, new_states: WidgetStates | None
    ) -> WidgetStates | None:
        both = coalesce(old_states, new_states)
        if old_states is not None and new_states is not None and both is not None:
            known = {state.id for state in both.widgets}
            missing = [state for state in old_states.widgets if state.id not in known]
            both.widgets.extend(state for state in missing if not is_click(state))
        return both

    return coalesce_all
