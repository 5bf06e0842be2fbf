"""A visitor who has a place in a class, as a student's or a teacher's browser has it."""

from __future__ import annotations

import asyncio
import json
import struct
import zlib
from collections.abc import AsyncIterator, Callable, Mapping

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.classroom.news import hear_news
from benchmarks.load.messages import Answer, RunError
from benchmarks.load.moments import MomentHeader, header_of
from benchmarks.load.protocol import EVENTS, Visitor
from benchmarks.load.replicas import StickyVisitor
from visualizer.chapters import CHAPTERS

FEW = 4_096  # bytes
LINE = "class_line"  # the component that tells a browser whose session it is


class Member(Visitor):
    """A visitor who can have a place in a class.

    Attributes:
        token: By which the routes know the session.
        line: The identifier of the component above every page.
        desk: What the page has brought of a teacher's place: ``code`` and ``key``.
        buttons: What stands on each button → its identifier.
        turn: Held while something is asked for: one thing after the other.
        look: Takes the moment of a stage as it has come, if somebody wants it.
    """

    def __init__(self, *args: str, **options: str) -> None:
        super().__init__(*args, **options)
        self.token = self.line = ""
        self.desk: dict[str, str] = {}
        self.buttons: dict[str, str] = {}
        self.turn = asyncio.Lock()
        self.look: Callable[[bytes], None] | None = None
        self._n_asked = 0

    @property
    def place(self) -> str:
        """The name of the page."""
        return self.page or CHAPTERS[0].name

    async def say(self, name: str, **said: object) -> dict[str, object]:
        """Say something to the routes of the classes, and return the answer.

        Raises:
            RunError: If it is refused.
        """
        body = json.dumps({"token": self.token, **said}).encode()
        status, found = await self._poster.post(f"class/{name}", body)
        if status != 200:
            raise RunError(f"class/{name}: {status} {found[:200].decode()}")
        answer: dict[str, object] = json.loads(found)
        return answer

    async def news(self, **right: str) -> AsyncIterator[dict[str, object]]:
        """Yield the news of the class; ``right`` is what gives the right to them."""
        async for line in hear_news(self._poster, "class/news", right):
            yield line

    async def ask_stages(self, **more: object) -> None:
        """Ask for the moment of each stage of the page, as ``more`` says.

        Raises:
            RunError: If it is not answered by the route.
        """
        for stage in list(self.stages):
            self._n_asked += 1
            name = f"ask-{self._n_asked}"
            answer = await self._ask_the_route(stage, name, {"values": {}, **more})
            if answer is None:
                raise RunError(f"{self.page}: {more} was not answered")

    async def look_ahead(self) -> tuple[float, MomentHeader]:
        """Ask for the stage of the page where the teacher is, before that page.

        Returns:
            After how many seconds the page may be asked for, and what the stage shows.

        Raises:
            RunError: If it is not answered.
        """
        stage, moment = next(iter(self.stages.items()))
        link = moment.get("link") or self._links[stage]
        self._n_asked += 1
        asked = {"token": link["token"], "stage": link["stage"], "scene": moment["scene"]}
        more = {"name": f"ask-{self._n_asked}", "values": {}, "lead": True, "ahead": True}
        status, found = await self._poster.post(link["url"], json.dumps(asked | more).encode())
        if status != 200:
            raise RunError(f"{self.page}: a look ahead was answered with {status}")
        wait, length = struct.unpack_from("<II", found)
        return wait / 1e3, _header_in(found[8 + length :])

    async def trigger(self, event: str, value: object) -> Answer:
        """Tell the page something by the component above it, and wait until it has run."""
        said = json.dumps([{"event": event, "value": value}])
        answer = await self.change(
            WidgetState(id=EVENTS.format(self.line), json_trigger_value=said)
        )
        self.page = next(path for path, each in self.pages.items() if each == self._hash)
        return answer

    async def press(self, label: str) -> Answer:
        """Press a button of the page."""
        return await self.change(WidgetState(id=self.buttons[label], trigger_value=True))

    def _take_element(self, message: ForwardMsg, answer: Answer) -> None:
        super()._take_element(message, answer)
        element = message.delta.new_element
        if element.WhichOneof("type") == "button":
            self.buttons[element.button.label] = element.button.id
        elif element.bidi_component.component_name == LINE:
            component = element.bidi_component
            self._take_line(component.id, json.loads(component.json))

    def _take_stage(self, stage: str, fragment: str, body: bytes, answer: Answer) -> None:
        super()._take_stage(stage, fragment, body, answer)
        if stage and self.look is not None:
            self.look(body)

    def _take_line(self, identifier: str, data: Mapping[str, object]) -> None:
        """Take what the component above the page brings."""
        self.line, self.token = identifier, str(data["token"])
        desk = data.get("desk")
        self.desk = {**desk} if isinstance(desk, dict) else {}


def _header_in(small: bytes) -> MomentHeader:
    """Return the header of a message that was made small, without the numbers behind it."""
    reader = zlib.decompressobj()
    begin = reader.decompress(small, FEW)
    (length,) = struct.unpack_from("<I", begin)
    return header_of(begin + reader.decompress(reader.unconsumed_tail, 4 + length))


class StickyMember(Member, StickyVisitor):
    """The same behind the proxy, with a browser's cookies."""
