"""The conversations of a plain script, which has no server of ours around it to hold them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from weakref import WeakKeyDictionary

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from visualizer.messages.conversation import Conversation

_conversations: WeakKeyDictionary[object, Conversation] = WeakKeyDictionary()


def _of(session: object) -> Conversation:
    return _conversations.setdefault(session, Conversation())


def heard(handle: Callable[..., None]) -> Callable[..., None]:
    """Let a session take what its conversation passes on."""

    @wraps(handle)
    def handle_heard(self: object, msg: BackMsg) -> None:
        if _of(self).hear(msg):
            handle(self, msg)

    return handle_heard


def said(enqueue: Callable[..., None]) -> Callable[..., None]:
    """Let a session say what its conversation passes on."""

    @wraps(enqueue)
    def enqueue_said(self: object, msg: ForwardMsg) -> None:
        _of(self).say(msg)
        enqueue(self, msg)

    return enqueue_said
