"""Holds every conversation of the server's sockets, on the way in and on the way out."""

from __future__ import annotations

from pathlib import Path

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from visualizer.messages.conversation import Conversation

# Where this app lies. Only a message in which it stands is looked into, on the way out.
FOLDER = str(Path(__file__).resolve().parents[2]).encode()
LONGEST_MESSAGE = 1_000_000  # bytes of what a browser says; what a page sends has some thousand
TOO_BIG = 1009  # among the codes of WebSockets


class MessageFilter:
    """ASGI middleware that passes on what a student's page and its session have to say."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; of a socket, message by message."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        conversation = Conversation(lambda: _is_back(scope))

        async def receive_accepted() -> Message:
            while True:
                message = await receive()
                if not message.get("bytes"):
                    return message
                if len(message["bytes"]) > LONGEST_MESSAGE:  # to read it would hold up everybody
                    await send({"type": "websocket.close", "code": TOO_BIG})
                    return {"type": "websocket.disconnect", "code": TOO_BIG}
                heard = _heard(conversation, message["bytes"])
                if heard is not None:
                    return {**message, "bytes": heard}

        async def send_shortened(message: Message) -> None:
            if FOLDER in (message.get("bytes") or b""):
                message = {**message, "bytes": _said(conversation, message["bytes"])}
            await send(message)

        await self._app(scope, receive_accepted, send_shortened)


def _is_back(scope: Scope) -> bool:
    """Tell whether a browser was given the session back that it named when it connected."""
    named = scope.get("subprotocols", [])[2:3]  # after Streamlit and a token
    return runtime.exists() and any(map(runtime.get_instance().is_active_session, named))


def _heard(conversation: Conversation, sent: bytes) -> bytes | None:
    """Return what the session gets; ``None`` for nothing. What is no message ends it there."""
    message = BackMsg()
    try:
        message.ParseFromString(sent)
    except DecodeError:
        return sent
    return message.SerializeToString() if conversation.hear(message) else None


def _said(conversation: Conversation, sent: bytes) -> bytes:
    message = ForwardMsg()
    message.ParseFromString(sent)
    conversation.say(message)
    return message.SerializeToString()
