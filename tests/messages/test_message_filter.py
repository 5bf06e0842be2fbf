"""What is too long to be a page's message ends the conversation before anybody reads it."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from visualizer.messages import message_filter
from visualizer.messages.message_filter import LONGEST_MESSAGE, TOO_BIG, MessageFilter


def talk(sent: bytes) -> tuple[list[Message], list[Message]]:
    """Return what an app behind the filter receives of one message, and what the browser gets."""
    received: list[Message] = []
    answered: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        received.append(await receive())

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": sent}

    async def send(message: Message) -> None:
        answered.append(message)

    asyncio.run(MessageFilter(app)({"type": "websocket"}, receive, send))
    return received, answered


def rerun(padding: int) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = "x" * padding
    return message.SerializeToString()


def test_a_message_of_a_page_is_passed_on() -> None:
    sent = rerun(1000)
    assert talk(sent) == ([{"type": "websocket.receive", "bytes": sent}], [])


def test_a_message_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    monkeypatch.setattr(message_filter, "_heard", lambda _, sent: read.append(sent))
    received, answered = talk(rerun(LONGEST_MESSAGE))
    assert received == [{"type": "websocket.disconnect", "code": TOO_BIG}]
    assert answered == [{"type": "websocket.close", "code": TOO_BIG}]
    assert read == []
