"""What stands in a field counts, though the page was left before the server came to it.

The click that leaves a field often asks for another page, too. The browser then sends two messages
in either order, and of the fields of a page that is left Streamlit keeps nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState

MOST_FIELDS = 200  # of a session that are remembered; the pages have some thirty each


def is_left_over(client_state: ClientState) -> bool:
    """Tell whether a message that names another page comes from one that was left.

    Who asks for a page says nothing of fields, since a page that is not there yet has none.
    """
    if getattr(client_state, "is_history_navigation", False):
        return False
    return bool(client_state.fragment_id or client_state.widget_states.widgets)


def fields_of(client_state: ClientState) -> dict[int, int]:
    """Return a fingerprint of what stands in each field, by one of its identifier.

    Of more than ``MOST_FIELDS``, which no page has, so many.
    """
    states = client_state.widget_states.widgets[:MOST_FIELDS]
    return {hash(each.id): hash(each.SerializeToString()) for each in states if not is_click(each)}


def drop_old_fields(client_state: ClientState, told: Mapping[int, int]) -> dict[int, int]:
    """Leave in a message what is new in it, compared with what was ``told`` before.

    Streamlit has forgotten the page, compares with nothing, and would take each field for one that
    has just been changed.

    Returns:
        What was told with it; the latest ``MOST_FIELDS``.
    """
    states = client_state.widget_states.widgets
    if len(states) > MOST_FIELDS:  # no page has so many, and it takes long to look through them
        del states[:]
        return dict(told)
    now = fields_of(client_state)
    old = now.items() & told.items()
    news = [each for each in states if (hash(each.id), now.get(hash(each.id))) not in old]
    del client_state.widget_states.widgets[:]
    client_state.widget_states.widgets.extend(news)
    return dict([*(dict(told) | now).items()][-MOST_FIELDS:])


def is_click(state: WidgetState) -> bool:
    """Tell whether it says that something happened, not what stands somewhere."""
    kind = state.WhichOneof("value") or ""
    return kind.endswith("trigger_value") or kind == "chat_input_value"
