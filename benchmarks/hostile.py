"""Everything a stranger may send, sent to a running server.

Links are opened as pages and in sessions, frames, widget values and commits go through the socket,
files through the door for uploads. Each must be answered within a second or cleanly closed, and
nothing that comes back may tell of the server's inside or of another visitor.

Run ``python -m benchmarks.hostile``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from benchmarks.drag.servers import app_server
from benchmarks.load.protocol import EVENTS, Answer, RunError, Visitor
from benchmarks.report import format_table, write_json
from tests.conftest import ROOT
from tests.security import hostile
from visualizer.server.uploads import MOST_UPLOADS

SECONDS = 1.0
MOST_ASKED = 3  # times for a page
PATIENCE = 20.0  # seconds after which an answer is given up
GENERATED = 10_000
# What must not come back. The last: the address of an object in the server's memory.
INSIDES = re.compile(
    b"|".join(
        (
            rb"Traceback \(most recent", rb'File "[^"]*", line', rb'\.py"', rb"site-packages",
            rb"dist-packages", re.escape(str(ROOT).encode()) + rb"/",
            re.escape(str(Path.home()).encode()) + rb"/", rb"object at 0x[0-9a-f]+",
        )
    )
)  # fmt: skip
IDENTIFIER = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@dataclass
class Tally:
    """What came of the inputs of one kind.

    Attributes:
        kind: Which.
        by_forger: Whether only a forger can send it, so that nobody else's page can fail by it.
        seconds: How long each answer took.
        n_closed: How often the socket was closed instead, or the request refused.
        n_failed: How many pages said that they could not be shown.
        findings: What must not be, in words.
    """

    kind: str
    by_forger: bool = False
    seconds: list[float] = field(default_factory=list)
    n_closed: int = 0
    n_failed: int = 0
    findings: list[str] = field(default_factory=list)

    def note(self, seconds: float, sent: object) -> None:
        """Count an answer."""
        self.seconds.append(seconds)
        if seconds > SECONDS:
            self.findings.append(f"{self.kind}: {seconds:.1f} s for {shown(sent)}")

    def row(self) -> dict[str, object]:
        """Return the line of the table."""
        ordered = sorted(self.seconds) or [0.0]
        return {
            "kind": self.kind,
            "sent": len(self.seconds),
            "closed": self.n_closed,
            "failed": self.n_failed,
            "median ms": 1e3 * ordered[len(ordered) // 2],
            "99 % ms": 1e3 * ordered[int(0.99 * (len(ordered) - 1))],
            "slowest ms": 1e3 * ordered[-1],
            "findings": len(self.findings),
        }


def shown(sent: object) -> str:
    """Return the beginning of an input, fit for a terminal."""
    return ascii(sent)[:100]


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

    def _take(self, message: ForwardMsg, answer: Answer, n_bytes: int) -> bool:
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
        return super()._take(message, answer, n_bytes)

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
        async for data in self._socket:
            if self._take(ForwardMsg.FromString(data), Answer(), len(data)):
                return
        raise RunError("closed")


def look(data: bytes, foreign: set[bytes], tally: Tally) -> None:
    """Note what must not be in an answer."""
    for found in set(INSIDES.findall(data)):
        place = data.index(found)
        told = shown(data[max(0, place - 40) : place + 60])
        tally.findings.append(f"{tally.kind}: tells of the inside, {told}")
    for found in set(IDENTIFIER.findall(data)) & foreign:
        tally.findings.append(f"{tally.kind}: tells of the session {found.decode()}")


def asks_for_run(data: bytes | str) -> bool:
    """Tell whether Streamlit takes ``data`` for a message that a run answers."""
    if isinstance(data, str):
        return False
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        return False
    return message.WhichOneof("type") == "rerun_script" and not message.rerun_script.fragment_id


# What is sent


def mixed(listed: Sequence[object], count: int, seed: int) -> Iterator[object]:
    """Yield the listed inputs, then ``count`` made up from them."""
    yield from listed
    chance = random.Random(seed)
    short = [each for each in listed if not isinstance(each, bytes | str) or len(each) < 20_000]
    for _ in range(count):
        yield mutated(chance.choice(short), chance.choice(short), chance)


def mutated(one: object, other: object, chance: random.Random) -> object:
    """Return ``one`` with something of ``other`` in it, or otherwise damaged."""
    if not isinstance(one, bytes | str):
        return other_values(one, other, chance)
    other = other if type(other) is type(one) else one
    begin, end = sorted(chance.choices(range(len(one) + 1), k=2))
    piece = other[: chance.randrange(1, 40)]
    way = chance.randrange(5)
    if way == 0:
        return one[:begin] + piece + one[begin:]
    if way == 1:
        return one[:begin] + one[end:]
    if way == 2:
        return one[:end] + one[begin:end] * chance.randrange(1, 9) + one[end:]
    if way == 3:
        return one[:begin] + other[begin:]
    noise = chance.randbytes(3)
    inside = noise if isinstance(one, bytes) else noise.decode("utf-16-le", "replace")
    return one[:begin] + inside + one[begin + 1 :]


def other_values(one: object, other: object, chance: random.Random) -> object:
    """Return a commit with some other control, or with another commit's values."""
    if isinstance(one, dict) and isinstance(one.get("values"), dict):
        name = chance.choice(list(hostile.PARAMETERS))
        value = chance.choice(hostile.values())
        return {"name": f"made up {chance.random()}", "values": {**one["values"], name: value}}
    return {"name": f"made up {chance.random()}", "values": other}


