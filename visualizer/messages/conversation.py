"""What one browser and its session have told each other, and what that means for the next word."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from visualizer.messages.left_pages import drop_old_fields, fields_of, is_left_over

# What the page of a student sends. The rest is for developers: it would clear everybody's caches,
# start git, or write files beside the app.
OPERATION = "backend_operation_request"
ACCEPTED = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", OPERATION}
)
# Of the operations, that of a long table.
OPERATIONS = frozenset({"dataframe_chunk"})


class Conversation:
    """One for each browser. It changes messages where they stand, before they are passed on.

    Args:
        goes_on: Tells whether its session is one that was there before it began.
    """

    def __init__(self, goes_on: Callable[[], bool] = lambda: False) -> None:
        self._goes_on = goes_on
        self._has_run = False  # since it began
        self._page_asked_for = ""
        self._page_has_begun = False
        self._told: dict[int, int] = {}  # the fields; see left_pages

    def hear(self, message: BackMsg) -> bool:
        """Tell whether what a browser says is passed on, made such that it can be carried out."""
        kind = message.WhichOneof("type")
        accepted = kind in ACCEPTED
        if kind == OPERATION:
            accepted = message.backend_operation_request.WhichOneof("payload") in OPERATIONS
        if not accepted:
            logging.getLogger("visualizer").info("dropped a message of the kind %s", kind)
        elif kind == "rerun_script":
            self._ask_for_what_is_there(message.rerun_script)
        return accepted

    def say(self, message: ForwardMsg) -> None:
        """Take out of what a session says in which folder the app lies."""
        if message.HasField("new_session"):
            session = message.new_session
            session.main_script_path = Path(session.main_script_path).name
            self._note_page(session.page_script_hash)

    def _ask_for_what_is_there(self, asked: ClientState) -> None:
        """Ask for the whole of the page that is there, where another, or a part, is asked for.

        A tab that a restarted server does not know holds on to a part of a page, which Streamlit
        would drop. A session that outlived its connection still has that part, and runs it alone:
        the whole page would close a dialog that is open. And a field is left by the very click that
        asks for another page: its message may come after that of the click. Streamlit would run the
        page that was left. What it says is taken on the new page.
        """
        page = self._page_asked_for
        if page and page != asked.page_script_hash and is_left_over(asked):
            asked.fragment_id, asked.page_script_hash = "", page
            self._told = drop_old_fields(asked, self._told)
            return
        if asked.fragment_id and not (self._has_run or self._goes_on()):
            asked.fragment_id = ""
        if not asked.fragment_id:
            self._page_asked_for, self._page_has_begun = asked.page_script_hash, False
        if asked.widget_states.widgets:
            self._told = fields_of(asked)

    def _note_page(self, page: str) -> None:
        """Note which page begins: after the one that was asked for, a script turns to another."""
        self._has_run = True
        if page == self._page_asked_for:
            self._page_has_begun = True
        elif self._page_has_begun:
            self._page_asked_for = page
