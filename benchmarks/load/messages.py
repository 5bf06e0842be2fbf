"""What comes back from a server, message by message."""

from dataclasses import dataclass, field

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.moments import MomentHeader


class RunError(RuntimeError):
    """A run did not end as it should, or did not answer what was asked."""


def forward_message(data: bytes | str) -> ForwardMsg:
    """Return the message that the server sent as ``data``.

    Raises:
        RunError: If it is text, which Streamlit never sends.
    """
    if isinstance(data, str):
        raise RunError("the server sent text instead of a message")
    return ForwardMsg.FromString(data)


@dataclass
class Answer:
    """What came back from one run.

    Attributes:
        seconds: From the message that asked for it to the one that ended it.
        n_bytes: Of all its messages.
        moments: For each stage that the run showed, the header of its moment.
        bodies: For each stage that the page shows now, its moment as it came last.
        texts: Whatever the run said in a box for errors, warnings and the like.
        elements: How many elements of each kind.
    """

    seconds: float = 0.0
    n_bytes: int = 0
    moments: dict[str, MomentHeader] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    elements: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """A message that a browser keeps.

    Attributes:
        stage: Identifier of the stage that it is about; empty for another element.
        fragment: Identifier of the part of the page that it stands in; empty for the page itself.
        body: The moment of the stage.
    """

    stage: str
    fragment: str
    body: bytes