def widgets(value: object, chance: random.Random, stage: str) -> list[WidgetState]:
    """Return states of widgets that hold ``value`` in one way or another."""
    text = value if isinstance(value, str) else json.dumps(value)
    text = text.encode(errors="replace").decode()
    names = (
        stage, EVENTS.format(stage), "", "x" * 100_000, "$$ID-x-choose_dataset", "$$ID-x-None",
        "\0", "$$STREAMLIT_INTERNAL_KEY", "$$STREAMLIT_INTERNAL_KEY__events",
    )  # fmt: skip
    state = WidgetState(id=chance.choice(names))
    kind = chance.choice(list(WidgetState.DESCRIPTOR.oneofs_by_name["value"].fields)).name
    try:
        if kind in ("string_value", "json_value", "json_trigger_value"):
            setattr(state, kind, text)
        elif kind == "bytes_value":
            state.bytes_value = text.encode()
        elif kind in ("int_value", "double_value", "bool_value", "trigger_value"):
            setattr(state, kind, type(getattr(state, kind))(chance.randrange(-(2**62), 2**62)))
        elif kind == "string_array_value":
            state.string_array_value.data.extend([text] * 9)
        else:
            getattr(state, kind).SetInParent()
    except (TypeError, ValueError):  # the protocol itself has no such value
        state.json_value = text
    return [state]


# How it is sent


async def send_links_as_pages(url: str, queries: Sequence[str], seen: set[bytes]) -> Tally:
    """Ask for each link as a browser's first request does, raw bytes included."""
    tally = Tally("link, first request")
    host = urlsplit(url)
    for place, query in enumerate(queries):
        page = hostile.PAGES[place % len(hostile.PAGES)]
        # Every third as it is: no browser writes such bytes, but a stranger may.
        safe = quote(query, safe="&=%+;?#[]", errors="surrogatepass").encode()
        raw = query.encode(errors="surrogatepass").replace(b"\n", b"%0a").replace(b"\r", b"%0d")
        target = f"/{page}?".encode() + (raw if place % 3 == 0 else safe)
        begin = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await asked(host.hostname, host.port, target)
        except TimeoutError:
            tally.findings.append(f"{tally.kind}: no answer to {shown(query)}")
            continue
        tally.note(time.perf_counter() - begin, query)
        tally.n_closed += not answer.startswith(b"HTTP/1.1 200 ")
        if answer.startswith(b"HTTP/1.1 5"):
            tally.findings.append(f"{tally.kind}: {answer[:20]!r} for {shown(query)}")
        look(answer, seen, tally)
    return tally


