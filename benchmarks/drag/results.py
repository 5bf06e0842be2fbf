"""What was measured, as plain values."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Drag:
    """One drag of one control, its release, and the server's answer.

    Attributes:
        page: Name of the page.
        control: Key of the control.
        seconds: How long the thumb moved.
        frames: Animation frames in that time.
        drawn: Frames that the stage drew in it.
        redraws: For each figure, how often it moved.
        space: The figures in space.
        lags: From each move of the mouse to the end of the frame that shows it, in ms.
        event_lags: The same from the slider's own event.
        space_lags: From each move of the mouse until the figures in space show it, in ms.
        messages: Sent to the server while the button was held.
        release_ms: From letting go until everything on the page is fresh.
        bytes_received: From the server after letting go.
        bytes_sent: To the server after letting go.
        server_ms: CPU time of the server's process after letting go.
    """

    page: str
    control: str
    seconds: float
    frames: int
    drawn: int
    redraws: dict[str, int]
    space: tuple[str, ...]
    lags: tuple[float, ...]
    event_lags: tuple[float, ...]
    space_lags: tuple[float, ...]
    messages: int
    release_ms: float
    bytes_received: int
    bytes_sent: int
    server_ms: float


@dataclass
class Results:
    """Everything that was measured so far.

    Attributes:
        drags: In the order in which they were done.
        openings: For each page, how long each opening took, in ms.
    """

    drags: list[Drag] = field(default_factory=list)
    openings: dict[str, list[float]] = field(default_factory=dict)

    def opened(self, page: str, milliseconds: float) -> None:
        """Note an opening of ``page``."""
        self.openings.setdefault(page, []).append(milliseconds)


def percentile(values: Sequence[float], percent: float) -> float | None:
    """Return the smallest of ``values`` that at least ``percent`` of them do not exceed.

    >>> percentile([4, 1, 3, 2], 50), percentile([], 95)
    (2, None)
    """
    if not values:
        return None
    rank = math.ceil(len(values) * percent / 100)
    return sorted(values)[max(0, rank - 1)]
