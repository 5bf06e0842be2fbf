"""What Linux tells about a server process, and how to make a machine small for it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.conftest import Server


def n_threads(server: Server) -> int:
    """Return how many threads the server has now."""
    return len(os.listdir(f"/proc/{server.process.pid}/task"))


def memory_mb(server: Server, what: str = "VmRSS") -> float:
    """Return what the server holds in memory, or held at most (``VmHWM``), in 10⁶ bytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith(what)]
    return int(kilobytes) * 1024 / 1e6


@contextmanager
def share_of_a_core(server: Server, share: float, period: float = 0.1) -> Iterator[None]:
    """Let the server run for only a share of the time, as a host that sells quarters of a core."""
    over = threading.Event()

    def hold_and_let_go() -> None:
        while not over.is_set():
            server.process.send_signal(signal.SIGSTOP)
            over.wait((1 - share) * period)
            server.process.send_signal(signal.SIGCONT)
            over.wait(share * period)

    thread = threading.Thread(target=hold_and_let_go)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        server.process.send_signal(signal.SIGCONT)


def ask(
    url: str, method: str = "GET", data: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, Message, bytes]:
    """Return status, headers and body of an answer, whatever the status is."""
    request = Request(url, data=data, headers=headers or {}, method=method)
    try:
        with urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()
