"""What knocks at the other doors: first requests, handshakes and uploads."""

import asyncio
import re
import time
import uuid
from collections.abc import Sequence
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from benchmarks.hostile.stranger import PATIENCE, Stranger, sessions
from benchmarks.hostile.tally import SECONDS, Tally, look, shown
from benchmarks.load.protocol import RunError
from tests.security import hostile
from visualizer.server.uploads import MOST_UPLOADS


async def send_links_as_pages(url: str, queries: Sequence[str], seen: set[bytes]) -> Tally:
    """Ask for each link as a browser's first request does, raw bytes included."""
    tally = Tally("link, first request")
    address = urlsplit(url).netloc
    for place, query in enumerate(queries):
        page = hostile.PAGES[place % len(hostile.PAGES)]
        # Every third as it is: no browser writes such bytes, but a stranger may.
        safe = quote(query, safe="&=%+;?#[]", errors="surrogatepass").encode()
        raw = query.encode(errors="surrogatepass").replace(b"\n", b"%0a").replace(b"\r", b"%0d")
        target = f"/{page}?".encode() + (raw if place % 3 == 0 else safe)
        begin = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await asked(address, target)
        except TimeoutError:
            tally.findings.append(f"{tally.kind}: no answer to {shown(query)}")
            continue
        tally.note(time.perf_counter() - begin, query)
        tally.n_closed += not answer.startswith(b"HTTP/1.1 200 ")
        if answer.startswith(b"HTTP/1.1 5"):
            tally.findings.append(f"{tally.kind}: {answer[:20]!r} for {shown(query)}")
        look(answer, seen, tally)
    return tally


async def asked(address: str, target: bytes) -> bytes:
    """Return all that the server at ``address``, ``host:port``, answers to one request."""
    host, _, port = address.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        head = b"GET %b HTTP/1.1\r\nHost: %b\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
        writer.write(head % (target, address.encode()))
        await writer.drain()
        return await reader.read(-1)
    except ConnectionError:
        return b""
    finally:
        writer.close()


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
