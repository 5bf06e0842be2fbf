"""The place where several processes share their classes: a Redis server, without containers."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from redis import Redis
from redis.exceptions import ConnectionError as NotThereError

PATIENCE = 10.0  # s
KEEPS_NOTHING = ("--save", "", "--appendonly", "no")


class StoreError(RuntimeError):
    """There is no such server here, or it does not do its work."""


def find_store() -> str:
    """Return the path of the Redis server, or of Valkey's.

    Raises:
        StoreError: If neither is installed.
    """
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found is None:
        raise StoreError("Redis is not installed (Debian, Ubuntu: apt-get install redis-server)")
    return found


@dataclass
class Store:
    """A server of one's own, reached by a socket that is a file.

    Attributes:
        folder: Where the socket lies.
        options: What it is started with besides.
        process: The server, while it runs.
    """

    folder: Path
    options: Sequence[str] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def socket(self) -> Path:
        """The file by which it is reached."""
        return self.folder / "store"

    @property
    def address(self) -> str:
        """Where it is, as the app's setting has it."""
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Run it, with nothing in it, and wait until it answers."""
        self.socket.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [find_store(), "--port", "0", "--unixsocket", str(self.socket), "--dir",
             str(self.folder), *KEEPS_NOTHING, *self.options],
            stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        until = monotonic() + PATIENCE
        with self.client() as client:
            while True:
                with suppress(NotThereError):
                    client.ping()
                    return
                if self.process.poll() is not None or monotonic() > until:
                    raise StoreError("the Redis server did not start")
                sleep(0.01)

    def client(self) -> Redis:
        """Return a client to look into it."""
        return Redis(unix_socket_path=str(self.socket), decode_responses=True)

    def kill(self) -> None:
        """End it at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def running_store(folder: Path, options: Sequence[str] = ()) -> Iterator[Store]:
    """Run a server until the block is left."""
    store = Store(folder, options)
    store.start()
    try:
        yield store
    finally:
        store.kill()
