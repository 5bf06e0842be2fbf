"""Who is let in and who is told to wait, on bare ASGI scopes and a made-up number of free files."""

import asyncio
import logging

import pytest
from starlette.types import Message, Receive, Scope, Send

from visualizer.server import capacity
from visualizer.server.capacity import FILES_A_SESSION, RESERVE, Capacity
from visualizer.server.full_page import PAGE, RETRY_SECONDS

EXTENSION = {"websocket.http.response": {}}


class Files:
    """The free files of the process: a number that the test sets."""

    def __init__(self, n_free: int | None) -> None:
        self.n_free = n_free

    def __call__(self) -> int | None:
        return self.n_free


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """Room for one session and no more, until the test says otherwise."""
    made_up = Files(RESERVE + FILES_A_SESSION)
    monkeypatch.setattr(capacity, "free_files", made_up)
    return made_up


def http(
    path: str = "/training", accept: str = "text/html,*/*;q=0.8", method: str = "GET"
) -> Scope:
    headers = [(b"accept", accept.encode())]
    return {"type": "http", "method": method, "path": path, "headers": headers}


def socket(session: str = "", extensions: object = EXTENSION) -> Scope:
    protocols = ", ".join(filter(None, ["streamlit", "token", session]))
    headers = [(b"Sec-WebSocket-Protocol", protocols.encode())]
    return {
        "type": "websocket",
        "path": "/_stcore/stream",
        "headers": headers,
        "extensions": extensions,
    }


async def connect() -> Message:
    return {"type": "websocket.connect"}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands in for the app behind the middleware: it takes everybody."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})


def answers(scope: Scope, guard: Capacity | None = None) -> list[Message]:
    """Return what a request is answered."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run((guard or Capacity(app))(scope, connect, send))
    return sent


@pytest.mark.parametrize("scope", [http(), socket()], ids=["page", "session"])
def test_who_fits_in_is_let_in(files: Files, scope: Scope) -> None:
    assert answers(scope)[0].get("status", 200) == 200


@pytest.mark.parametrize("scope", [http(), socket()], ids=["page", "session"])
def test_who_does_not_is_told_to_wait_in_plain_words(files: Files, scope: Scope) -> None:
    files.n_free -= 1
    start, body = answers(scope)
    assert start["status"] == 503
    assert dict(start["headers"])[b"retry-after"] == str(RETRY_SECONDS).encode()
    assert body["body"] == PAGE
    assert b"The class is full just now" in PAGE
    assert f'http-equiv="refresh" content="{RETRY_SECONDS}"'.encode() in PAGE
    assert b"http://" not in PAGE
    assert b"https://" not in PAGE


def test_a_server_that_cannot_answer_a_handshake_closes_it(files: Files) -> None:
    files.n_free = 0
    assert answers(socket(extensions={})) == [{"type": "websocket.close", "code": 1013}]


@pytest.mark.parametrize(("n_free", "status"), [(RESERVE, 200), (RESERVE // 2, 503)])
def test_news_of_a_class_wait_where_files_get_scarce(
    files: Files, n_free: int, status: int
) -> None:
    files.n_free = n_free
    scope = http("/class/7/class/news", accept="*/*", method="POST")
    assert answers(scope)[0]["status"] == status


@pytest.mark.parametrize(
    "scope",
    [
        http("/_stcore/health"),
        http("/static/app.js", accept="*/*"),
        http(method="PUT"),
        {"type": "lifespan"},
    ],
    ids=["health", "script", "upload", "lifespan"],
)
def test_everything_but_pages_and_sessions_goes_on(files: Files, scope: Scope) -> None:
    files.n_free = 0
    assert answers(scope)[0]["status"] == 200


def test_who_comes_back_gets_a_place_out_of_the_reserve(files: Files) -> None:
    files.n_free = RESERVE // 2 + FILES_A_SESSION
    assert answers(socket())[0]["status"] == 503
    assert answers(socket("known"))[0]["type"] == "websocket.accept"
    files.n_free -= 1
    assert answers(socket("known"))[0]["status"] == 503


def test_those_who_are_still_at_the_door_count(files: Files) -> None:
    """Two come at once and there is room for one: its files are not open yet."""

    async def both() -> list[str]:
        first_may_go_on, kinds = asyncio.Event(), []

        async def slow_app(scope: Scope, receive: Receive, send: Send) -> None:
            await first_may_go_on.wait()
            await send({"type": "websocket.accept"})

        async def send(message: Message) -> None:
            kinds.append(message["type"])

        guard = Capacity(slow_app)
        first = asyncio.create_task(guard(socket(), connect, send))
        await asyncio.sleep(0)  # the first is at the door now
        await guard(socket(), connect, send)
        first_may_go_on.set()
        await first
        await guard(socket(), connect, send)
        return kinds

    refused = ["websocket.http.response.start", "websocket.http.response.body"]
    assert asyncio.run(both()) == [*refused, "websocket.accept", "websocket.accept"]


def test_a_session_that_breaks_at_the_door_gives_its_place_back(files: Files) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("broken")

    guard = Capacity(broken)
    for _ in range(3):
        with pytest.raises(RuntimeError, match="broken"):
            answers(socket(), guard)


def test_one_line_tells_that_it_is_full(files: Files, caplog: pytest.LogCaptureFixture) -> None:
    guard = Capacity(app)
    with caplog.at_level(logging.WARNING, "visualizer"):
        for n_free in (0, 0, RESERVE + FILES_A_SESSION, 0):
            files.n_free = n_free
            answers(http(), guard)
        assert len(caplog.records) == 1
        for n_free in (10 * RESERVE, 0, 0):
            files.n_free = n_free
            answers(socket(), guard)
    assert len(caplog.records) == 2


def test_where_nobody_counts_files_everybody_is_let_in(files: Files) -> None:
    files.n_free = None
    assert answers(socket())[0]["type"] == "websocket.accept"
