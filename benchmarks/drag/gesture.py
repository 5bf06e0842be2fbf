"""One gesture: press, drag, let go, and wait until the page is fresh again, all of it measured."""

import asyncio
from typing import Literal

from benchmarks.drag.browser import Tab
from benchmarks.drag.hand import Hand, Track, end_of
from benchmarks.drag.results import Drag
from benchmarks.drag.servers import cpu_ms
from tests.conftest import Server

SETTLE_SECONDS = 0.2  # for what the last moves still have to draw


async def perform(
    tab: Tab,
    server: Server,
    track: Track,
    name: tuple[str, str],
    seconds: float,
    round_number: int,
    fresh: Literal["readyAt", "changedAt"],
) -> Drag:
    """Drag the thumb on ``track`` for ``seconds``, let go, and return what was seen.

    Args:
        tab: The page.
        server: Whom its release reaches.
        track: Where the slider lies.
        name: The names of the page and of the control.
        seconds: How long the thumb moves.
        round_number: Decides on which side of its start the thumb is let go.
        fresh: Which time of the probe says when everything was fresh after the release.
    """
    end, hand = end_of(track, round_number), Hand(tab.session)
    await hand.press(track.x(track.index), track.y)
    await asyncio.sleep(SETTLE_SECONDS)
    before = tab.wire.counts()
    await tab.probe("start()")
    await hand.drag(track, seconds, end)
    seen = await tab.seen()
    await asyncio.sleep(SETTLE_SECONDS)
    held, used = tab.wire.counts(), cpu_ms(server)
    await hand.release(track.x(end), track.y)
    await tab.wait(f"dragProbe.up !== null && dragProbe.{fresh} > dragProbe.up")
    await tab.idle()
    used, after, late = cpu_ms(server) - used, tab.wire.counts(), await tab.seen()
    return Drag(
        page=name[0],
        control=name[1],
        seconds=(seen["frames"][-1] - seen["frames"][0]) / 1e3,
        frames=len(seen["frames"]) - 1,
        drawn=seen["drawn"],
        redraws=seen["redraws"],
        space=tuple(seen["space"]),
        lags=tuple(late["lags"]),  # with those of what was drawn last
        event_lags=tuple(late["eventLags"]),
        space_lags=tuple(late["spaceLags"]),
        messages=held["sent"] - before["sent"],
        release_ms=late[fresh] - late["up"],
        bytes_received=after["bytes_received"] - held["bytes_received"],
        bytes_sent=after["bytes_sent"] - held["bytes_sent"],
        server_ms=used,
    )
