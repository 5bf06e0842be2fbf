"""What a server uses, as Linux tells it: its process and those that it has started."""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Server


@dataclass(frozen=True)
class Use:
    """What processes have used up to a moment.

    Attributes:
        at: The moment, as ``time.perf_counter()`` says. Seconds.
        cpu: Time of all their threads on a core. Seconds.
    """

    at: float
    cpu: float

    def cores_since(self, earlier: "Use") -> float:
        """Return how many cores were busy in between, on average."""
        return (self.cpu - earlier.cpu) / (self.at - earlier.at)


def use_of(process_id: int) -> Use:
    """Return what the process and its children have used so far.

    Linux lets any process read the clock of another under an identifier that is made from its
    process id (clock_getcpuclockid(3)).
    """
    return Use(time.perf_counter(), sum(map(_seconds_of, family_of(process_id))))


def _seconds_of(process_id: int) -> float:
    try:
        return time.clock_gettime((~process_id << 3) | 2)
    except OSError:  # it has ended just now
        return 0.0


def family_of(process_id: int) -> list[int]:
    """Return the identifiers of the process and of its children."""
    found = [process_id]
    for task in Path(f"/proc/{process_id}/task").glob("*/children"):
        with suppress(OSError):  # the thread has ended just now
            found += map(int, task.read_text().split())
    return found


def own_use() -> Use:
    """Return what this process, which plays the class, has used so far."""
    return Use(time.perf_counter(), time.process_time())


def memory_mb(server: Server) -> float:
    """Return the memory that the server holds now, in megabytes of 10⁶ bytes.

    The resident sets of its processes: everything they have in memory, what they share counted in
    each.
    """
    return sum(map(_resident_mb, family_of(server.process.pid)))


def _resident_mb(process_id: int) -> float:
    try:
        status = Path(f"/proc/{process_id}/status").read_text()
    except OSError:  # it has ended just now
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")]
    return sum(map(int, found)) * 1024 / 1e6  # what has ended has none