async def asked(host: str, port: int, target: bytes) -> bytes:
    """Return all that the server answers to one request."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        head = b"GET %b HTTP/1.1\r\nHost: %b:%d\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
        writer.write(head % (target, host.encode(), port))
        await writer.drain()
        return await reader.read(-1)
    except ConnectionError:
        return b""
    finally:
        writer.close()


def upload(url: str, content: bytes, name: str = "class.csv") -> tuple[int, bytes]:
    """Give a file to the door for uploads as a browser does; return status and answer."""
    with urlopen(url.partition("_stcore")[0] + "_stcore/health", timeout=PATIENCE) as found:
        cookie = found.headers["Set-Cookie"].partition(";")[0]
    mark = f"mark-{uuid.uuid4()}"
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    headers = {
        "Cookie": cookie,
        "X-Xsrftoken": cookie.partition("=")[2],
        "Content-Type": f"multipart/form-data; boundary={mark}",
    }
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    try:
        with urlopen(Request(url, body, headers, method="PUT"), timeout=PATIENCE) as found:
            return found.status, found.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


@asynccontextmanager
async def sessions(
    url: str, page: str, seen: set[bytes], tally: Tally
) -> AsyncIterator[Callable[[], Awaitable[Stranger]]]:
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


Message = Callable[[Stranger, object], bytes | str]


async def send_messages(
    url: str, kind: str, page: str, inputs: Sequence[object], make: Message, seen: set[bytes]
) -> Tally:
    """Send each input through the socket, as ``make`` writes it."""
    tally = Tally(kind, by_forger=make in (frame_message, widget_message))
    async with sessions(url, page, seen, tally) as session:
        for each in inputs:
            stranger = await session()
            data = make(stranger, each)
            begin = time.perf_counter()
            is_closed = await stranger.say(data)
            tally.note(time.perf_counter() - begin, each)
            tally.n_closed += is_closed
            if is_closed:
                await session(new=True)
    return tally


def link_message(stranger: Stranger, query: object) -> bytes:
    text = str(query).encode(errors="replace").decode()
    return stranger.request(text).SerializeToString()


def commit_message(stranger: Stranger, commit: object) -> bytes:
    message = stranger.request("")
    stage = next(iter(stranger.stages), "")
    events = json.dumps([{"event": "commit", "value": commit}])
    state = WidgetState(id=EVENTS.format(stage), json_trigger_value=events)
    message.rerun_script.widget_states.widgets.append(state)
    return message.SerializeToString()


def widget_message(stranger: Stranger, value: object) -> bytes:
    message = stranger.request("")
    chance = random.Random(repr(value)[:200])
    stage = next(iter(stranger.stages), "")
    message.rerun_script.widget_states.widgets.extend(widgets(value, chance, stage))
    return message.SerializeToString()


def frame_message(_stranger: Stranger, frame: object) -> bytes | str:
    return frame if isinstance(frame, bytes | str) else json.dumps(frame)


async def send_sockets(url: str, texts: Sequence[str], seen: set[bytes]) -> Tally:
    """Name hostile sessions at the handshake, and other visitors'."""
    tally = Tally("session's name")
    usable = [text for text in texts if re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", text)]
    for name in [*usable, *(each.decode() for each in sorted(seen)[:5])]:
        stranger = Stranger(url, "", seen - {name.encode()}, tally)
        stranger.session_id = name
        begin = time.perf_counter()
        try:
            async with asyncio.timeout(5 * SECONDS):
                await stranger.connect()
                await stranger.open()
        except (InvalidHandshake, ConnectionClosed, RunError, TimeoutError):
            tally.n_closed += 1
        tally.note(time.perf_counter() - begin, name)
        await stranger.close()
    return tally


async def send_files(url: str, files: Sequence[bytes], field: int, seen: set[bytes]) -> Tally:
    """Upload each file on the page of one's own data, and let the page read it."""
    tally = Tally(f"upload, field {field + 1}")
    async with sessions(url, "your_data", seen, tally) as session:
        for place, content in enumerate(files):
            stranger = await session(new=place % MOST_UPLOADS == 0)
            name, begin = str(uuid.uuid4()), time.perf_counter()
            door = f"{url}_stcore/upload_file/{stranger.session_id}/{name}"
            title = ("class.csv", "run.json")[field]
            status, answer = await asyncio.to_thread(upload, door, content, title)
            look(answer, seen, tally)
            if status == 204:
                message = stranger.request("")
                state = WidgetState(id=stranger.uploaders[field])
                file = state.file_uploader_state_value.uploaded_file_info.add()
                file.file_id, file.size = name, len(content)
                file.name = title
                file.file_urls.file_id, file.file_urls.upload_url = name, door
                message.rerun_script.widget_states.widgets.append(state)
                if await stranger.say(message.SerializeToString()):
                    tally.n_closed += 1
                    await session(new=True)
            elif status >= 500:
                tally.findings.append(f"{tally.kind}: {status} for {shown(content)}")
            tally.note(time.perf_counter() - begin, content)
    return tally


async def attack(url: str, generated: int, sample: int = 1) -> list[Tally]:
    """Send the listed inputs, or every ``sample``-th, and so many made-up ones.

    Return what came of each kind.
    """
    part = max(0, generated) // 10

    def chosen(listed: Sequence[object], count: int, seed: int) -> list[object]:
        return list(mixed(listed[::sample], count, seed))

    links = chosen(hostile.links(), 2 * part, 1)
    files, runs = hostile.csv_files(), hostile.run_files()
    values = chosen(hostile.values(), part // 2, 5)
    found: list[Tally] = []
    victim_tally = Tally("a visitor who does nothing")
    seen: set[bytes] = set()
    async with Stranger(url, "training", seen, victim_tally) as victim:
        found.append(await send_links_as_pages(url, links, seen))
        for place, page in enumerate(hostile.PAGES):
            own = links[place :: len(hostile.PAGES)]
            found.append(await send_messages(url, f"link, /{page}", page, own, link_message, seen))
        commits = chosen(hostile.commits(), 2 * part, 3)
        for page in ("neuron", "training"):
            own = commits[page == "training" :: 2]
            name = f"commit, /{page}"
            found.append(await send_messages(url, name, page, own, commit_message, seen))
        frames = chosen(hostile.frames(), 3 * part, 4)
        found.append(await send_messages(url, "frame", "", frames, frame_message, seen))
        found.append(
            await send_messages(url, "widget's value", "your_data", values, widget_message, seen)
        )
        found.append(await send_sockets(url, hostile.TEXTS[::sample], seen))
        found.append(await send_files(url, chosen(files, part, 6), 0, seen))
        found.append(await send_files(url, chosen(runs, part, 7), 1, seen))
        begin = time.perf_counter()
        await victim.open()
        victim_tally.note(time.perf_counter() - begin, "her own page")
    return [*found, victim_tally]


def main() -> None:
    """Run the benchmark as the command line says."""
    parser = argparse.ArgumentParser("benchmarks.hostile", description=__doc__)
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument(
        "--generated", type=int, default=GENERATED, metavar="N",
        help=f"how many made-up inputs beside the listed ones (default: {GENERATED})",
    )  # fmt: skip
    options = parser.parse_args()
    with app_server() as server:
        found = asyncio.run(attack(server.url, options.generated))
        log = "".join(server.log)
    rows = [each.row() for each in found]
    print(format_table(rows))
    total = sum(len(each.seconds) for each in found)
    print(f"\n{total:,} inputs; each must be answered within {SECONDS:.0f} s or cleanly closed.")
    print(f"In the server's own log: {log.count('Traceback (most recent')} tracebacks.")
    for finding in dict.fromkeys(finding for each in found for finding in each.findings):
        print("-", finding)
    if options.json:
        write_json(options.json, "hostile", rows)
    sys.exit(any(each.findings for each in found))


if __name__ == "__main__":
    main()
