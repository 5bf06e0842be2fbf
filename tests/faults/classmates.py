"""Students and a teacher of a class without a browser: they join, listen, and are told."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import suppress
from urllib.parse import urlsplit

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.messages import Answer
from benchmarks.load.protocol import Visitor
from visualizer.ui.class_line import LINE
from visualizer.words.class_desk import OPEN


class Classmate(Visitor):
    """A visitor who knows what the line of the class is told.

    Attributes:
        line: The data of the line, as they came last.
        seat: What the server said when they joined.
        buttons: The label of each of the page's buttons → its identifier.
    """

    def __init__(self, url: str, page: str = "runs") -> None:
        super().__init__(url, page)
        self.url = url
        self.line: dict[str, object] = {}
        self.seat: dict[str, str] = {}
        self.buttons: dict[str, str] = {}

    def _take_element(self, message: ForwardMsg, answer: Answer) -> None:
        element = message.delta.new_element
        if element.bidi_component.component_name == LINE:
            self.line = json.loads(element.bidi_component.json)
        if element.WhichOneof("type") == "button":
            self.buttons[element.button.label] = element.button.id
        super()._take_element(message, answer)

    async def post(self, name: str, **body: object) -> tuple[int, bytes]:
        """Ask a route of the class for something, in the name of this session."""
        whole = json.dumps({"token": self.line["token"], **body}).encode()
        return await self._poster.post(f"class/{name}", whole)

    async def join(self, code: str) -> None:
        """Come in."""
        status, body = await self.post("join", code=code)
        assert status == 200, body
        self.seat = json.loads(body)

    def listen(self) -> Listener:
        """Hear the news, as who one is."""
        desk = self.line.get("desk")
        right = desk if desk else {each: self.seat[each] for each in ("code", "secret")}
        return Listener(self.url, {"token": "", **right})


async def open_class(url: str) -> Classmate:
    """Return a teacher whose class is open; ``line["desk"]`` has its code and key."""
    teacher = Classmate(url, "class")
    await teacher.connect()
    await teacher.open()
    message = teacher._message()
    message.rerun_script.page_script_hash = teacher._hash
    widget = message.rerun_script.widget_states.widgets.add()
    widget.id, widget.trigger_value = teacher.buttons[OPEN], True
    await teacher.run(message)
    return teacher


class Listener:
    """One answer that goes on, read line by line."""

    def __init__(self, url: str, right: dict[str, str]) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._body = json.dumps(right).encode()

    async def __aenter__(self) -> Listener:
        """Ask for the news."""
        quiet = socket.socket()
        quiet.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        quiet.setblocking(False)
        await asyncio.get_running_loop().sock_connect(quiet, (self._host, self._port))
        self._reader, self._writer = await asyncio.open_connection(sock=quiet, limit=2**16)
        self._writer.write(
            f"POST /class/news HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(self._body)}\r\n\r\n".encode()
            + self._body
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Hang up."""
        self._writer.close()
        with suppress(OSError):
            await self._writer.wait_closed()

    async def begin(self) -> int:
        """Return the status of the answer."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        return int(head.split()[1])

    async def next(self) -> dict[str, object]:
        """Return the next line; nothing at the end."""
        size = int(await self._reader.readline(), 16)
        body = await self._reader.readexactly(size + 2)
        return json.loads(body) if size else {}

    async def until(self, **wanted: object) -> dict[str, object]:
        """Return the next line whose orders, or it itself, say all this."""
        while True:
            line = await self.next()
            said = {**line.get("orders", {}), **line}
            if all(said.get(key) == value for key, value in wanted.items()):
                return line
            assert line, "the news have ended"

    def stop_reading(self) -> None:
        """Take nothing off the network any more, without saying so."""
        self._writer.transport.pause_reading()
