"""Sessions of one real server, each on a walk of its own, and every answer checked to the last bit.

What a session is told must be what this process makes of its own moves alone; a number of somebody
else's, or of a move before, would show.
"""

import asyncio
import random

from benchmarks.load.moments import header_of
from benchmarks.load.protocol import Visitor
from tests.conftest import start_server
from visualizer.live.payload import pack_moment
from visualizer.stages.registry import STAGES
from visualizer.stages.stage import shown
from visualizer.state.memory import Memory, change
from visualizer.state.session import Contents

# Training costs three times as much as the others.
PAGES = ("start", "neuron", "activations", "start", "neuron", "activations", "start", "training")
# What a message says besides the moment, of the session or the page.
NAMES = ("version", "moves", "answer", "renew", "address", "link", "ground", "ways")


def check_sessions(count: int, n_sessions: int) -> list[int]:
    """Return which of ``count`` answers, dealt out to sessions, are not those of their session."""
    server = start_server()
    try:
        return asyncio.run(_walk_together(server.url, count, n_sessions))
    finally:
        server.stop()


async def _walk_together(url: str, count: int, n_sessions: int) -> list[int]:
    shares = [range(first, count, n_sessions) for first in range(n_sessions)]
    found = await asyncio.gather(*(_walk(url, share) for share in shares))
    return sorted(place for wrong in found for place in wrong)


async def _walk(url: str, places: range) -> list[int]:
    """Let one session go of one slider after another; return which answers were not its own."""
    page, chance = PAGES[places.start % len(PAGES)], random.Random(places.start)
    memory, wrong = Memory(page=page), []
    async with Visitor(url, "" if page == "start" else page) as visitor:
        await visitor.open()
        for place in places:
            key = chance.choice(sorted(visitor.settings()))
            value = chance.choice(visitor.settings()[key])
            memory = change(memory, {key: value})
            answer = await visitor.commit({key: value})
            [stage] = (name for name, told in answer.moments.items() if key in told["settings"])
            body = answer.bodies[stage]
            if body != expected(page, memory, body):
                wrong.append(place)
    return wrong


def expected(page: str, memory: Memory, body: bytes) -> bytes:
    """Return what the answer must be, but for what names it: which release, which scene."""
    header = header_of(body)
    more = {key: value for key, value in header.items() if key in NAMES}
    alone = shown(STAGES[page], Contents(memory))
    if "address" in more:
        more["address"] = memory.address()
    if "ground" in more:
        more["ground"] = alone.ground
    if "ways" in more:
        more["ways"] = [
            {"name": each.name, "label": each.label, "changes": dict(each.changes)}
            for each in alone.ways
        ]
    plotly_urls = tuple(header.get("plotly", ()))
    return pack_moment(
        alone.moment,
        alone.scene,
        header["scene"],
        header["answered"],
        plotly_urls,
        "meanwhile" in header,
        **more,
    )
