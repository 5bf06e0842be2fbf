"""What a session takes from a browser and what it tells it, over the real protocol."""

import asyncio
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from tests.conftest import Server
from tests.server.listener import Listener
from visualizer.server.sessions import ACCEPTED, OPERATION, OPERATIONS, _made_once

ROOT = Path(__file__).resolve().parents[2]


async def messages_of(url: str, before: BackMsg | None = None) -> list[ForwardMsg]:
    """Return all that a new visitor of the first page is sent, perhaps after another message."""
    async with Listener(url) as visitor:
        if before is not None:
            await visitor.send_raw(before.SerializeToString())
        await visitor.open()
        return visitor.messages


def test_the_browser_is_not_told_where_the_app_lies(server: Server) -> None:
    messages = asyncio.run(messages_of(server.url))
    [path] = {m.new_session.main_script_path for m in messages if m.HasField("new_session")}
    assert path == "app.py"
    assert not any(str(ROOT).encode() in message.SerializeToString() for message in messages)


def test_the_theme_arrives_whole(server: Server) -> None:
    messages = asyncio.run(messages_of(server.url))
    [theme] = [m.new_session.custom_theme for m in messages if m.HasField("new_session")]
    assert theme.light.primary_color == "#2b6cb0"
    assert theme.dark.background_color == "#0e1117"
    assert theme.base_font_size == 17


def test_the_theme_is_put_together_once() -> None:
    calls = []

    def populate(message: CustomThemeConfig, section: str) -> None:
        calls.append(section)
        message.primary_color = section

    cached = _made_once(populate)
    for section in ("theme", "theme.light", "theme", "theme.light"):
        message = CustomThemeConfig()
        cached(message, section)
        assert message.primary_color == section
    assert calls == ["theme", "theme.light"]


def test_the_names_that_are_reached_for_are_there() -> None:
    """A session of a newer Streamlit may call them otherwise; then nothing would be changed."""
    session = app_session.AppSession
    names = ("handle_backmsg", "_create_new_session_message", "register_file_watchers")
    for name in names:
        assert callable(getattr(session, name))
    assert callable(app_session._populate_theme_msg)


KINDS = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]


def test_accepted_kinds_exist() -> None:
    assert set(KINDS) >= ACCEPTED


@pytest.mark.parametrize("kind", [*sorted(set(KINDS) - ACCEPTED), OPERATION])
def test_a_message_for_developers_changes_nothing(server: Server, kind: str) -> None:
    """The page that is asked for afterwards comes as always, and nothing but that page."""
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type is None:
        setattr(message, kind, True if field.type == field.TYPE_BOOL else "x")
    else:
        getattr(message, kind).SetInParent()
    expected = asyncio.run(messages_of(server.url))
    found = asyncio.run(messages_of(server.url, before=message))
    assert [m.WhichOneof("type") for m in found] == [m.WhichOneof("type") for m in expected]


def test_operations_are_those_of_the_page_and_none_that_writes_files() -> None:
    operation = BackMsg.DESCRIPTOR.fields_by_name[OPERATION].message_type
    known = {field.name for field in operation.oneofs_by_name["payload"].fields}
    assert known - OPERATIONS == {"install_skills", "dismiss_skills_nudge"}


def test_installing_something_beside_the_app_is_dropped(server: Server) -> None:
    message = BackMsg()
    message.backend_operation_request.install_skills.SetInParent()
    found = asyncio.run(messages_of(server.url, before=message))
    assert "backend_operation_response" not in {m.WhichOneof("type") for m in found}
