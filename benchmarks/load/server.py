"""What a server process uses, as Linux tells it."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Server


@dataclass(frozen=True)
class Use:
    """What a process has used up to a moment.

    Attributes:
        at: The moment, as ``time.perf_counter()`` says. Seconds.
        cpu: Time of all its threads on a core. Seconds.
    """

    at: float
    cpu: float

    def cores_since(self, earlier: "Use") -> float:
        """Return how many cores were busy in between, on average."""
        return (self.cpu - earlier.cpu) / (self.at - earlier.at)


def use_of(process_id: int) -> Use:
    """Return what the process has used so far.

    Linux lets any process read the clock of another under an identifier that is made from its
    process id (clock_getcpuclockid(3)).
    """
    return Use(time.perf_counter(), time.clock_gettime((~process_id << 3) | 2))


def own_use() -> Use:
    """Return what this process, which plays the class, has used so far."""
    return use_of(os.getpid())


def memory_mb(server: Server) -> float:
    """Return the memory that the server holds now, in megabytes of 10⁶ bytes.

    The resident set: everything it has in memory, libraries that others may share included.
    """
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
    return int(kilobytes) * 1024 / 1e6
