"""A session that sends anything and looks at all that comes back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from typing import Protocol, Self

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed

from benchmarks.hostile.tally import Tally, look, shown
from benchmarks.load.protocol import Answer, RunError, Visitor, forward_message

MOST_ASKED = 3  # times for a page
PATIENCE = 20.0  # seconds after which an answer is given up


class Stranger(Visitor):
    """A session that sends anything and looks at all that comes back."""

    def __init__(self, url: str, page: str, others: set[bytes], tally: Tally) -> None:
        """Start without a connection.

        Args:
            url: Address of the server.
            page: The page to open.
            others: Identifiers of all sessions so far; this one's is added.
            tally: Where to note what is found.
        """
        super().__init__(url, page)
        self._others, self._tally = others, tally
        self.uploaders: list[str] = []

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        await self.open()
        self._others.add(self.session_id.encode())
        return self

    async def open(self, page: str | None = None, query: str | None = None) -> Answer:
        """Open a page and keep on looking when it tells of an error.

        Loads it anew where no answer comes, as a person would: among many sessions that are cut
        off, Streamlit now and then drops the first message of a new one.

        Raises:
            RunError: If no answer comes at all.
        """
        self.page = self.page if page is None else page
        self.query = self.query if query is None else query
        for _ in range(MOST_ASKED):
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    return await self.run(self.request(self.query, named=True))
            await self.close()
            self.session_id = ""
            await self.connect()
        raise RunError(f"{self.page}: no answer to an opened page")

    def request(self, query: str, named: bool = False) -> BackMsg:
        """Return the message that asks for a run at ``query``."""
        message = self._message()
        message.rerun_script.query_string = query
        if named:
            message.rerun_script.page_name = self.page
        else:
            message.rerun_script.page_script_hash = self._hash
        return message

    def _take(self, message: ForwardMsg, answer: Answer) -> bool:
        self.look(message.SerializeToString())
        # A run that another cut short is followed by that one.
        if message.WhichOneof("type") == "script_finished":
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if message.WhichOneof("type") == "delta":
            element = message.delta.new_element
            if "fault is the app's" in element.alert.body:
                self._tally.n_failed += 1
                if not self._tally.by_forger:
                    self._tally.findings.append(f"{self._tally.kind}: a page failed")
            found = element.file_uploader.id
            if found and found not in self.uploaders:
                self.uploaders.append(found)
        return super()._take(message, answer)

    def look(self, data: bytes) -> None:
        """Note what must not be in an answer."""
        own = self.session_id.encode()
        look(data, self._others - {own}, self._tally)

    async def say(self, data: bytes | str) -> bool:
        """Send anything and wait for its answer; return whether the socket was closed instead."""
        try:
            await self.send_raw(data)
            if not asks_for_run(data):
                await self.send_raw(self.request("").SerializeToString())
            async with asyncio.timeout(PATIENCE):
                await self._finish()
        except (ConnectionClosed, RunError):
            return True
        except TimeoutError:
            self._tally.findings.append(f"{self._tally.kind}: no answer to {shown(data)}")
            return True
        return False

    async def _finish(self) -> None:
        async for data in self.connection:
            if self._take(forward_message(data), Answer()):
                return
        raise RunError("closed")


def asks_for_run(data: bytes | str) -> bool:
    """Tell whether Streamlit takes ``data`` for a message that a run answers."""
    if isinstance(data, str):
        return False
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return False
    return message.WhichOneof("type") == "rerun_script" and not message.rerun_script.fragment_id


class OpenSession(Protocol):
    """Returns the session that is open, or a new one in its place."""

    def __call__(self, new: bool = False) -> Awaitable[Stranger]:
        """Open one where there is none."""


@asynccontextmanager
async def sessions(
    url: str, page: str, seen: set[bytes], tally: Tally
) -> AsyncIterator[OpenSession]:
    """Yield a function that returns a session which is open, a new one after one was closed."""
    living: list[Stranger] = []

    async def session(new: bool = False) -> Stranger:
        if new and living:
            await living.pop().close()
        if not living:
            stranger = Stranger(url, page, seen, tally)
            await stranger.__aenter__()
            living.append(stranger)
        return living[0]

    yield session
    for each in living:
        await each.close()
