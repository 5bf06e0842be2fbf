"""The hand: drags the thumb of a slider as somebody with a mouse does."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.async_api import CDPSession

MOVES_PER_SECOND = 125  # what a common mouse reports; a browser passes on one per frame


@dataclass(frozen=True)
class Track:
    """Where a slider lies on the screen.

    Attributes:
        left: Middle of the thumb at the first position, in CSS pixels.
        right: Middle of the thumb at the last one.
        y: Height of the thumb's middle.
        last: Number of the last position; the first is 0.
        index: Position of the thumb now.
    """

    left: float
    right: float
    y: float
    last: int
    index: int

    def x(self, index: int) -> float:
        """Return where the middle of the thumb is at position ``index``."""
        return self.left + (self.right - self.left) * index / self.last


def there_and_back(start: int, last: int, stride: int = 1) -> Iterator[int]:
    """Yield the positions of a thumb that goes up from ``start``, then to and fro for ever.

    >>> from itertools import islice
    >>> list(islice(there_and_back(2, 3), 8))
    [3, 2, 1, 0, 1, 2, 3, 2]
    """
    place, step = start, stride
    while True:
        if not 0 <= place + step <= last:
            step = -step
        place = max(0, min(last, place + step))
        yield place


def stride_of(last: int) -> int:
    """Return how many positions to go at a time, so that a track takes half a second or more."""
    return max(1, round(last / (MOVES_PER_SECOND / 2)))


def end_of(track: Track, round_number: int) -> int:
    """Return where to let go: near the start, so that the page stays near its defaults.

    Rounds take turns in the direction, and the end is never the start: that would be no change. Of
    a long track two positions are less than a pixel can tell.
    """
    step = max(2, track.last // 50)
    step = step if round_number % 2 == 0 else -step
    end = track.index + step
    return end if 0 <= end <= track.last else track.index - step


class Hand:
    """Sends real mouse events, on time, whether or not the page has dealt with those before."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    async def press(self, x: float, y: float) -> None:
        """Move there and press the left button."""
        await self._send("mouseMoved", x, y, buttons=0)
        await self._send("mousePressed", x, y, buttons=1)

    async def release(self, x: float, y: float) -> None:
        """Let go."""
        await self._send("mouseReleased", x, y, buttons=0)

    async def drag(self, track: Track, seconds: float, end: int) -> None:
        """Move the pressed thumb to and fro for ``seconds``, then to position ``end``."""
        clock = asyncio.get_running_loop().time
        start = clock()
        sent = []
        for number, place in enumerate(
            there_and_back(track.index, track.last, stride_of(track.last))
        ):
            due = start + number / MOVES_PER_SECOND
            if due > start + seconds:
                break
            await asyncio.sleep(max(0.0, due - clock()))
            move = self._send("mouseMoved", track.x(place), track.y, buttons=1)
            sent.append(asyncio.create_task(move))
        sent.append(asyncio.create_task(self._send("mouseMoved", track.x(end), track.y, 1)))
        await asyncio.gather(*sent)

    async def _send(self, kind: str, x: float, y: float, buttons: int) -> None:
        button = "none" if kind == "mouseMoved" and not buttons else "left"
        event = {"type": kind, "x": x, "y": y, "button": button, "buttons": buttons}
        await self._session.send("Input.dispatchMouseEvent", {**event, "clickCount": 1})
