"""A student who keeps every message that comes, to look at what a browser is told."""

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.protocol import Answer
from tests.faults.students import Student


class Listener(Student):
    """A student who keeps every message that comes."""

    def __init__(self, *args: str) -> None:
        super().__init__(*args)
        self.messages: list[ForwardMsg] = []

    def _take(self, message: ForwardMsg, answer: Answer) -> bool:
        self.messages.append(message)
        return super()._take(message, answer)

    def heard(self) -> tuple[set[str], str]:
        """Return the kinds of the messages since it was last asked, and all their text."""
        messages, self.messages = self.messages, []
        return {each.WhichOneof("type") for each in messages}, str(messages)
