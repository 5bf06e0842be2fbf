"""Streamlit's sessions, made fit for a class.

What is changed here has no setting in Streamlit, hence the reach into its private names; if one of
them moves, ``tests/server/test_sessions.py`` tells.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.run_descriptor import RunDescriptor
from streamlit.runtime.session_manager import ActiveSessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from visualizer.server.left_pages import drop_old_fields, fields_of, is_left_over

# What the page of a student sends. The rest is for developers: it would clear everybody's caches,
# start git, or write files beside the app.
OPERATION = "backend_operation_request"
ACCEPTED = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", OPERATION}
)
# Of the operations, those of a download button and of a long table.
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


@cache
def adapt_sessions() -> None:
    """Change Streamlit's sessions, the living ones too. Called again it does nothing."""
    AppSession.handle_backmsg = _only_accepted(AppSession.handle_backmsg)
    AppSession._create_new_session_message = _in_few_words(AppSession._create_new_session_message)
    app_session._populate_theme_msg = _made_once(app_session._populate_theme_msg)
    AppSession.request_rerun = _what_is_there(AppSession.request_rerun)
    WebsocketSessionManager.num_active_sessions = _count
    WebsocketSessionManager.list_active_sessions = _with_something_to_say
    AppSession.register_file_watchers = _where_wanted(AppSession.register_file_watchers)


def _only_accepted(handle: Callable[..., None]) -> Callable[..., None]:
    """Pass on what a student's page sends, and drop the rest."""

    @wraps(handle)
    def handle_accepted(self: AppSession, message: BackMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == OPERATION:
            operation = message.backend_operation_request.WhichOneof("payload")
            accepted = operation in OPERATIONS
        else:
            accepted = kind in ACCEPTED
        if accepted:
            handle(self, message)
        else:
            logging.getLogger("visualizer").info("dropped a message of the kind %s", kind)

    return handle_accepted


def _what_is_there(request: Callable[..., None]) -> Callable[..., None]:
    """Run the whole page where a part of it is asked for that is not there.

    A tab that a restarted server does not know holds on to a release; Streamlit would drop it. And
    a field is left, or a slider let go, by the very click that asks for another page: its message
    may come after that of the click. Streamlit would run the page that was left, or a part of it
    that the browser takes for a part of the new one. What it says is taken on the new page.
    """

    @wraps(request)
    def request_what_is_there(self: AppSession, client_state: ClientState | None) -> None:
        if client_state is not None:
            asked = getattr(self, "page_asked_for", "")
            if asked != client_state.page_script_hash and asked and is_left_over(client_state):
                client_state.fragment_id, client_state.page_script_hash = "", asked
                self.fields_told = drop_old_fields(client_state, getattr(self, "fields_told", {}))
                return request(self, client_state)
            if not client_state.fragment_id:
                self.page_asked_for, self.page_has_begun = client_state.page_script_hash, False
            elif not self.has_fragment(client_state.fragment_id):
                client_state.fragment_id = ""
            if client_state.widget_states.widgets:
                self.fields_told = fields_of(client_state)
        return request(self, client_state)

    return request_what_is_there


def _note_page(session: AppSession, page: str) -> None:
    """Note which page begins: after the one that was asked for, a script turns to another."""
    if page == getattr(session, "page_asked_for", ""):
        session.page_has_begun = True
    elif getattr(session, "page_has_begun", False):
        session.page_asked_for = page


def _count(manager: WebsocketSessionManager) -> int:
    return len(manager._active_session_info_by_id)


def _with_something_to_say(manager: WebsocketSessionManager) -> list[ActiveSessionInfo]:
    """Return the sessions that the server has to look at, not all three hundred at every message.

    Streamlit's other use of the list are statistics that nobody is let at.
    """
    return [
        info
        for info in list(manager._active_session_info_by_id.values())
        if info.session._settle_pending or not info.session._browser_queue.is_empty()
    ]


def _in_few_words(create: Callable[..., ForwardMsg]) -> Callable[..., ForwardMsg]:
    """Tell the browser that a run has begun, without what it has no need to know.

    That is in which folder the main script lies; and, where a part of the page runs alone, the
    pages and the theme, which a browser does not look at then.
    """

    @wraps(create)
    def create_short(
        self: AppSession, page: str, run: RunDescriptor, *args: object, **options: object
    ) -> ForwardMsg:
        told = getattr(self, "told_of_pages", None)
        if run.fragment_ids and told is not None:
            message = ForwardMsg()
            message.new_session.CopyFrom(told)
            message.new_session.page_script_hash = page
            app_session._set_run_identity(message, run)
            return message
        _note_page(self, page)
        message = create(self, page, run, *args, **options)
        session = message.new_session
        session.main_script_path = Path(session.main_script_path).name
        self.told_of_pages = type(session)()
        self.told_of_pages.CopyFrom(session)
        for known in ("app_pages", "custom_theme"):
            self.told_of_pages.ClearField(known)
        return message

    return create_short


def _made_once(populate: Callable[..., None]) -> Callable[..., None]:
    """Put the theme together once: it takes a millisecond and is the same in every run."""

    @cache
    def theme_of(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        populate(message, section)
        return message

    @wraps(populate)
    def populate_from_cache(message: CustomThemeConfig, section: str = "theme") -> None:
        message.MergeFrom(theme_of(section))

    return populate_from_cache


def _where_wanted(register: Callable[..., None]) -> Callable[..., None]:
    """Watch files only where the settings say so.

    A session that is taken up again is watched whatever they say, a quarter of a second for each in
    which nobody else is served: when a network comes back, that is the whole class at once.
    """

    @wraps(register)
    def register_where_wanted(self: AppSession) -> None:
        if st.get_option("server.fileWatcherType") != "none":
            register(self)

    return register_where_wanted
