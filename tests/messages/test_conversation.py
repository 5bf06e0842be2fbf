"""What a session takes from a browser and what it tells it, over the real protocol."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.load.protocol import Visitor
from tests.conftest import Server, start_server
from tests.server.listener import Listener
from visualizer.messages.conversation import ACCEPTED, OPERATION, OPERATIONS, Conversation
from visualizer.server.adaptations.adapting import SWITCH
from visualizer.server.adaptations.table import ADAPTATIONS, SCRIPT_MESSAGES

ROOT = Path(__file__).resolve().parents[2]


async def visit(url: str) -> None:
    async with Visitor(url) as visitor:
        await visitor.open()


@pytest.fixture(scope="module")
def unadapted_server() -> Iterator[Server]:
    """The server as it is where nothing inside other packages could be changed."""
    running = start_server(env={SWITCH: "off"})
    yield running
    running.stop()


@pytest.fixture(scope="module")
def plain_server() -> Iterator[Server]:
    """The app as a plain script, which is made ready by the run of its first visitor."""
    running = start_server("visualizer/app.py")
    asyncio.run(visit(running.url))
    yield running
    running.stop()


@pytest.fixture(params=["server", "unadapted_server", "plain_server"])
def any_server(request: pytest.FixtureRequest) -> Server:
    """The app in each way in which it holds its conversations."""
    return request.getfixturevalue(request.param)


async def messages_of(url: str, before: BackMsg | None = None) -> list[ForwardMsg]:
    """Return all that a new visitor of the first page is sent, perhaps after another message."""
    async with Listener(url) as visitor:
        if before is not None:
            await visitor.send_raw(before.SerializeToString())
        await visitor.open()
        return visitor.messages


def test_the_browser_is_not_told_where_the_app_lies(any_server: Server) -> None:
    messages = asyncio.run(messages_of(any_server.url))
    [path] = {m.new_session.main_script_path for m in messages if m.HasField("new_session")}
    assert path == "app.py"
    assert not any(str(ROOT).encode() in message.SerializeToString() for message in messages)


def test_the_theme_arrives_whole(server: Server) -> None:
    messages = asyncio.run(messages_of(server.url))
    [theme] = [m.new_session.custom_theme for m in messages if m.HasField("new_session")]
    assert theme.light.primary_color == "#2b6cb0"
    assert theme.dark.background_color == "#0e1117"
    assert theme.base_font_size == 17


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
    assert known - OPERATIONS == {"install_skills", "dismiss_skills_nudge", "deferred_file"}


def test_installing_something_beside_the_app_is_dropped(any_server: Server) -> None:
    message = BackMsg()
    message.backend_operation_request.install_skills.SetInParent()
    found = asyncio.run(messages_of(any_server.url, before=message))
    assert "backend_operation_response" not in {m.WhichOneof("type") for m in found}


def test_what_it_runs_without_is_said_once(unadapted_server: Server) -> None:
    said = [line for line in unadapted_server.log if "runs without" in line]
    wanted = [each.name for each in ADAPTATIONS if each is not SCRIPT_MESSAGES]
    assert [name for name in wanted if sum(name in line for line in said) != 1] == []
    assert len(said) == len(wanted)


def rerun(page: str, *fields: WidgetState, fragment: str = "") -> BackMsg:
    """Return the message that asks for a page, or says what stands in its fields."""
    message = BackMsg()
    message.rerun_script.page_script_hash = page
    message.rerun_script.fragment_id = fragment
    message.rerun_script.widget_states.widgets.extend(fields)
    return message


def begin(conversation: Conversation, page: str) -> None:
    """Let the session say that a page begins."""
    message = ForwardMsg()
    message.new_session.page_script_hash = page
    conversation.say(message)


SEED, OTHER_SEED = (WidgetState(id="seed", int_value=each) for each in (7, 8))


def test_a_field_of_a_page_that_was_left_is_taken_on_the_new_one() -> None:
    conversation = Conversation()
    assert conversation.hear(rerun("old", SEED))
    begin(conversation, "old")
    assert conversation.hear(rerun("new"))
    late = rerun("old", OTHER_SEED)
    assert conversation.hear(late)
    assert late.rerun_script.page_script_hash == "new"
    assert list(late.rerun_script.widget_states.widgets) == [OTHER_SEED]


def test_after_a_script_turned_to_another_page_that_one_counts() -> None:
    conversation = Conversation()
    conversation.hear(rerun("old"))
    begin(conversation, "old")
    begin(conversation, "turned to")
    message = rerun("turned to", SEED)
    conversation.hear(message)
    assert message.rerun_script.page_script_hash == "turned to"


def test_a_tab_that_outlived_the_server_gets_the_whole_page() -> None:
    conversation = Conversation()
    first, second = rerun("page", fragment="live"), rerun("page", fragment="live")
    conversation.hear(first)
    begin(conversation, "page")
    conversation.hear(second)
    assert (first.rerun_script.fragment_id, second.rerun_script.fragment_id) == ("", "live")


def share_button(messages: list[ForwardMsg]) -> str:
    """Return the identifier of the button that opens the dialog of that name."""
    buttons = [m.delta.new_element.button.id for m in messages]
    return next(each for each in buttons if each.endswith("-share"))


def ends_of(student: Listener) -> set[int]:
    """Return how the script runs ended since it was last asked."""
    messages, student.messages = student.messages, []
    return {m.script_finished for m in messages if m.HasField("script_finished")}


def test_a_dialog_that_is_open_runs_alone_after_a_reconnect(any_server: Server) -> None:
    """Else the whole page runs, which closes it; a server that knows no dialog needs the page."""

    async def story() -> None:
        async with Listener(any_server.url, "neuron") as student:
            await student.open()
            page = student.pages["neuron"]
            press = WidgetState(id=share_button(student.messages), trigger_value=True)
            student.heard()
            await student.run(rerun(page, press))
            parts = {m.delta.fragment_id for m in student.messages if m.delta.fragment_id}
            assert parts
            await student.cut()
            await student.connect()
            ends_of(student)
            for part in parts:
                await student.run(rerun(page, fragment=part))
            assert ends_of(student) == {ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
        async with Listener(any_server.url, "neuron", "", "a-session-that-is-gone") as tab:
            await asyncio.wait_for(tab.run(rerun(page, fragment=parts.pop())), 30)
            assert ends_of(tab) == {ForwardMsg.FINISHED_SUCCESSFULLY}

    asyncio.run(story())
