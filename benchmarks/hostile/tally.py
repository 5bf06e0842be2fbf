"""What came of what was sent, and what must not come back."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

SECONDS = 1.0  # within which an answer must come
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


def look(data: bytes, foreign: set[bytes], tally: Tally) -> None:
    """Note what must not be in an answer."""
    for found in set(INSIDES.findall(data)):
        place = data.index(found)
        told = shown(data[max(0, place - 40) : place + 60])
        tally.findings.append(f"{tally.kind}: tells of the inside, {told}")
    for found in set(IDENTIFIER.findall(data)) & foreign:
        tally.findings.append(f"{tally.kind}: tells of the session {found.decode()}")
